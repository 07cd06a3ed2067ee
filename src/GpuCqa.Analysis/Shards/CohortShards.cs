using GpuCqa.Analysis.Cells;
using GpuCqa.Analysis.Components;
using GpuCqa.Analysis.Genes;
using GpuCqa.Analysis.Planning;
using GpuCqa.Analysis.Populations;
using GpuCqa.Analysis.Quality;
using GpuCqa.Analysis.Results;
using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;

namespace GpuCqa.Analysis.Shards;

/// <summary>A discovery up to its graph, cut into tasks over lots and over blocks of cells.</summary>
/// <remarks>
/// Every number comes from the functions that a discovery in one process calls: a task calls them for its lots or for its blocks, and a merge adds nodes of the tree of
/// <see cref="BlockTree{T}"/> in the order of their cells. A task sums a power of two of blocks from a multiple of it on, which is a node of that tree, so that the sums have the bits of one
/// process. Counts of genes only: image features are brought to the scale of plates from all cells at once.
/// </remarks>
/// <param name="device">Device to compute on.</param>
/// <param name="parameters">All parameters.</param>
/// <param name="cancellation">Stops between blocks.</param>
public sealed class CohortShards(ComputeDevice device, DiscoverParameters parameters, CancellationToken cancellation)
{
    private const CellModality Modality = CellModality.Counts;

    /// <summary>Reads and measures some lots.</summary>
    /// <param name="lots">The lots and their cells.</param>
    /// <param name="shared">The genes that all lots of the cohort share.</param>
    /// <param name="maps">Per file: shared gene of each of its columns, or -1.</param>
    /// <param name="room">Takes the raw rows, all of them into scratch space.</param>
    /// <param name="progress">Receives cells done.</param>
    public LotsRead Read(CohortInput lots, FeatureTable shared, IReadOnlyList<int[]> maps, CellRoom room, StepProgress progress)
    {
        (LotRows[] rows, Dictionary<string, long> others) = CohortReader.ReadRows(device, lots, Modality, shared.Count, maps, room, progress, cancellation);
        CohortReader.RequireFilled(lots, rows, others);
        bool[] marked = LotQuality.Marked(shared, Modality, parameters);
        long[] holders = new long[shared.Count];
        var records = new LotRecord[rows.Length];
        for (int l = 0; l < rows.Length; l++)
        {
            var quality = LotQuality.Of(device, lots.Lots[l].Lot.Name, rows[l].Blocks, marked, Modality, parameters);
            if (!LotQuality.IsSmall(quality.Depth(), parameters)) CohortReader.CountHolders(rows[l].Blocks, quality.Enough, holders);
            records[l] = new LotRecord(quality, [.. rows[l].Barcodes], [.. rows[l].Digests.All], [.. rows[l].Digests.Telling], [.. rows[l].Blocks.Shelved()]);
            cancellation.ThrowIfCancellationRequested();
        }

        return new LotsRead(records, holders, others);
    }

    /// <summary>Compares all lots and chooses lots and genes.</summary>
    /// <param name="input">All train lots.</param>
    /// <param name="join">Their genes.</param>
    /// <param name="read">What the tasks made, in order; each is needed until the next is asked for.</param>
    /// <param name="progress">Receives what a discovery tells of the same lots.</param>
    public ChosenGenes Choose(CohortInput input, FeatureJoin join, IEnumerable<LotsRead> read, StepProgress progress)
    {
        foreach (string note in join.Notes) progress.Note(note);
        foreach (string warning in join.Warnings) progress.Warn(warning);
        long[] holders = new long[join.Shared.Count];
        var others = new Dictionary<string, long>(StringComparer.Ordinal);
        var qualities = new List<LotQuality>();
        var digests = new List<(List<ulong>, List<ulong>)>();
        foreach (LotsRead task in read)
        {
            for (int g = 0; g < holders.Length; g++) holders[g] += task.Holders[g];
            foreach ((string name, long cells) in task.Others) others[name] = others.GetValueOrDefault(name) + cells;
            qualities.AddRange(task.Lots.Select(l => l.Quality));
            digests.AddRange(task.Lots.Select(l => (l.Digests.ToList(), l.Telling.ToList())));
        }

        foreach (string note in OtherCells.Notes(others, input.UnusedLots)) progress.Note(note);
        CohortReader.TellRepeated([.. input.Lots.Select(l => l.Lot.Name)], digests, progress);
        bool[] marked = LotQuality.Marked(join.Shared, Modality, parameters);
        LotQuality.TellUnmarked(marked, Modality, parameters, progress);
        int[] chosen = LotQuality.Choose(qualities, Modality, parameters, progress);
        int[] kept = CohortReader.GenesKept(holders, Modality, parameters);
        (FeatureTable genes, GeneJoin joined) = CohortReader.Joined(join.Shared, join.Union, kept);
        return new ChosenGenes(chosen, CohortReader.MapOf(kept, holders.Length), [.. kept.Select(g => marked[g])], genes, joined);
    }

    /// <summary>Judges the cells of a lot on the kept genes.</summary>
    /// <param name="index">Index of the lot among the train lots.</param>
    /// <param name="lot">The lot.</param>
    /// <param name="read">As it was read.</param>
    /// <param name="rows">Its raw rows.</param>
    /// <param name="chosen">Lots and genes.</param>
    public JudgedLot Judge(int index, LotInput lot, LotRecord read, BlockShelf rows, ChosenGenes chosen)
    {
        var judge = new LotJudge(device, new CsrRowBuffer<float>(chosen.Genes.Count), chosen.Map, chosen.Marked, read.Quality.Limits);
        bool[] all = new bool[read.Barcodes.Length];
        var barcodes = new List<string>();
        var totals = new List<double>();
        var detected = new List<int>();
        var mito = new List<double>();
        int cell = 0;
        foreach ((CsrMatrix<float> block, CellQuality quality, bool[] kept) in judge.Blocks(rows, read.Quality.Enough))
        {
            cancellation.ThrowIfCancellationRequested();
            for (int r = 0; r < block.Rows; r++, cell++)
            {
                if (!(all[cell] = kept[r])) continue;
                barcodes.Add(read.Barcodes[cell]);
                totals.Add(quality.Totals[r]);
                detected.Add(quality.Genes[r]);
                mito.Add(quality.MitoPercent[r]);
            }
        }

        return new JudgedLot(index, judge.Result(lot, totals, detected, mito), read.Quality.Limits, all, [.. barcodes], [.. totals], [.. detected], [.. mito]);
    }

    /// <summary>Puts the kept cells of all lots in order.</summary>
    /// <param name="chosen">Lots and genes.</param>
    /// <param name="judged">The lots, in order.</param>
    /// <param name="progress">Receives what a discovery tells of the same cells.</param>
    public (CellFrame Frame, CellLayout Layout) Arrange(ChosenGenes chosen, IReadOnlyList<JudgedLot> judged, StepProgress progress)
    {
        LotResult[] results = [.. judged.Select(l => l.Result)];
        CohortReader.TellKept(results, chosen.Join, Modality, parameters, progress);
        int[] ends = new int[judged.Count];
        for (int l = 0; l < ends.Length; l++) ends[l] = checked((l == 0 ? 0 : ends[l - 1]) + judged[l].Barcodes.Length);
        var frame = new CellFrame(
            chosen.Genes, [.. judged.SelectMany(l => l.Barcodes)], [.. judged.SelectMany((l, i) => Enumerable.Repeat(i, l.Barcodes.Length))], [.. judged.SelectMany(l => l.Totals)],
            [.. judged.SelectMany(l => l.DetectedGenes)], [.. judged.SelectMany(l => l.MitoPercent)], results, [.. judged.Select(l => l.Limits)], chosen.Join);
        return (frame, new CellLayout([.. judged.Select(l => l.Lot)], ends));
    }

    /// <summary>Puts kept cells into blocks and sums the moments of all genes.</summary>
    /// <param name="first">First cell, the first of a block.</param>
    /// <param name="end">Cell after the last.</param>
    /// <param name="lots">Lots with cells in the range, in order; each is needed until the next is asked for.</param>
    /// <param name="chosen">Lots and genes.</param>
    /// <param name="blocks">Takes the blocks; empty.</param>
    /// <param name="progress">Receives blocks done.</param>
    public BlockSums Moments(int first, int end, IEnumerable<RawLot> lots, ChosenGenes chosen, BlockShelf blocks, StepProgress progress)
    {
        var open = new CsrRowBuffer<float>(chosen.Genes.Count);
        double[] totals = new double[Math.Max(0, end - first)];
        foreach (RawLot lot in lots)
        {
            int cell = lot.FirstCell, raw = 0;
            for (int t = Math.Max(0, first - cell); t < lot.Totals.Length && cell + t < end; t++) totals[cell + t - first] = lot.Totals[t];
            foreach (CsrMatrix<float> rows in lot.Rows.Sweep(chosen.Map, chosen.Genes.Count))
            {
                cancellation.ThrowIfCancellationRequested();
                for (int r = 0; r < rows.Rows; r++, raw++)
                {
                    if (!lot.Kept[raw]) continue;
                    if (cell >= first && cell < end) open.Append(rows.RowIndices(r), rows.RowValues(r));
                    cell++;
                    if (open.Rows == CellStore.BlockCells) blocks.Add(open.Lend());
                }

                if (cell >= end) break;
            }
        }

        if (open.Rows > 0) blocks.Add(open.Lend());
        if (blocks.Cells != totals.Length) throw new InvalidOperationException($"{blocks.Cells} cells came, {totals.Length} were expected.");
        if (totals.Length == 0) return new BlockSums([], [], null, null);
        using CellStore cells = Store(blocks, totals, chosen.Genes);
        var normalized = new NormalizedBlocks(device, cells, parameters.ScaleFactor);
        ColumnMoments all = ColumnMoments.Empty(chosen.Genes.Count);
        foreach ((int from, int to) in cells.GeneRanges())
        {
            ColumnMoments range = PrincipalComponents.Moments(device, normalized, [.. Enumerable.Range(from, to - from)], progress, cancellation);
            range.Sums.CopyTo(all.Sums, from);
            range.SquareSums.CopyTo(all.SquareSums, from);
            range.NonZeros.CopyTo(all.NonZeros, from);
            all = all with { Rows = range.Rows };
        }

        return new BlockSums([.. blocks.Shelved()], totals, VariableGeneSearch.Moments(device, cells), all);
    }

    /// <summary>The trend of variance with mean, or null where no gene is selected for its variance.</summary>
    /// <param name="genes">Kept genes.</param>
    /// <param name="raw">Moments of the counts.</param>
    public static GeneTrend? Trend(int genes, ColumnMoments raw) => genes < VarianceStabilization.FewestGenes ? null : GeneTrend.Of(raw);

    /// <summary>Sums the clipped squares about the trend.</summary>
    public double[] Variances(CellStore cells, GeneTrend trend) => VariableGeneSearch.ClippedSquares(device, cells, trend);

    /// <summary>Selects genes, and says how they are scaled.</summary>
    /// <param name="genes">Kept genes.</param>
    /// <param name="trend">The trend, or null.</param>
    /// <param name="clippedSquares">The sums about it.</param>
    /// <param name="normalized">Moments of the normalized values of all kept genes.</param>
    /// <param name="progress">Receives notes.</param>
    public ((IReadOnlyList<VariableGene> Variability, int[] Selected) Genes, ScaledGenes Scaled) Select(int genes, GeneTrend? trend, double[] clippedSquares, ColumnMoments normalized, StepProgress progress)
    {
        (IReadOnlyList<VariableGene> variability, int[] selected) = PopulationMapper.SelectGenes(Modality, genes, () => trend!.Measured(clippedSquares), parameters, progress);
        var moments = new ColumnMoments(normalized.Rows, [.. selected.Select(g => normalized.Sums[g])], [.. selected.Select(g => normalized.SquareSums[g])], [.. selected.Select(g => normalized.NonZeros[g])]);
        return ((variability, selected), ScaledGenes.Of(selected, moments, PcaScaling.Seurat));
    }

    /// <summary>The Gram matrix of some blocks.</summary>
    public GramBlock Gram(CellStore cells, ScaledGenes genes, StepProgress progress) => PrincipalComponents.Gram(device, new NormalizedBlocks(device, cells, parameters.ScaleFactor), genes, progress, cancellation);

    /// <summary>The principal components of the sum of all.</summary>
    public PcaModel Components(ScaledGenes genes, GramBlock gram) => PrincipalComponents.Model(device, genes, gram, parameters.Components, parameters.Seed);

    /// <summary>Projects some blocks.</summary>
    public DenseMatrix<float> Project(CellStore cells, PcaModel model) => PrincipalComponents.Project(device, new NormalizedBlocks(device, cells, parameters.ScaleFactor), model, cells.Count, cancellation);

    /// <summary>Aligns the lots of all cells.</summary>
    public (DenseMatrix<float> Embedding, AlignmentResult Result, References.SoftClusters? Soft) Align(DenseMatrix<float> projections, CellFrame frame, StepProgress progress) =>
        PopulationMapper.Align(device, projections.FirstColumns(Math.Min(parameters.Dimensions, projections.Columns)), frame.LotOfCell, frame.Lots.Count, parameters, progress, cancellation);

    /// <summary>The neighbours of some cells among all.</summary>
    /// <param name="embedding">All cells.</param>
    /// <param name="first">First cell.</param>
    /// <param name="end">Cell after the last.</param>
    public NeighborTable Neighbors(DenseMatrix<float> embedding, int first, int end)
    {
        int k = PopulationMapper.NeighborsOf(embedding.Rows, parameters);
        if (end <= first) return new NeighborTable(0, k, [], []);
        using DeviceMatrix<float> references = device.Upload(embedding);
        if (first == 0 && end == embedding.Rows) return device.NearestNeighbors(references, references, k, DistanceMetric.Euclidean);
        var rows = new DenseMatrix<float>(end - first, embedding.Columns, embedding.Values.AsSpan(checked(first * embedding.Columns), checked((end - first) * embedding.Columns)).ToArray());
        using DeviceMatrix<float> queries = device.Upload(rows);
        return device.NearestNeighbors(queries, references, k, DistanceMetric.Euclidean);
    }

    /// <summary>The graph of all cells from the neighbours of each part of them, in order.</summary>
    public (NeighborTable Neighbors, CsrMatrix<double> Shared) Graph(IEnumerable<NeighborTable> parts, int cells, StepProgress progress) => PopulationMapper.Neighbors(device, cells, k =>
    {
        int[] indices = new int[checked(cells * k)];
        double[] distances = new double[indices.Length];
        int at = 0;
        foreach (NeighborTable part in parts)
        {
            part.Indices.CopyTo(indices, at);
            part.Distances.CopyTo(distances, at);
            at += part.Indices.Length;
        }

        return at == indices.Length ? new NeighborTable(cells, k, indices, distances) : throw new InvalidOperationException($"{at} neighbours came, {indices.Length} were expected.");
    }, parameters, progress, cancellation);

    /// <summary>Some blocks of kept cells on the way to the device.</summary>
    /// <param name="blocks">The blocks.</param>
    /// <param name="totals">Counts of their cells.</param>
    /// <param name="genes">The kept genes.</param>
    /// <exception cref="DeviceMemoryException">The device's memory is too small for a block in any form.</exception>
    public CellStore Store(BlockShelf blocks, double[] totals, FeatureTable genes)
    {
        var size = new CohortSize(totals.Length, genes.Count, blocks.Entries, 1, blocks.LargestBlock, false);
        MemoryPlan plan = MemoryPlan.Of(size, parameters, CellStore.BlockCells, device.FreeMemory);
        plan.Require(device.Info.Kind);
        return new CellStore(device, blocks, plan.Travel) { Modality = Modality, Genes = genes, Barcodes = new string[totals.Length], Lots = [], Totals = totals, DetectedGenes = [], MitoPercent = [] };
    }

    /// <summary>Adds up parts of a sum in the order of their cells: with nodes of the tree, what one process adds up to.</summary>
    /// <param name="parts">Parts, in order.</param>
    /// <param name="merge">Adds two.</param>
    public static T Sum<T>(IEnumerable<T> parts, Func<T, T, T> merge)
    {
        var tree = new BlockTree<T>(merge);
        foreach (T part in parts) tree.Add(part);
        return tree.Finish();
    }

    /// <summary>Adds two sums of a vector.</summary>
    public static double[] Add(double[] left, double[] right) => VariableGeneSearch.Add(left, right);
}
