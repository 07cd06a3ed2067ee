using GpuCqa.Analysis.Mapping;
using GpuCqa.Analysis.References;
using GpuCqa.Analysis.Refusals;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Service.References.Labels;

/// <summary>A reference in memory that labels cells one by one: what else is in a call changes no label.</summary>
public interface ILoadedReference
{
    /// <summary>Memory that it takes, in bytes.</summary>
    long Bytes { get; }

    /// <summary>The genes, in the order of the columns that it takes.</summary>
    FeatureTable Genes { get; }

    /// <summary>What the values must be.</summary>
    CellModality Modality { get; }

    /// <summary>The resolutions, in the order of the labels.</summary>
    IReadOnlyList<double> Resolutions { get; }

    /// <summary>Limits of the verdicts, with the errors that they made on lots left out.</summary>
    Calibration Calibration { get; }

    /// <summary>Labels cells.</summary>
    /// <param name="cells">cells x genes, raw values, CSR, float32; every cell has a value.</param>
    /// <param name="measured">Per gene, whether it was measured; what was not counts as unknown, not as zero.</param>
    /// <param name="cancellation">Stops between steps.</param>
    (LabelTransfer Transfer, Judgement Judgement) Label(CsrMatrix<float> cells, bool[] measured, CancellationToken cancellation);
}
