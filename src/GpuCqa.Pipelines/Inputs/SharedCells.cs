using GpuCqa.Analysis.Cells;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Texts;
using GpuCqa.Formats;
using GpuCqa.Formats.States;

namespace GpuCqa.Pipelines.Inputs;

/// <summary>Refuses lots whose cells are in one file: a file is one replicate, unless a column of it names the lot of a cell.</summary>
public static class SharedCells
{
    private const int ShownLots = 5;

    private static readonly string[] LotLike = ["lot", "lots", "lot_id", "sample", "samples", "sample_id", "sampleid", "orig.ident", "donor", "donor_id", "patient", "patient_id", "individual", "subject", "batch", "library", "library_id", "replicate", "dataset", "channel", "hto", "hash_id"];

    /// <summary>Looks at the paths, not at the cells.</summary>
    /// <param name="cohort">The cohort, for messages.</param>
    /// <param name="lots">The lots that are used; those without a path are passed over.</param>
    /// <param name="genome">Genome that is read from 10x folders of several, or null.</param>
    /// <exception cref="BadDataException">Two lots have one file; names their rows and the path.</exception>
    public static void Refuse(Cohort cohort, IReadOnlyList<LotInput> lots, string? genome)
    {
        IGrouping<string, Lot>? shared = lots.Select(l => l.Lot).Where(l => l.Path is not null).GroupBy(l => RealPath.OfCells(l.Path!, genome), StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1);
        if (shared is null) return;
        Lot[] same = [.. shared];
        string names = Counted.List([.. same.Select(l => $"'{l.Name}'{(l.Line is { } line ? $" (line {line})" : "")}")], ShownLots);
        string paths = string.Join(" and ", same.Select(l => l.Path!).Distinct(StringComparer.Ordinal).Take(2));
        string? column = LotColumn(same[0].Path!, [.. cohort.Lots.Select(l => l.Name)]);
        throw new BadDataException(cohort.SheetPath, null, $"the lots {names} name the same cells, {paths}; one file is one replicate. Correct the path, "
            + (column is null ? "or, if the file holds several lots, name the column of its cells that says which with --lot-column." : $"or, if the file holds several lots, name the column that says which: --lot-column \"{column}\"."));
    }

    // A column that holds names of lots, or else one that is called as such columns are.
    private static string? LotColumn(string path, HashSet<string> lots)
    {
        try
        {
            if (Directory.Exists(path)) return null;
            string[] columns = [.. CellLabels.ColumnsOf(path)];
            string[] likely = [.. LotLike.SelectMany(name => columns.Where(c => c.Equals(name, StringComparison.OrdinalIgnoreCase)))];
            return likely.FirstOrDefault(c => CellLabels.Read(path, [c], CancellationToken.None).Any(block => block[0].Any(lots.Contains))) ?? likely.FirstOrDefault();
        }
        catch (GpuCqaException)
        {
            return null;
        }
    }
}
