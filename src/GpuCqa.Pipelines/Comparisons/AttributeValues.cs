using GpuCqa.Core.Errors;
using GpuCqa.Core.Texts;
using GpuCqa.Formats.Readouts;
using GpuCqa.Formats.States;
using GpuCqa.Statistics;

namespace GpuCqa.Pipelines.Comparisons;

/// <summary>Reads the values of an attribute from the sheet of lots.</summary>
internal static class AttributeValues
{
    /// <exception cref="NotFoundException">The sheet has no such column.</exception>
    /// <exception cref="BadDataException">A value is no number, is beyond a limit, or has no place on the scale.</exception>
    public static AttributeMeasurements Read(LotTable sheet, AttributeSpec spec, IReadOnlyList<ComparedLot> lots)
    {
        double[][] columns = [.. spec.Columns.Select(c => Column(sheet, c, lots, spec))];
        double[] values = [.. lots.Select((_, l) =>
        {
            double[] own = [.. columns.Select(c => c[l]).Where(double.IsFinite)];
            return own.Length == 0 ? double.NaN : own.Average();
        })];
        double[][]? replicates = columns.Length < 2 ? null : [.. lots.Select((_, l) => columns.Select(c => c[l]).ToArray())];
        double[]? readout = spec.Margin is { Kind: "potency", Readout: { } name } ? Column(sheet, name, lots, null) : null;
        return new AttributeMeasurements(spec, values, replicates, readout);
    }

    private static double[] Column(LotTable sheet, string name, IReadOnlyList<ComparedLot> lots, AttributeSpec? spec)
    {
        TextTable table = sheet.Table;
        int at = table.Find(name);
        if (at < 0) throw new NotFoundException($"{table.Path}: no column '{name}'{(spec is null ? "" : $" of the attribute '{spec.Name}'")}; the columns are {Counted.List(table.Headers)}{ColumnNames.Hint(name, table.Headers)}");
        int[] rows = [.. lots.Select(l => sheet.RowOf(l.Name))];
        ReadoutColumn.Parsed parsed = ReadoutColumn.Parse([.. rows.Select(r => table.Rows[r][at])], (l, finding) => new BadDataException(table.Path, table.Place(rows[l], at), finding));
        return [.. parsed.Values.Select((value, l) =>
        {
            if (parsed.Sides[l] != 0) throw new BadDataException(table.Path, table.Place(rows[l], at), $"'{table.Rows[rows[l]][at]}' is beyond a limit of the assay: means and intervals have no place for it. Leave the field empty, or compare by another attribute");
            if (spec is null || double.IsNaN(value)) return value;
            try
            {
                return spec.Scaled(value);
            }
            catch (ArgumentOutOfRangeException error)
            {
                throw new BadDataException(table.Path, table.Place(rows[l], at), $"'{table.Rows[rows[l]][at]}' on the scale of '{spec.Name}': {error.Message.Split(" (Parameter", 2)[0]}", error);
            }
        })];
    }
}
