using GpuCqa.Api.V1;

namespace GpuCqa.Client.Uploads;

/// <summary>What a service has of a cohort sheet.</summary>
/// <param name="Cohort">The cohort, or null where it is not there; it is there with all of its datasets or not at all.</param>
/// <param name="Missing">Files and folders of the sheet that an upload would send.</param>
public sealed record CohortPresence(Cohort? Cohort, IReadOnlyList<MissingPath> Missing);
