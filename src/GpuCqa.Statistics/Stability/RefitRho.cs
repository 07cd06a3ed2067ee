using GpuCqa.Core.Parameters;

namespace GpuCqa.Statistics;

/// <summary>Rho of clusters of refits over the lots that they have, by the design of the discovery.</summary>
internal sealed class RefitRho(IReadOnlyList<TestedLot> lots, AssociationParameters parameters)
{
    private readonly Dictionary<int, (LotDesign Design, UnitCorrelation Correlation, int[] Lots)> designs = [];

    /// <summary>Rho of one cluster; NaN when a side is constant.</summary>
    /// <param name="refit">The refit.</param>
    /// <param name="counts">Cells of each lot in the cluster.</param>
    /// <param name="readout">Index of the readout.</param>
    public double Of(ClusterRefit refit, int[] counts, int readout)
    {
        if (!designs.TryGetValue(refit.LeftOut, out var known))
        {
            int[] kept = [.. Enumerable.Range(0, lots.Count).Where(l => l != refit.LeftOut)];
            LotDesign design = LotDesign.Of([.. kept.Select(l => lots[l])], parameters);
            designs[refit.LeftOut] = known = (design, new UnitCorrelation(design), kept);
        }

        double[] fractions = known.Design.OfUnits([.. known.Lots.Select(l => (double)counts[l] / refit.LotCells[l])]);
        return known.Correlation.Of(fractions, known.Design.OfUnits([.. known.Lots.Select(l => lots[l].Readouts[readout])]));
    }
}
