using GpuCqa.Analysis.Cells;
using GpuCqa.Analysis.Planning;
using GpuCqa.Core.Cohorts;

namespace GpuCqa.Pipelines.Inputs;

/// <summary>How large a cohort is, from the headers of its files; files whose header does not say are read through and counted.</summary>
public static class HeaderSizes
{
    private const int ReadCells = 1024;

    /// <summary>The size of a cohort before quality control.</summary>
    /// <param name="input">The opened files.</param>
    /// <param name="cancellation">Stops between blocks.</param>
    /// <exception cref="Core.Errors.BadDataException">A file is damaged, or no gene is shared by all.</exception>
    public static CohortSize Of(CohortInput input, CancellationToken cancellation)
    {
        CellSource[] sources = [.. input.Files.Select(f => f.Source)];
        int genes = FeatureJoin.Of(input).Shared.Count;
        long cells = 0, entries = 0;
        foreach (CellSource source in sources)
        {
            (long more, long stored) = Count(source, cancellation);
            cells += more;
            // Features that other files lack are dropped.
            entries += (long)((double)stored * genes / Math.Max(genes, source.Features.Count));
        }

        return CohortSize.Even(cells, genes, entries, input.Lots.Count, CellStore.BlockCells, sources[0].Modality == CellModality.Features);
    }

    /// <summary>The size of a cohort before quality control where all headers say it, else null; no cell is read.</summary>
    /// <param name="input">The opened files.</param>
    /// <param name="cancellation">Stops between files.</param>
    public static CohortSize? Stated(CohortInput input, CancellationToken cancellation) =>
        input.Files.All(f => f.Source is { CellCount: not null, EntryCount: not null }) ? Of(input, cancellation) : null;

    /// <summary>Cells and stored entries of a file; one whose header does not say is read through.</summary>
    internal static (long Cells, long Entries) Count(CellSource source, CancellationToken cancellation)
    {
        if (source is { CellCount: { } known, EntryCount: { } stored }) return (known, stored);
        long cells = 0, entries = 0;
        foreach (CellBlock block in source.ReadBlocks(ReadCells, cancellation))
        {
            cells += block.Values.Rows;
            entries += block.Values.NonZeros;
        }

        return (cells, entries);
    }
}
