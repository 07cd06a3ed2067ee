using GpuCqa.Statistics;

namespace GpuCqa.Reporting.Findings;

/// <summary>An association to look at, and the others that are about mostly the same cells.</summary>
/// <param name="Association">The best-ranked association of this group of cells.</param>
/// <param name="Same">Associations of other resolutions with the same readout whose cells overlap, with the Jaccard index of the cells.</param>
internal sealed record Candidate(Association Association, IReadOnlyList<(Association Association, double Jaccard)> Same);
