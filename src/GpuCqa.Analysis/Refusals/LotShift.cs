using GpuCqa.Compute;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Refusals;

/// <summary>By how much the genes of a whole lot are shifted against the reference, cells of the same classes compared.</summary>
/// <remarks>
/// Batch, donor and tissue each move every gene of a lot a little. One cell hardly shows it, the sum of a lot's cells shows it gene by gene: the deviation over genes of
/// log(observed / expected), expected from the class mixtures and totals of its cells, less what counting adds. Medians throughout, so that neither a few genes nor a
/// planted minority of cells decides.
/// </remarks>
public static class LotShift
{
    private const double FewestCounts = 50;
    private const int FewestGenes = 50;

    /// <summary>Deviation between genes, on the natural log scale.</summary>
    /// <param name="device">Its host threads do the work.</param>
    /// <param name="model">Classes of the reference.</param>
    /// <param name="values">cells x genes of the reference, raw counts, CSR: one lot.</param>
    /// <param name="present">Per gene whether the lot has it; null = it has all.</param>
    /// <returns>NaN where fewer than 50 genes have counts enough.</returns>
    public static double Of(ComputeDevice device, StrangenessModel model, CsrMatrix<float> values, bool[]? present = null) => Of(model, values, model.Explain(device, values), present);

    /// <summary>Deviation between genes, on the natural log scale.</summary>
    /// <param name="model">Classes of the reference.</param>
    /// <param name="values">cells x genes of the reference, raw counts, CSR: one lot.</param>
    /// <param name="explained">Weights of the classes that explain its cells (<see cref="StrangenessModel.Explain(ComputeDevice, CsrMatrix{float})"/>).</param>
    /// <param name="present">Per gene whether the lot has it; null = it has all.</param>
    public static double Of(StrangenessModel model, CsrMatrix<float> values, DenseMatrix<float> explained, bool[]? present = null) => Of(model, LotSums.Of(LotCells.Of(values), explained), present);

    internal static double Of(StrangenessModel model, LotSums sums, bool[]? present = null)
    {
        int genes = sums.Observed.Length, classes = model.Profiles.Classes;
        double[] observed = sums.Observed, first = sums.First, second = sums.Second;
        List<double> ratios = [], noises = [];
        for (int g = 0; g < genes; g++)
        {
            double expected = 0, squares = 0;
            for (int k = 0; k < classes; k++)
            {
                double share = model.Profiles.Rows[k][g];
                expected += share * first[k];
                squares += share * share * second[k];
            }

            if (expected < FewestCounts || present?[g] == false) continue;
            ratios.Add(Math.Log((observed[g] + 0.5) / (expected + 0.5)));
            noises.Add((expected + (squares / model.Theta)) / (expected * expected));
        }

        if (ratios.Count < FewestGenes) return double.NaN;
        double center = OrderStatistics.Median(ratios), spread = 1.4826 * OrderStatistics.Median(ratios.Select(r => Math.Abs(r - center)));
        return Math.Sqrt(Math.Max(0, (spread * spread) - OrderStatistics.Median(noises)));
    }
}
