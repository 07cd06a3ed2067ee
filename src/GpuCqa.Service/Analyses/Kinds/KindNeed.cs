using GpuCqa.Analysis.Cells;
using GpuCqa.Analysis.Planning;
using GpuCqa.Compute;
using GpuCqa.Core.Parameters;
using GpuCqa.Pipelines.Primitives;

namespace GpuCqa.Service.Analyses.Kinds;

/// <summary>The memory that kinds need whose results are tables, by formula: arrays counted, and a quarter on the host for what the collector has not yet taken back.</summary>
public static class KindNeed
{
    private const double HostSlack = 1.25;

    private const long BytesPerCell = 200, StreamBytes = 64L << 20, SymmetricBytes = 1L << 31;

    /// <summary>One block of cells at a time: raw, normalized, and the table's.</summary>
    public static JobNeed Normalize(CohortSize size, long? deviceFreeBytes)
    {
        long block = 24 * size.LargestBlock;
        return Need(StreamBytes + (2 * block) + (24 * size.Cells), deviceFreeBytes is null ? 0 : Math.Min(block, deviceFreeBytes.Value));
    }

    /// <summary>The shelf, the Gram matrix of the genes, and the embedding.</summary>
    /// <exception cref="Core.Errors.DeviceMemoryException">The device's memory is too small.</exception>
    public static JobNeed Components(CohortSize size, ComponentParameters parameters, DeviceInfo device, long? deviceFreeBytes)
    {
        long genes = parameters.Genes.Count > 0 ? parameters.Genes.Count : parameters.AllGenes || size.IsDense ? size.Genes : parameters.VariableGenes;
        genes = Math.Min(genes, size.Genes);
        long blocks = (size.Cells + CellStore.BlockCells - 1) / CellStore.BlockCells, rows = Math.Min(CellStore.BlockCells, size.Cells);
        long gram = 8 * genes * genes * (3 + (long)Math.Log2(blocks + 1)), scaled = 24 * Math.Min(size.LargestBlock, rows * genes);
        return Need(Shelf(size) + gram + scaled + (8 * size.Cells * parameters.Components), Device(size, parameters.Plan, device, deviceFreeBytes));
    }

    /// <summary>What neighbours need beside what made their points: points packed twice, candidates, and a table of a part of the cells.</summary>
    public static JobNeed Neighbors(CohortSize size, int dimensions, int neighbors, DeviceInfo device, long? deviceFreeBytes)
    {
        long part = Math.Min(size.Cells, NeighborAnalysis.WholeCells), points = 4 * size.Cells * dimensions;
        long candidates = Math.Min(part * 8 * ((2 * neighbors) + 34), SymmetricBytes);
        var plan = new DiscoverParameters { Readouts = [], Components = dimensions, Dimensions = dimensions, Neighbors = neighbors + 1, LayoutNeighbors = 2, VariableGenes = 2 };
        return Need((3 * points) + candidates + (24 * part * (neighbors + 1)), Device(size, plan, device, deviceFreeBytes));
    }

    /// <summary>The shelf alone, and a dense matrix of some columns.</summary>
    public static JobNeed Columns(CohortSize size, long columns, long? deviceFreeBytes) => Need(Shelf(size) + (12 * size.Cells * columns), deviceFreeBytes is null ? 0 : 24 * size.LargestBlock);

    /// <summary>The shelf, tiles of columns, and rows of the correlation matrix.</summary>
    public static JobNeed Correlations(CohortSize size, long columns, long others, long? deviceFreeBytes)
    {
        long width = Math.Min(ColumnCorrelation.TileColumns(size.Cells, others), Math.Max(columns, others)), tile = 8 * size.Cells * width;
        return Need(Shelf(size) + (5 * tile) + (16 * Math.Min(width, columns) * others), deviceFreeBytes is null ? 0 : Math.Min(deviceFreeBytes.Value, (3 * tile) + (24 * size.LargestBlock)));
    }

    /// <summary>Open blocks of each lot, and sums of columns; for medians the shelf, and what is sorted at a time, one column of the largest lot at least.</summary>
    public static JobNeed Lots(CohortSize size, long columns, bool medians, long? deviceFreeBytes)
    {
        long open = 16 * Math.Min(size.NonZeros, size.Lots * (size.LargestBlock / 8));
        long values = medians ? Shelf(size) + (8 * Math.Max(size.Cells, Math.Min(size.NonZeros, LotColumnReader.SortedNumbers))) + (16 * size.Lots * columns) : 8 * size.Lots * columns * 30;
        return Need(StreamBytes + open + values, deviceFreeBytes is null ? 0 : Math.Min(deviceFreeBytes.Value, 24 * size.LargestBlock));
    }

    /// <summary>Labels of cells in blocks and their counts; a table of lots as text, each field an object of its own, and the statistics of its family.</summary>
    /// <param name="bytes">Size of the table's file.</param>
    /// <param name="cells">Whether each row is a cell.</param>
    public static JobNeed States(long bytes, bool cells)
    {
        const long PerByte = 16, Packed = 20, MostOfLots = 4L << 30, MostOfCells = 512L << 20;
        return Need(StreamBytes + Math.Min(PerByte * Packed * bytes, cells ? MostOfCells : MostOfLots), 0);
    }

    // Blocks as they are read go as blocks as they are used come.
    private static long Shelf(CohortSize size) => Math.Min(size.PackedBytes, Workplace.DefaultHeldBytes) + (24 * size.LargestBlock) + (BytesPerCell * size.Cells) + (200L * size.Genes) + StreamBytes;

    private static long Device(CohortSize size, DiscoverParameters parameters, DeviceInfo device, long? deviceFreeBytes)
    {
        if (deviceFreeBytes is null) return 0;
        MemoryPlan plan = MemoryPlan.Of(size, parameters, CellStore.BlockCells, deviceFreeBytes);
        plan.Require(device.Kind);
        return plan.DevicePeakBytes;
    }

    private static JobNeed Need(long host, long device) => new((long)(HostSlack * host), device);
}
