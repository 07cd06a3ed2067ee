using System.Text.Json.Nodes;
using GpuCqa.Reporting.Findings;
using GpuCqa.Statistics;

namespace GpuCqa.Reporting.Reading;

/// <summary>Reads the extents of findings back from summary.json.</summary>
internal static class ExtentReader
{
    /// <summary>The extents; none in a folder of an engine that did not look for them.</summary>
    /// <param name="summary">summary.json.</param>
    /// <param name="state">The state that an object names.</param>
    public static FindingExtent[] Read(JsonObject summary, Func<JsonObject, StateId> state) => summary["extents"] is null ? [] :
    [
        .. summary.Array("extents").Select(e => e!.AsObject()).Select(e => new FindingExtent(
            e.String("readout"),
            [.. e.Array("parts").Select(p => p!.AsObject()).Select(p => new ExtentPart(state(p), AssociationSummary.Roles.First(r => r.Value == p.String("role")).Key, p.Integer("group"), (int?)p.OptionalLong("cells_added"), p.Number("rho"), p.Number("p_exact")))],
            [.. e.Array("nested").Select(n => state(n!.AsObject()))],
            (int?)e.OptionalLong("cells"),
            [.. e.Array("fractions").Select(f => f?.GetValue<double>() ?? double.NaN)],
            e.Number("rho"),
            e.Number("p_exact"),
            new Interval(e.Number("interval_low"), e.Number("interval_high")))),
    ];
}
