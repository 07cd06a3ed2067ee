using GpuCqa.Statistics;

namespace GpuCqa.Analysis.Mapping;

/// <summary>Marker-high shares of lots at one depth.</summary>
/// <param name="Marker">The gene and its threshold.</param>
/// <param name="Depth">Median counts a cell that every lot was thinned to; NaN where no lot has counts.</param>
/// <param name="Shares">One a lot, in the order given.</param>
/// <param name="Warnings">What undermines them: one shallow lot, few cells of the cluster in a lot.</param>
public sealed record MarkerHighResult(MarkerThreshold Marker, double Depth, IReadOnlyList<MarkerHighShare> Shares, IReadOnlyList<string> Warnings)
{
    /// <summary>Share of a lot; NaN where it has no cells of the cluster or was not measured.</summary>
    public double ShareOf(string lot) => Shares.FirstOrDefault(s => s.Lot == lot)?.Share ?? double.NaN;

    /// <summary>Lots of one set against those of another, exact rank-sum over lots; lots without cells of the cluster are left out.</summary>
    /// <param name="first">Names of the first set's lots.</param>
    /// <param name="second">Names of the second set's lots.</param>
    public LotRankSum Compare(IReadOnlyCollection<string> first, IReadOnlyCollection<string> second) => RankSum.Test(Of(first), Of(second));

    private double[] Of(IReadOnlyCollection<string> lots) => [.. Shares.Where(s => lots.Contains(s.Lot, StringComparer.Ordinal) && !double.IsNaN(s.Share)).Select(s => s.Share)];
}
