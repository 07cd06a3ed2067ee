namespace GpuCqa.Statistics;

/// <summary>A lot of a set.</summary>
/// <param name="Name">Lot.</param>
/// <param name="Donor">Donor, or null.</param>
/// <param name="Tissue">Tissue, or null.</param>
/// <param name="Process">Process, or null.</param>
public sealed record ReplicationLot(string Name, string? Donor = null, string? Tissue = null, string? Process = null);
