using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Texts;
using GpuCqa.Formats.Plates;
using GpuCqa.Formats.Readouts;
using GpuCqa.Formats.States;
using GpuCqa.Statistics;

namespace GpuCqa.Pipelines.Potency;

/// <summary>Reads a table with one row a well of assay plates.</summary>
internal static class PlateReader
{
    private static readonly Dictionary<string, WellKind> Kinds = new(StringComparer.OrdinalIgnoreCase)
    {
        ["sample"] = WellKind.Sample, ["unknown"] = WellKind.Sample, ["control"] = WellKind.Sample, ["standard"] = WellKind.Standard, ["std"] = WellKind.Standard, ["calibrator"] = WellKind.Standard, ["blank"] = WellKind.Blank,
    };

    // What readers write of a well that is too bright.
    private static readonly HashSet<string> Saturated = new(StringComparer.OrdinalIgnoreCase) { "OVER", "OVRFLW", "OVERFLOW", "OVFL", "SAT", "SATURATED", "*****", "****", "###" };

    /// <summary>The wells, and what was passed over.</summary>
    /// <exception cref="NotFoundException">A file or column does not exist.</exception>
    /// <exception cref="BadDataException">A value is not what its column holds; names file and line.</exception>
    public static (IReadOnlyList<PlateWell> Wells, IReadOnlyList<string> Notes) Read(PotencyRequest request)
    {
        PotencyParameters parameters = request.Parameters;
        TextTable table = TextTable.Read(request.Table);
        var columns = new TableColumns(table);
        int response = columns.Required(request.ResponseColumn, "what the reader measured", "response", "signal", "absorbance", "od", "od450"), lot = columns.Required(null, "which lot is in a well", "lot", "sample", "lot name");
        int concentration = columns.Required(null, "the concentration of a standard", "concentration", "standard", "standard concentration", "conc");
        int kind = columns.Find("type", "kind", "well type"), plate = columns.Find("plate", "plate id"), position = columns.Find("well", "position"), condition = columns.Find("condition"), culture = columns.Find("culture", "replicate");
        double[] levels = columns.Numbers(concentration, v => v >= 0, "a concentration from 0"), dilutions = columns.Numbers(columns.Find("dilution", "dilution factor"), v => v >= 1, "how often the sample is diluted, 1 or more (10 for one part in ten)");
        double[] cells = columns.Numbers(columns.Find("cells", "cell number"), v => v > 0, "a number of cells above 0"), hours = columns.Numbers(columns.Find("hours", "time"), v => v > 0, "hours above 0"), volumes = columns.Numbers(columns.Find("volume", "volume ml"), v => v > 0, "millilitres above 0");
        ReadoutColumn.Parsed responses = columns.Parsed(response, t => Saturated.Contains(t) ? ">0" : t);
        var wells = new List<PlateWell>();
        var places = new Dictionary<(string, string), int>();
        int empty = 0, dark = 0;
        for (int row = 0; row < table.Rows.Count; row++)
        {
            if (responses.Sides[row] < 0) throw new BadDataException(table.Path, table.Place(row, response), $"is '{table.Rows[row][response]}', expected the response itself");
            if (double.IsNaN(responses.Values[row]))
            {
                empty++;
                continue;
            }

            string? named = columns.Text(row, lot);
            WellKind found = Kind(columns, table, row, kind, named, levels[row]);
            string on = columns.Text(row, plate) ?? "1";
            if (columns.Text(row, position) is { } place && !places.TryAdd((on, place), row)) throw new BadDataException(table.Path, table.Place(row, position), $"well {place} of plate {on} is already on line {table.LineOf(places[(on, place)])}");
            if (found == WellKind.Sample && named is null) throw new BadDataException(table.Path, table.Place(row, lot), "a sample needs the lot that it is of");
            if (found == WellKind.Standard && double.IsNaN(levels[row])) throw new BadDataException(table.Path, table.Place(row, concentration), "a standard needs its concentration");
            double read = responses.Sides[row] > 0 ? double.PositiveInfinity : responses.Values[row];
            if (found != WellKind.Sample && double.IsInfinity(read)) dark++;
            bool sample = found == WellKind.Sample;
            wells.Add(new PlateWell(on, columns.Text(row, position), found, sample ? named : null, sample ? columns.Text(row, condition) : null, sample ? columns.Text(row, culture) : null, found == WellKind.Standard ? levels[row] : double.NaN,
                sample ? Or(dilutions[row], 1) : double.NaN, sample ? Or(cells[row], parameters.Cells) : double.NaN, sample ? Or(hours[row], parameters.Hours) : double.NaN, sample ? Or(volumes[row], parameters.Volume) : double.NaN, read));
        }

        var notes = new List<string>();
        if (empty > 0) notes.Add($"{Counted.Of(empty, "well")} without a response {Counted.Word(empty, "is", "are")} left out.");
        if (dark > 0) notes.Add($"{Counted.Of(dark, "standard or blank", "standards or blanks")} at which the reader was saturated {Counted.Word(dark, "is", "are")} left out of the curve.");
        return wells.Count > 0 ? (wells, notes) : throw new BadDataException(table.Path, null, "no well has a response");
    }

    private static WellKind Kind(TableColumns columns, TextTable table, int row, int column, string? lot, double concentration)
    {
        if (columns.Text(row, column) is { } word) return Kinds.TryGetValue(word, out WellKind kind) ? kind : throw new BadDataException(table.Path, table.Place(row, column), $"is '{word}', expected sample, standard or blank");
        if (lot is not null && !double.IsNaN(concentration)) throw new BadDataException(table.Path, $"line {table.LineOf(row)}", "the well has a lot and the concentration of a standard; say in a column 'type' which of the two it is");
        return lot is not null ? WellKind.Sample : !double.IsNaN(concentration) ? WellKind.Standard : throw new BadDataException(table.Path, $"line {table.LineOf(row)}", "the well has no lot and no concentration; write blank in a column 'type' if it is one");
    }

    private static double Or(double value, double? otherwise) => double.IsNaN(value) ? otherwise ?? double.NaN : value;
}
