using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Service.References.Labels;

/// <summary>A reference in memory that labels cells one by one: what else is in a call changes no label. Safe for use from several threads.</summary>
public interface ICellLabeller
{
    /// <summary>Memory that it takes, in bytes.</summary>
    long Bytes { get; }

    /// <summary>The genes, in the order of the columns that it takes.</summary>
    FeatureTable Genes { get; }

    /// <summary>What the values must be.</summary>
    CellModality Modality { get; }

    /// <summary>The resolutions, in the order of the labels.</summary>
    IReadOnlyList<double> Resolutions { get; }

    /// <summary>Labels cells.</summary>
    /// <param name="device">Where to compute.</param>
    /// <param name="cells">cells x genes, raw values, CSR, float32; every cell has a count.</param>
    /// <param name="measured">Per gene, whether it was measured; what was not counts as unknown, not as zero.</param>
    /// <param name="cancellation">Stops between blocks.</param>
    CellLabels Label(ComputeDevice device, CsrMatrix<float> cells, bool[] measured, CancellationToken cancellation);
}
