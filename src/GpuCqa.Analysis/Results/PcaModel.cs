using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Results;

/// <summary>The frozen linear model from normalized values to the embedding.</summary>
/// <param name="Genes">Indices of the selected genes among the kept genes, in rank order.</param>
/// <param name="Means">Mean of each selected gene's normalized values.</param>
/// <param name="Deviations">Standard deviation (n - 1) of each selected gene's normalized values.</param>
/// <param name="Clip">Scaled values above this are set to it.</param>
/// <param name="Loadings">genes x components, float64; the largest |loading| of a component is positive.</param>
/// <param name="StandardDeviations">Standard deviation of each component: singular value / sqrt(cells - 1).</param>
/// <param name="TotalVariance">Sum of the variances of the scaled, clipped genes.</param>
public sealed record PcaModel(int[] Genes, double[] Means, double[] Deviations, double Clip, DenseMatrix<double> Loadings, double[] StandardDeviations, double TotalVariance)
{
    // The Gram matrix holds squares, so that a deviation of this part of the largest is rounding.
    private const double Nothing = 1e-7;

    /// <summary>Components that carry variance; beyond the rank of the values they carry none.</summary>
    public int Carrying => StandardDeviations.Count(s => s > Nothing * StandardDeviations[0]);
}
