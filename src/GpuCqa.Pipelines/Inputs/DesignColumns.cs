using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;
using GpuCqa.Formats.Readouts;

namespace GpuCqa.Pipelines.Inputs;

/// <summary>The columns of a sheet that say what may change places: blocks, units, covariates.</summary>
/// <param name="Block">Columns whose values lots are kept within.</param>
/// <param name="Unit">Column whose values are exchanged whole, or null.</param>
/// <param name="Covariates">Columns of numbers that both sides are adjusted for.</param>
internal sealed record DesignColumns(IReadOnlyList<string> Block, string? Unit, IReadOnlyList<string> Covariates)
{
    private static readonly string[] Fields = ["donor", "tissue", "batch", "process", "role"];

    /// <summary>The columns that parameters ask for, as files call them.</summary>
    /// <param name="parameters">What is asked for.</param>
    /// <param name="named">The name that files give a column, or the one asked for.</param>
    /// <exception cref="InvalidParameterException">A column is named twice.</exception>
    public static DesignColumns Of(AssociationParameters parameters, Func<string, string> named)
    {
        var columns = new DesignColumns([.. parameters.Block.Select(named)], parameters.Unit is { } unit ? named(unit) : null, [.. parameters.Covariates.Select(named)]);
        if (columns.All.GroupBy(c => c, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new InvalidParameterException($"The column '{twice.Key}' is named twice among blocks, unit and covariates.");
        return columns;
    }

    /// <summary>The same with donor, tissue, batch and process called so in any case, as a cohort of a service calls them: what a result records.</summary>
    public DesignColumns Recorded() => new([.. Block.Select(Canonical)], Unit is null ? null : Canonical(Unit), [.. Covariates.Select(Canonical)]);

    /// <summary>All of them.</summary>
    public IReadOnlyList<string> All => [.. Block, .. Unit is null ? (string[])[] : [Unit], .. Covariates];

    /// <summary>What a lot is kept within, from the texts of the columns; null without blocks.</summary>
    /// <param name="text">Text of the lot in a column and where it stands.</param>
    /// <exception cref="BadDataException">A value is missing.</exception>
    public string? BlockOf(Func<string, (string Text, string Path, string Place)> text) => Block.Count == 0 ? null : string.Join(", ", Block.Select(c => Named(c, text)));

    /// <summary>What a lot is exchanged with; null without units.</summary>
    /// <param name="text">Text of the lot in a column and where it stands.</param>
    /// <exception cref="BadDataException">The value is missing.</exception>
    public string? UnitOf(Func<string, (string Text, string Path, string Place)> text) => Unit is null ? null : Named(Unit, text);

    /// <summary>Numbers of the covariates, covariates x lots.</summary>
    /// <param name="lots">Names of the lots.</param>
    /// <param name="text">Text of a lot in a column and where it stands.</param>
    /// <exception cref="BadDataException">A value is missing or no number.</exception>
    public double[][] Numbers(IReadOnlyList<string> lots, Func<int, string, (string Text, string Path, string Place)> text) =>
        [.. Covariates.Select(c => Numbers(c, "covariate", "; a covariate in words is taken as the block instead: orders within each of its values are exact", lots, text))];

    /// <summary>Cells that the readouts of each lot were measured of.</summary>
    /// <param name="column">Column of the numbers; null = none, and every lot is NaN.</param>
    /// <param name="lots">Names of the lots.</param>
    /// <param name="text">Text of a lot in a column and where it stands.</param>
    /// <exception cref="BadDataException">A value is missing, no number or not above 0.</exception>
    public static double[] Cells(string? column, IReadOnlyList<string> lots, Func<int, string, (string Text, string Path, string Place)> text)
    {
        if (column is null) return [.. lots.Select(_ => double.NaN)];
        double[] cells = Numbers(column, "number of cells", "", lots, text);
        int none = Array.FindIndex(cells, n => !(n > 0));
        if (none < 0) return cells;
        (string found, string path, string place) = text(none, column);
        throw new BadDataException(path, place, $"'{found}' is no number of cells; a readout is measured of more than 0");
    }

    private static double[] Numbers(string c, string what, string advice, IReadOnlyList<string> lots, Func<int, string, (string Text, string Path, string Place)> text)
    {
        string[] texts = [.. lots.Select((_, l) => text(l, c).Text)];
        ReadoutColumn.Parsed parsed = ReadoutColumn.Parse(texts, (l, finding) => Bad(l, finding + advice));
        int missing = Array.FindIndex(parsed.Values, double.IsNaN), limit = Array.FindIndex(parsed.Sides, s => s != 0);
        if (missing >= 0) throw Bad(missing, $"the {what} is missing; complete it, or leave the lot out by its role");
        return limit < 0 ? parsed.Values : throw Bad(limit, $"'{texts[limit]}' is a limit, and a {what} needs a number");

        BadDataException Bad(int l, string finding)
        {
            (_, string path, string place) = text(l, c);
            return new BadDataException(path, place, finding);
        }
    }

    private static string Canonical(string column) => Fields.FirstOrDefault(f => f.Equals(column, StringComparison.OrdinalIgnoreCase)) ?? column;

    private static string Named(string column, Func<string, (string Text, string Path, string Place)> text)
    {
        (string value, string path, string place) = text(column);
        return MissingText.Is(value) ? throw new BadDataException(path, place, $"the {column} is missing, so that it is not known what the lot may change places with; complete it, or leave the lot out by its role") : value;
    }
}
