using GpuCqa.Core.Errors;
using GpuCqa.Statistics;

namespace GpuCqa.Analysis.Mapping;

/// <summary>Calls cells that are high in a marker, lots at one depth.</summary>
public static class MarkerHigh
{
    /// <summary>A lot with fewer cells of the cluster is told.</summary>
    public const int FewCells = AssociationSearch.FewCells;

    /// <summary>Shares of marker-high cells in the mapped cluster.</summary>
    /// <param name="marker">The gene and its threshold, fixed on the train lots.</param>
    /// <param name="lots">All lots that are compared, train lots among them: they share one depth.</param>
    /// <param name="scale">Scale factor of the reference.</param>
    /// <param name="seed">Seed of thinning.</param>
    /// <param name="confidence">Confidence of the intervals.</param>
    /// <exception cref="PreconditionException">When values are no counts.</exception>
    public static MarkerHighResult Run(MarkerThreshold marker, IReadOnlyList<MarkerCells> lots, double scale, ulong seed, double confidence = 0.95)
    {
        CommonDepth depth = CommonDepth.Of(lots, scale, seed);
        MarkerHighShare[] shares = [.. lots.Select((lot, l) =>
        {
            double[] values = depth.Normalized(lot);
            int cells = lot.InCluster.Count(c => c), high = Enumerable.Range(0, values.Length).Count(c => lot.InCluster[c] && marker.IsHigh(values[c]));
            Interval interval = ProportionInterval.Wilson(high, cells, confidence);
            return new MarkerHighShare(lot.Lot, cells, high, cells == 0 ? double.NaN : (double)high / cells, interval.Low, interval.High, depth.Medians[l]);
        })];
        var warnings = new List<string>();
        if (depth.Warning is not null) warnings.Add(depth.Warning);
        string[] few = [.. shares.Where(s => s.Cells is > 0 and < FewCells).Select(s => $"{s.Lot} ({s.Cells})")];
        if (few.Length > 0) warnings.Add($"Shares of {marker.Name}-high cells are of fewer than {FewCells} cells in {string.Join(", ", few)}: each counts as a full lot, though its share is mostly chance.");
        return new MarkerHighResult(marker, depth.Target, shares, warnings);
    }
}
