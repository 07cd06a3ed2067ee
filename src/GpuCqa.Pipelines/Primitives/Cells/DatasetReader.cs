using GpuCqa.Analysis.Cells;
using GpuCqa.Analysis.Planning;
using GpuCqa.Analysis.Quality;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Parameters;

namespace GpuCqa.Pipelines.Primitives;

/// <summary>Reads the cells of one dataset once and puts those that are used on a shelf, in blocks of <see cref="CellStore.BlockCells"/>.</summary>
public static class DatasetReader
{
    private const int ReadCells = 1024;

    /// <summary>What is said of raw measurements of images.</summary>
    internal const string Plateless = "holds raw measurements of images, some of which may be missing; discover and map bring them to the scale of their plates first, and nothing else reads them";

    /// <summary>Reads and filters.</summary>
    /// <param name="work">Where.</param>
    /// <param name="source">The cells.</param>
    /// <param name="limits">Which are used; image features have no limits.</param>
    /// <param name="modality">What the values are taken as; features are not normalized.</param>
    /// <param name="plan">What follows, for the plan of the device's memory.</param>
    /// <exception cref="BadDataException">The dataset is damaged.</exception>
    /// <exception cref="PreconditionException">No cell or gene is left.</exception>
    public static DatasetCells Read(Workplace work, CellSource source, CellLimits limits, CellModality modality, DiscoverParameters plan)
    {
        if (source.IsOfPlates) throw new BadDataException(source.Path, null, Plateless);
        bool counts = source.Modality == CellModality.Counts;
        var barcodes = new List<string>();
        long[] holders = new long[source.Features.Count];
        using BlockShelf raw = work.Shelf();
        long read = ReadAll(work, source, counts ? limits.MinGenes : 0, raw, barcodes, holders);
        int[] kept = Enumerable.Range(0, holders.Length).Where(g => !counts || holders[g] >= limits.MinCells).ToArray();
        if (kept.Length == 0) throw new PreconditionException($"No gene is detected in {limits.MinCells} or more of {barcodes.Count} cells.");
        FeatureTable genes = Select(source.Features, kept);
        BlockShelf shelf = work.Shelf();
        try
        {
            return new DatasetCells(Filter(work, raw, shelf, barcodes, genes, Map(kept, holders.Length), counts ? limits : null, modality, plan), shelf, read);
        }
        catch
        {
            shelf.Dispose();
            throw;
        }
    }

    private static long ReadAll(Workplace work, CellSource source, int minGenes, BlockShelf shelf, List<string> barcodes, long[] holders)
    {
        work.Progress.Begin("read cells", source.CellCount ?? 0);
        var open = new CsrRowBuffer<float>(source.Features.Count);
        long read = 0;
        foreach (CellBlock block in source.ReadBlocks(ReadCells, work.Cancellation))
        {
            work.Cancellation.ThrowIfCancellationRequested();
            for (int r = 0; r < block.Values.Rows; r++)
            {
                ReadOnlySpan<float> values = block.Values.RowValues(r);
                ReadOnlySpan<int> indices = block.Values.RowIndices(r);
                int detected = 0;
                foreach (float value in values) detected += value != 0 ? 1 : 0;
                if (detected < minGenes) continue;
                for (int i = 0; i < values.Length; i++) holders[indices[i]] += values[i] != 0 ? 1 : 0;
                open.Append(indices, values);
                barcodes.Add(block.Barcodes[r]);
                if (open.Rows == CellStore.BlockCells) shelf.Add(open.Lend());
            }

            read += block.Values.Rows;
            work.Progress.Report(read);
        }

        if (open.Rows > 0) shelf.Add(open.Lend());
        work.Progress.End();
        return read;
    }

    private static CellStore Filter(
        Workplace work, BlockShelf raw, BlockShelf shelf, List<string> barcodes, FeatureTable genes, int[] map, CellLimits? limits, CellModality modality, DiscoverParameters plan)
    {
        work.Progress.Begin("quality control", raw.Count);
        bool[] marked = limits?.Mitochondrial(genes) ?? new bool[genes.Count];
        CsrRowBuffer<float> mapping = new(genes.Count), open = new(genes.Count);
        List<string> names = [];
        List<double> totals = [], mito = [];
        List<int> detected = [];
        int b = 0, first = 0;
        foreach (CsrMatrix<float> block in raw.Sweep())
        {
            for (int r = 0; r < block.Rows; r++) mapping.Append(block.RowIndices(r), block.RowValues(r), map);
            CsrMatrix<float> mapped = mapping.Lend();
            raw.Drop(b++);
            CellQuality quality = CellQuality.Of(work.Device, [mapped], marked);
            for (int r = 0; r < mapped.Rows; r++)
            {
                if (limits is not null && !limits.Keeps(quality.Genes[r], quality.Totals[r], quality.MitoPercent[r])) continue;
                open.Append(mapped.RowIndices(r), mapped.RowValues(r));
                names.Add(barcodes[first + r]);
                totals.Add(quality.Totals[r]);
                detected.Add(quality.Genes[r]);
                mito.Add(quality.MitoPercent[r]);
                if (open.Rows == CellStore.BlockCells) shelf.Add(open.Lend());
            }

            first += mapped.Rows;
            work.Progress.Report(b);
        }

        if (open.Rows > 0) shelf.Add(open.Lend());
        work.Progress.End();
        if (names.Count == 0) throw new PreconditionException($"None of {barcodes.Count} cells is within the limits.");
        return new CellStore(work.Device, shelf, Travel(work, shelf, names.Count, genes.Count, modality, plan))
        {
            Modality = modality,
            Genes = genes,
            Barcodes = [.. names],
            Lots = new int[names.Count],
            Totals = [.. totals],
            DetectedGenes = [.. detected],
            MitoPercent = [.. mito],
        };
    }

    private static BlockTravel Travel(Workplace work, BlockShelf shelf, int cells, int genes, CellModality modality, DiscoverParameters plan)
    {
        // In host memory nothing travels, and what is kept would keep the whole shelf in memory.
        if (work.Device.FreeMemory is not { } free) return new BlockTravel(false, 0, genes, 1);
        MemoryPlan memory = MemoryPlan.Of(new CohortSize(cells, genes, shelf.Entries, 1, shelf.LargestBlock, modality == CellModality.Features), plan, CellStore.BlockCells, free);
        memory.Require(work.Device.Info.Kind);
        return memory.Travel;
    }

    private static int[] Map(int[] kept, int features)
    {
        int[] map = new int[features];
        Array.Fill(map, -1);
        for (int g = 0; g < kept.Length; g++) map[kept[g]] = g;
        return map;
    }

    private static FeatureTable Select(FeatureTable features, int[] kept) => new(
        kept.Select(i => features.Ids[i]).ToArray(), kept.Select(i => features.Names[i]).ToArray(), features.Types is null ? null : kept.Select(i => features.Types[i]).ToArray());
}
