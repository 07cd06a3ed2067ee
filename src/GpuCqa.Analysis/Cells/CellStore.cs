using GpuCqa.Analysis.Planning;
using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Cells;

/// <summary>The cells that passed QC, as row blocks of raw values in host memory that sweeps bring to a device.</summary>
public sealed class CellStore : IDisposable
{
    /// <summary>Cells of a block; the last block may hold fewer.</summary>
    /// <remarks>It fixes the tree in which sums are merged, and with it their bits; it does not depend on any device's memory.</remarks>
    public const int BlockCells = 8192;

    private readonly DeviceBlocks onDevice;

    /// <summary>Takes the blocks.</summary>
    /// <param name="device">The device that sweeps bring the cells to.</param>
    /// <param name="blocks">Blocks of raw values, cells x genes, CSR, in cell order.</param>
    /// <param name="travel">How blocks come to the device.</param>
    public CellStore(ComputeDevice device, IReadOnlyList<CsrMatrix<float>> blocks, BlockTravel travel)
    {
        Blocks = blocks;
        Travel = travel;
        onDevice = new DeviceBlocks(device, blocks, travel);
    }

    /// <summary>How blocks come to the device.</summary>
    public BlockTravel Travel { get; }

    /// <summary>What the values are.</summary>
    public required CellModality Modality { get; init; }

    /// <summary>The kept genes.</summary>
    public required FeatureTable Genes { get; init; }

    /// <summary>Blocks of raw values, cells x genes, CSR, in cell order, in host memory.</summary>
    public IReadOnlyList<CsrMatrix<float>> Blocks { get; }

    /// <summary>Name of each cell.</summary>
    public required string[] Barcodes { get; init; }

    /// <summary>Lot of each cell.</summary>
    public required int[] Lots { get; init; }

    /// <summary>Sum of each cell's values over the kept genes.</summary>
    public required double[] Totals { get; init; }

    /// <summary>Genes with a count in each cell.</summary>
    public required int[] DetectedGenes { get; init; }

    /// <summary>Mitochondrial percentage of each cell.</summary>
    public required double[] MitoPercent { get; init; }

    /// <summary>Number of cells.</summary>
    public int Count => Barcodes.Length;

    /// <summary>Whether a block with all its genes is too large for the device, so that sweeps name the genes they need.</summary>
    public bool IsNarrow => Travel.GenesPerBlock < Genes.Count;

    /// <summary>Ranges of genes, first to end, that a block can bring at a time: one of all genes unless the device is small.</summary>
    public IEnumerable<(int First, int End)> GeneRanges()
    {
        for (int first = 0; first < Genes.Count; first += Travel.GenesPerBlock) yield return (first, Math.Min(Genes.Count, first + Travel.GenesPerBlock));
    }

    /// <summary>Brings every block to the device in turn, with all genes; each is lent until the next is asked for.</summary>
    public IEnumerable<DeviceCsr<float>> Sweep() => onDevice.Sweep();

    /// <summary>Brings every block to the device in turn, with some genes only; each is lent until the next is asked for.</summary>
    /// <param name="map">Per kept gene: its column in the result, or -1.</param>
    /// <param name="columns">Columns of the result.</param>
    public IEnumerable<DeviceCsr<float>> Sweep(int[] map, int columns) => onDevice.Sweep(map, columns);

    /// <summary>Brings a range of genes of every block to the device in turn; each is lent until the next is asked for.</summary>
    public IEnumerable<DeviceCsr<float>> Sweep(int first, int end)
    {
        if (first == 0 && end == Genes.Count) return Sweep();
        int[] map = new int[Genes.Count];
        Array.Fill(map, -1);
        for (int g = first; g < end; g++) map[g] = g - first;
        return Sweep(map, end - first);
    }

    /// <summary>Lets go of what lies on the device.</summary>
    public void Dispose() => onDevice.Dispose();
}
