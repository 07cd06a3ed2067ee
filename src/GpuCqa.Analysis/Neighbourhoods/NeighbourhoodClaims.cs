using System.Globalization;
using GpuCqa.Core.Parameters;
using GpuCqa.Statistics;

namespace GpuCqa.Analysis.Neighbourhoods;

/// <summary>The neighbourhoods that pass, as claims about the lots.</summary>
public static class NeighbourhoodClaims
{
    /// <summary>One claim a passing neighbourhood and readout.</summary>
    /// <param name="field">The neighbourhoods.</param>
    /// <param name="found">Their tests.</param>
    /// <param name="parameters">Readouts.</param>
    public static IReadOnlyList<LotClaim> Of(NeighbourhoodField field, NeighbourhoodFindings found, AssociationParameters parameters) =>
    [
        .. Enumerable.Range(0, parameters.Readouts.Count).SelectMany(r => Enumerable.Range(0, field.Profiles.Count).Where(n => found.Readouts[r].Tests[n].Passes)
            .Select(n => new LotClaim(r, string.Create(CultureInfo.InvariantCulture, $"neighbourhood {n}"), field.Profiles[n], found.Readouts[r].Tests[n].Rho, true))),
    ];
}
