using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;

namespace GpuCqa.Analysis.Cells;

/// <summary>The cells that passed QC, resident on a device as row blocks of raw values.</summary>
public sealed class CellStore : IDisposable
{
    /// <summary>Cells of a block; the last block may hold fewer.</summary>
    public const int BlockCells = 8192;

    /// <summary>What the values are.</summary>
    public required CellModality Modality { get; init; }

    /// <summary>The kept genes.</summary>
    public required FeatureTable Genes { get; init; }

    /// <summary>Blocks of raw values, cells x genes, CSR, in cell order.</summary>
    public required IReadOnlyList<DeviceCsr<float>> Blocks { get; init; }

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

    /// <summary>Index of the first cell of a block.</summary>
    public static int FirstCell(int block) => checked(block * BlockCells);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (DeviceCsr<float> block in Blocks) block.Dispose();
    }
}
