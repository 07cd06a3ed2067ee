using GpuCqa.Analysis.Results;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Mapping;

/// <summary>The cells of one lot after its own quality control, in the genes of a reference: one query.</summary>
/// <param name="Lot">What was read and removed; readouts in the order of the reference's hypotheses, NaN where the sheet has none.</param>
/// <param name="Role">The lot's role in the sheet.</param>
/// <param name="Barcodes">Name of each cell.</param>
/// <param name="Totals">Sum of each cell's values over the reference's genes.</param>
/// <param name="DetectedGenes">Genes with a count.</param>
/// <param name="MitoPercent">Mitochondrial percentage.</param>
/// <param name="Stored">cells x stored genes of the reference, raw values, CSR, float32; a gene that the lot lacks has no entry.</param>
/// <param name="Present">Per stored gene of the reference: whether the lot has it.</param>
/// <param name="Projection">cells x components, float32: the frozen linear model; genes that the lot lacks drop out of the sum (their scaled value is 0).</param>
/// <param name="Strangeness">Per cell, how far its counts over all genes are from those of any cluster.</param>
public sealed record QueryLot(
    LotResult Lot, string Role, string[] Barcodes, double[] Totals, int[] DetectedGenes, double[] MitoPercent,
    CsrMatrix<float> Stored, bool[] Present, DenseMatrix<float> Projection, double[] Strangeness)
{
    /// <summary>Most cells that a train lot of the reference holds too, value for value; above 0 the lot is of the reference itself, and its labels say nothing of new lots.</summary>
    public int CellsOfReference { get; init; }

    /// <summary>cells x genes of the reference, raw counts, CSR, float32; null where they were let go.</summary>
    public CsrMatrix<float>? Counts { get; init; }

    /// <summary>The lot's own limits of quality control; null of cells that did not pass through it.</summary>
    public QcThresholds? Limits { get; init; }

    /// <summary>Cells that quality control removed; null where nothing was removed.</summary>
    public RemovedQuery? Removed { get; init; }

    /// <summary>A digest of each cell's stored values, by which cells that lots share are found.</summary>
    public ulong[] Digests { get; init; } = [];

    /// <summary>Those of cells with entries enough to be told apart.</summary>
    public ulong[] TellingDigests { get; init; } = [];

    /// <summary>Number of cells.</summary>
    public int Count => Barcodes.Length;
}
