using GpuCqa.Analysis.Neighbourhoods;
using GpuCqa.Analysis.Results;
using GpuCqa.Core.Parameters;
using GpuCqa.Statistics;

namespace GpuCqa.Reporting.Tests;

/// <summary>Adds to a synthetic discovery what neighbourhoods show; its numbers are consistent, its statistics are formulas.</summary>
internal static class SyntheticNeighbourhoods
{
    /// <summary>With neighbourhoods around the cells of some clusters of the second resolution passing.</summary>
    /// <param name="result">A discovery without them.</param>
    /// <param name="route">The route.</param>
    /// <param name="rising">Clusters of the second resolution whose cells rise with the first readout; none = nothing passes.</param>
    /// <param name="falling">Clusters whose cells fall with it.</param>
    public static DiscoveryResult With(DiscoveryResult result, string route, int[] rising, int[] falling)
    {
        int[] labels = result.Map.Clusterings[1].Labels;
        int cells = labels.Length, tested = Math.Min(30, cells);
        TestedNeighbourhood[] places = [.. Enumerable.Range(0, tested).Select(t => new TestedNeighbourhood(t * (cells / tested), (cells / tested) - (t % 3)))];
        NeighbourhoodAssociation[] found = [.. result.Parameters.Readouts.Select((readout, r) =>
        {
            int Sign(int cell) => r > 0 ? 0 : rising.Contains(labels[cell]) ? 1 : falling.Contains(labels[cell]) ? -1 : 0;
            return new NeighbourhoodAssociation
            {
                Readout = readout,
                Global = new GlobalTest(1, 0.625, 18.25, 0.002, 1234, 0.0131),
                Tests = [.. places.Select((p, t) => Sign(p.Cell) != 0 ? new NeighbourhoodTest((0.9 + (0.001 * t)) * Sign(p.Cell), 1e-5, 0.004, 0.003, true) : new NeighbourhoodTest(0.01 * t, 0.7, 1, 0.99, false))],
                SmallestPassing = rising.Length + falling.Length == 0 ? double.NaN : 0.9,
                LargestNotPassing = 0.86,
                Rho = [.. labels.Select((_, c) => c % 17 == 0 ? double.NaN : Sign(c) != 0 ? 0.95 * Sign(c) : 0.3 * Math.Sin(c))],
                Region = [.. labels.Select((_, c) => c % 17 == 0 ? (sbyte)0 : (sbyte)Sign(c))],
            };
        })];
        var parameters = result.Parameters with { Route = route };
        var places_ = new NeighbourhoodFindings { Steps = 3, LeftOut = labels.Where((_, c) => c % 17 == 0).Count(), LikenessMedian = 0.9375, LikenessLow = 0.8125, Tested = places, Readouts = found };
        Association[] associations = route == DiscoverParameters.Neighbourhoods
            ? [.. result.Tests.Associations.Select(a => a with { P = double.NaN, PFamily = double.NaN, PFamilyStepDown = double.NaN, Flags = [AssociationSearch.NotTested] })]
            : [.. result.Tests.Associations];
        return result with { Parameters = parameters, Neighbourhoods = places_, Tests = result.Tests with { Parameters = parameters, Associations = associations, OtherTests = places_.Tests } };
    }
}
