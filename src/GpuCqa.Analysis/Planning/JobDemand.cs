using GpuCqa.Analysis.Cells;
using GpuCqa.Core.Parameters;

namespace GpuCqa.Analysis.Planning;

/// <summary>The bytes that each step of a discovery holds, by formula.</summary>
/// <remarks>
/// Formulas count arrays; on the host a quarter is added for what the collector has not yet taken back. Entries of a graph of k nearest
/// neighbours are taken as <see cref="SharedPerNeighbor"/> k a cell, the most that real and simulated cohorts showed.
/// </remarks>
internal sealed class JobDemand(CohortSize size, DiscoverParameters parameters, int blockCells, long? freeBytes)
{
    private const double HostSlack = 1.25;

    private const int SharedPerNeighbor = 5;

    /// <summary>Device bytes for each entry of a stripe: value, cell, and both sorted, twice.</summary>
    private const double StripeBytes = 6 * 12;

    /// <summary>A cell's name, lot, totals and quality, with the room that growing lists leave.</summary>
    private const int BytesPerCell = 200;

    private readonly long rows = Math.Min(blockCells, size.Cells);
    private readonly long genes = size.IsDense ? size.Genes : Math.Min(size.Genes, parameters.VariableGenes);
    private readonly int neighbors = Math.Max(parameters.Neighbors, parameters.LayoutNeighbors);

    /// <summary>All counts, as blocks.</summary>
    public long CountBytes => (8 * size.NonZeros) + (8 * size.Cells);

    /// <summary>The smallest form of a block that the widest operation can work with: the genes of the components only.</summary>
    public long NarrowBytes => BlockBytes(Selected);

    /// <summary>Entries of a block in the genes of the components, at most.</summary>
    private long Selected => Math.Min(size.LargestBlock, rows * genes);

    /// <summary>A block of so many entries: column and value of each, and the offsets.</summary>
    public long BlockBytes(long entries) => (8 * entries) + (8 * (rows + 1));

    /// <summary>Free device memory with which the job just fits: narrow blocks, and a stripe a gene if need be.</summary>
    public long LeastBytes()
    {
        // Reading and quality control cut blocks to whatever is there.
        IReadOnlyList<StepMemory> steps = Steps(Math.Max(GeneStripes.FewestOf(size.NonZeros), size.Genes));
        return (long)(Math.Max(steps.Skip(2).Max(s => s.DeviceBytes), NarrowBytes + steps.Where(s => s.Sweeps > 0).Max(s => s.DeviceBytes)) / MemoryPlan.UsableShare) + 1;
    }

    /// <summary>Genes that a block can bring if every cell had all of them, at least one.</summary>
    public int GenesWithin(double usable)
    {
        long perGene = (8 * rows) + MomentBytes(1);
        return (int)Math.Clamp((usable - (8 * rows)) / perGene, 1, size.Genes);
    }

    /// <summary>Stripes whose ranking takes at most half of the usable memory, and no fewer than the host wants.</summary>
    public int Stripes(double? usable)
    {
        int fewest = Math.Min(size.Genes, GeneStripes.FewestOf(size.NonZeros));
        return usable is { } bytes ? (int)Math.Clamp(Math.Ceiling(StripeBytes * size.NonZeros / Math.Max(1, bytes / 2)), fewest, Math.Max(fewest, size.Genes)) : fewest;
    }

    /// <summary>The steps in order.</summary>
    /// <param name="stripes">Parts in which cells are ranked by gene.</param>
    public IReadOnlyList<StepMemory> Steps(int stripes)
    {
        long blocks = (size.Cells + blockCells - 1) / blockCells, stripe = (size.NonZeros + stripes - 1) / Math.Max(1, stripes);
        long counts = CountBytes + (BytesPerCell * size.Cells), lot = 8 * size.NonZeros / Math.Max(1, size.Lots);
        long gram = 8 * genes * genes, scaled = 2 * ((12 * Selected) + (8 * rows));
        long points = 4 * size.Cells * parameters.Components, embedding = 4 * size.Cells * parameters.Dimensions;
        long table = 12 * size.Cells * neighbors, shared = 12L * SharedPerNeighbor * parameters.Neighbors * size.Cells, layout = 12L * 2 * parameters.LayoutNeighbors * size.Cells;
        long clusters = Math.Min(100, Math.Max(1, size.Cells / 30)), soft = 8 * size.Cells * clusters;
        long held = counts + points + embedding + table + shared;
        return
        [
            Step("read cells", counts + lot, 0, 0),
            Step("quality control", counts + lot, Math.Min(2 * BlockBytes(size.LargestBlock), (freeBytes ?? 0) / 2), 0),
            Step("variable genes", counts + (200L * size.Genes), size.IsDense ? 0 : MomentBytes(size.Genes), size.IsDense ? 0 : 2),
            Step("principal components", counts + scaled + (gram * (3 + (long)Math.Log2(blocks + 1))), Math.Max(MomentBytes(genes), scaled + (3 * gram) + (8 * rows * genes)), 3),
            Step("alignment of lots", counts + points + (2 * embedding) + soft, 0, 0),
            Step("neighbours", held + shared, (2 * embedding) + (2 * table), 0),
            Step("clusters", held + (3 * shared), 0, 0),
            Step("markers", held + (3 * 12 * stripe), Math.Max(12 * Math.Min(size.LargestBlock, stripe) + (8 * rows), (long)StripeBytes * stripe), stripes),
            Step("layout", held + (3 * layout), layout + (2L * 24 * size.Cells), 0),
            Step("associations", held, 1 << 20, 0),
        ];
    }

    private static long MomentBytes(long columns) => 256 * columns;

    private StepMemory Step(string name, long host, long device, int sweeps) => new(name, (long)(HostSlack * host), freeBytes is null ? 0 : device, sweeps);
}
