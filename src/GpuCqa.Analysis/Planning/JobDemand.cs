using GpuCqa.Analysis.Cells;
using GpuCqa.Analysis.Pseudobulk;
using GpuCqa.Analysis.Refusals;
using GpuCqa.Analysis.Stability;
using GpuCqa.Compute;
using GpuCqa.Core.Parameters;

namespace GpuCqa.Analysis.Planning;

/// <summary>The bytes that each step of a discovery holds, by formula.</summary>
/// <remarks>
/// Formulas count arrays; on the host a quarter is added for what the collector has not yet taken back. Entries of a graph of k nearest
/// neighbours are taken as <see cref="SharedEntries"/>, an assumption: it depends on how the cells lie.
/// </remarks>
internal sealed class JobDemand(CohortSize size, DiscoverParameters parameters, int blockCells, long? freeBytes)
{
    /// <summary>What is added on the host for what the collector has not yet taken back.</summary>
    private const double HostSlack = 1.25;

    private const int VariableGenesStep = 2;

    /// <summary>Entries of the graph, for each neighbour of a cell, at most: an assumption. The more cells there are, the fewer pairs share enough neighbours: from so many cells on it falls with their cube root, down to the least.</summary>
    internal const int SharedPerNeighbor = 4, LeastPerNeighbor = 2, ManyCells = 30_000;

    /// <summary>Clusters of a resolution at most and at least, and cells for each: assumptions.</summary>
    private const int MostClusters = 30, LeastClusters = 8, CellsOfCluster = 1000;

    /// <summary>By how much the largest lot is above the mean, and by how much variable genes are denser than others: assumptions.</summary>
    private const int UnevenLots = 2, UnevenGenes = 3;

    /// <summary>Device bytes for each entry of a stripe: value, cell, and both sorted, twice.</summary>
    private const double StripeBytes = 6 * 12;

    /// <summary>A part of a block, unpacked with the room of its threads, as steps on the host go through cells.</summary>
    private const long PieceBytes = 32 << 20;

    /// <summary>Bytes of a neighbour search for each cell and neighbour, and for each cell: candidates that are kept until they are ranked.</summary>
    private const int CandidateBytesPerNeighbor = 24, CandidateBytesPerCell = 512;

    /// <summary>Bytes that each cell takes while cells are brought into an order for the search: leading coordinates, nearest centre, distance, keys of the sort.</summary>
    private const int OrderBytesPerCell = 128;

    /// <summary>Rows made dense at a time for the Gram matrix, at most.</summary>
    private const long DensePassBytes = 128 << 20;

    /// <summary>A cell's name, lot, totals and quality, with the room that growing lists leave.</summary>
    private const int BytesPerCell = 200;

    /// <summary>The program itself, before it has read a cell.</summary>
    private const long RuntimeBytes = 100 << 20;

    /// <summary>What a search of clusters takes: labels and sums of a cell, and the graphs of units of cells, with so many edges a cell; and the whole graph, four bytes an entry, while it is brought into order twice.</summary>
    private const int LeidenBytesPerCell = 80, UnitBytesPerCell = 12 * 16, LeidenEntryBytes = 2 * 4;

    /// <summary>Searches of clusters that run side by side: no more than there are starts or resolutions.</summary>
    private const int MostLeidenLanes = 4;

    /// <summary>Abundance of a lot around a cell, before and after a step, that of a step before which is not yet collected, and its rank.</summary>
    private const int NeighbourhoodBytes = 8 + 8 + 8 + 4;

    private readonly long rows = Math.Min(blockCells, size.Cells);
    private readonly long genes = size.IsDense ? size.Genes : Math.Min(size.Genes, parameters.VariableGenes);
    private readonly int clustersOfResolution = (int)Math.Clamp(size.Cells / CellsOfCluster, LeastClusters, MostClusters);
    private readonly int neighbors = Math.Max(parameters.Neighbors, parameters.LayoutNeighbors);

    /// <summary>What files that are let go late add to the scratch space.</summary>
    public const long ScratchSlack = 512 << 20;

    /// <summary>All counts, as blocks.</summary>
    public long CountBytes => (8 * size.NonZeros) + (8 * size.Cells);

    /// <summary>Entries of the shared-neighbour graph: an assumption.</summary>
    private long SharedEntries => (long)(size.Cells * parameters.Neighbors * Math.Clamp(SharedPerNeighbor * Math.Cbrt((double)ManyCells / Math.Max(1, size.Cells)), LeastPerNeighbor, SharedPerNeighbor));

    /// <summary>What making that graph takes beside it: lists of neighbours, by cell that is in them too, and counts of two bytes until its size is known.</summary>
    private long SharingBytes => (8L * parameters.Neighbors * size.Cells) + (6 * SharedEntries);

    /// <summary>What searches of clusters take beside the graph, on all threads.</summary>
    private long LeidenBytes => LeidenBytesOn(Math.Clamp(Environment.ProcessorCount, 1, Math.Max(MostLeidenLanes, parameters.Resolutions.Count)));

    /// <summary>The smallest form of a block that the widest operation can work with: the genes of the components only.</summary>
    public long NarrowBytes => BlockBytes(Selected);

    /// <summary>A gene that every cell of a block has, its sums, and the work of summing values that are not counts.</summary>
    private long GeneBytes => (16 * rows) + MomentBytes(1);

    /// <summary>Entries of a block in the genes of the components, at most.</summary>
    private long Selected => Math.Min(size.LargestBlock, rows * genes);

    /// <summary>A block of so many entries: column and value of each, and the offsets.</summary>
    public long BlockBytes(long entries) => (8 * entries) + (8 * (rows + 1));

    /// <summary>Free device memory with which the job just fits: narrow blocks, and a stripe a gene if need be.</summary>
    public long LeastBytes()
    {
        // Quality control and the neighbour search cut their work to whatever is there: what they must have is what they take of nothing.
        var least = new JobDemand(size, parameters, blockCells, 1);
        return (long)(least.NarrowPeak(least.Steps(Math.Max(GeneStripes.FewestOf(size.NonZeros), size.Genes), 0), 1) / MemoryPlan.UsableShare) + 1;
    }

    /// <summary>Device memory in use at most when a block brings so many genes; the step of variable genes then takes ranges of them.</summary>
    public long NarrowPeak(IReadOnlyList<StepMemory> steps, int genesPerBlock)
    {
        IEnumerable<StepMemory> later = steps.Skip(VariableGenesStep + 1);
        long range = (8 * rows) + (genesPerBlock * GeneBytes);
        return Math.Max(range, Math.Max(later.Max(s => s.DeviceBytes), NarrowBytes + later.Where(s => s.Sweeps > 0).Max(s => s.DeviceBytes)));
    }

    /// <summary>What so many searches of clusters side by side take beside the graph.</summary>
    private long LeidenBytesOn(int threads) => (LeidenEntryBytes * SharedEntries) + ((long)threads * (LeidenBytesPerCell + UnitBytesPerCell) * size.Cells);

    /// <summary>Genes that a block can bring if every cell had all of them, at least one.</summary>
    public int GenesWithin(double usable)
    {
        return (int)Math.Clamp((usable - (8 * rows)) / GeneBytes, 1, size.Genes);
    }

    /// <summary>Candidates of each cell that a neighbour search keeps until it ranks them, beside what it holds anyway: it takes fewer cells at a time where memory is short.</summary>
    private long CandidateBytes(long held)
    {
        long wanted = 8 * size.Cells * ((3 * neighbors) + (long)(10 * Math.Sqrt(2 * neighbors)));
        return freeBytes is { } free ? Math.Clamp((long)(MemoryPlan.UsableShare * free) - held, 0, wanted) : 0;
    }

    /// <summary>Stripes whose ranking takes at most half of the usable memory, and no fewer than the host wants.</summary>
    public int Stripes(double? usable)
    {
        int fewest = Math.Min(size.Genes, GeneStripes.FewestOf(size.NonZeros));
        return usable is { } bytes ? (int)Math.Clamp(Math.Ceiling(StripeBytes * size.NonZeros / Math.Max(1, bytes / 2)), fewest, Math.Max(fewest, size.Genes)) : fewest;
    }

    /// <summary>The steps in order.</summary>
    /// <param name="stripes">Parts in which cells are ranked by gene.</param>
    /// <param name="inMemory">Bytes of packed counts in memory.</param>
    public IReadOnlyList<StepMemory> Steps(int stripes, long inMemory)
    {
        long blocks = (size.Cells + blockCells - 1) / blockCells, stripe = (size.NonZeros + stripes - 1) / Math.Max(1, stripes);
        long counts = RuntimeBytes + inMemory + (BytesPerCell * size.Cells), block = BlockBytes(size.LargestBlock);
        // Selected genes have more entries than others; that a cell has all of them happens in small panels.
        long likely = size.IsDense ? Selected : Math.Min(Selected, 3 * size.LargestBlock / Math.Max(1, size.Genes / Math.Max(1, genes)));
        long gram = 8 * genes * genes, normalized = NormalizedBytes(genes, Selected), scaled = (12 * Selected) + (8 * rows);
        long points = 4 * size.Cells * parameters.Components, embedding = 4 * size.Cells * parameters.Dimensions;
        long table = 12 * size.Cells * neighbors, shared = 12 * SharedEntries;
        long clusters = Math.Min(100, Math.Max(1, size.Cells / 30)), soft = 8 * size.Cells * clusters;
        long candidates = Math.Min(CpuDevice.NeighborListBytes, size.Cells * ((CandidateBytesPerNeighbor * neighbors) + CandidateBytesPerCell)) + (OrderBytesPerCell * size.Cells);
        // Memberships in both directions and their union, or that and what is left of it.
        long sharing = SharingBytes, layout = 4 * 8L * parameters.LayoutNeighbors * size.Cells;
        long held = counts + points + embedding + table + shared, search = (3 * embedding) + (64 * size.Cells) + table;
        return
        [
            Step("read cells", counts + block, 0, 0),
            Step("quality control", counts + (2 * block), Math.Min(2 * BlockBytes(size.LargestBlock), (freeBytes ?? 0) / 2), 0),
            Step("variable genes", counts + block + (200L * size.Genes), size.IsDense ? 0 : MomentBytes(size.Genes), size.IsDense ? 0 : 2),
            Step("principal components", counts + (24 * likely) + (gram * (2 + (long)Math.Log2(blocks + 1))), normalized + scaled + (2 * gram) + Math.Min(8 * rows * genes, DensePassBytes), 3),
            Step("alignment of lots", counts + points + (2 * embedding) + soft, 0, 0),
            Step("neighbours", held + Math.Max(sharing, candidates + (2 * embedding)), search + CandidateBytes(search), 0),
            Step("clusters", held + LeidenBytes, 0, 0),
            Step("markers", held + Math.Min(block, PieceBytes) + StripeHostBytes(stripe, stripes), Math.Max(NormalizedBytes(size.Genes / stripes, Math.Min(size.LargestBlock, stripe)), (long)(StripeBytes * stripe)), stripes == 1 ? 1 : stripes + 1),
            .. size.IsDense ? (StepMemory[])[] : [Step("markers over lots", held + Math.Min(block, PieceBytes) + SumBytes(), 0, 1)],
            Step("layout", held + layout, (12L * 2 * parameters.LayoutNeighbors * size.Cells) + (2L * 24 * size.Cells), 0),
            Step("associations", held + (parameters.Route == DiscoverParameters.Clusters ? 0 : Math.Max(shared + (NeighbourhoodBytes * size.Cells * size.Lots), points + embedding + table + Math.Max(sharing, candidates + (2 * embedding)))),
                parameters.Route == DiscoverParameters.Clusters ? 1 << 16 : search + CandidateBytes(search), 0),
            .. parameters.AsksStability() ? [Step("stability", held + StabilityBytes(points, embedding, table, shared, candidates, (24 * likely) + (gram * (2 + (long)Math.Log2(blocks + 1)))), Math.Max(normalized + scaled + (2 * gram) + Math.Min(8 * rows * genes, DensePassBytes), search + CandidateBytes(search)), (size.IsDense ? 3 : 5) * size.Lots)] : (StepMemory[])[],
            // A discovery without a lot, beside this one: its cells are packed anew, in the same room.
            .. parameters.Predict && parameters.PredictClusters == "anew" ? [Step("prediction", held + (held - RuntimeBytes) + Math.Max((24 * likely) + (gram * (2 + (long)Math.Log2(blocks + 1))) + block, Math.Max(candidates + (2 * embedding), shared + Math.Max(sharing, LeidenBytes))), Math.Max(normalized + scaled + (2 * gram) + Math.Min(8 * rows * genes, DensePassBytes), search + CandidateBytes(search)), 0)] : (StepMemory[])[],
            Step("reference", held + ReferenceBytes(embedding), search + CandidateBytes(search), 0),
        ];

        // Packed blocks stay where they are; what is made and let go lies about for a while.
        StepMemory Step(string name, long host, long device, int sweeps) => new(name, inMemory + (long)(HostSlack * (host - inMemory)), freeBytes is null ? 0 : device, sweeps);
    }

    /// <summary>Sums of counts per lot and cluster, and the comparisons of some clusters side by side.</summary>
    private long SumBytes() => PseudobulkSearch.BytesOf(Math.Max(1, size.Lots), (long)parameters.Resolutions.Count * clustersOfResolution, size.Genes);

    /// <summary>What refits of the clusters take: longer lists of neighbours, labels of every seed, and at most either the graphs of the refits that are made at a time or all of a discovery without one lot.</summary>
    private long StabilityBytes(long points, long embedding, long table, long shared, long candidates, long components)
    {
        long lists = 4 * size.Cells * LongNeighbors.LengthFor(parameters.Neighbors, (int)Math.Min(int.MaxValue, size.Cells));
        long labels = 4 * size.Cells * parameters.Resolutions.Count * ((parameters.StabilitySeeds ?? 0) + 1L);
        long graphs = RefitLanes.Of(size.Cells) * (shared + SharingBytes + LeidenBytesOn(1));
        long whole = points + (2 * embedding) + table + shared + Math.Max(candidates + (2 * embedding), LeidenBytes);
        return Math.Max(3 * lists, lists + labels + Math.Max(graphs, Math.Max(whole, components + points)));
    }

    /// <summary>What the frozen reference takes: sums of its clusters, and then one after another what programs that train lots vary in, lots left out side by side, clusters left out, and the search of neighbours without them take.</summary>
    private long ReferenceBytes(long embedding)
    {
        long sums = 8L * parameters.Resolutions.Count * clustersOfResolution * size.Genes, search = 4 * embedding;
        if (size.IsDense) return sums + search;
        long lot = LeftOutStrangeness.BytesOf(UnevenLots * size.Cells / Math.Max(1, size.Lots), UnevenLots * size.NonZeros / Math.Max(1, size.Lots), size.Genes, clustersOfResolution);
        long lots = Math.Max(lot, Math.Min(LeftOutStrangeness.MostBytes(size.Cells), size.Lots * lot)), classes = LeftOutStrangeness.ClassBytes(size.Genes, clustersOfResolution);
        return sums + Math.Max(Math.Max(search, lots), Math.Max(classes, KnownPrograms.BytesOf(size.Lots, size.Cells, size.NonZeros, size.Genes)));
    }

    /// <summary>Sums of columns: partial sums of up to 128 parts of the rows, two integers each, and where each row crosses a tile of columns.</summary>
    private long MomentBytes(long columns) => (1100 * columns) + (4 * rows * (columns / 3072));

    /// <summary>A stripe's entries by gene in pieces of cells, where each gene begins in each piece, and the matrix that is ranked, with the copy that measurements need.</summary>
    private long StripeHostBytes(long stripe, int stripes) =>
        (GeneStripes.EntryBytes * stripe) + (4 * (size.Cells / GenePiece.MostCells) * (size.Genes / Math.Max(1, stripes)))
        + ((size.IsDense ? 20 : 12) * Math.Min(size.NonZeros, Math.Max(GeneStripes.MatrixEntries, size.Cells)));

    /// <summary>A normalized block; logarithms of a cell's small counts, and a bit and a count per 32 selected columns.</summary>
    private long NormalizedBytes(long columns, long entries) => (12 * entries) + (rows * (320 + (columns / 4)));
}
