namespace GpuCqa.Reporting.Records;

/// <summary>The compute device that made the result.</summary>
/// <param name="Kind">"cpu", "cpu:reference", "cuda:0"; same kind, same bytes. The report shows only this.</param>
/// <param name="Description">What and why in words (model, driver, why auto chose it).</param>
/// <param name="VectorBits">Width of the vectors used, in bits; 0 for scalar code.</param>
/// <param name="Threads">Threads used.</param>
public sealed record DeviceRecord(string Kind, string Description, int VectorBits, int Threads)
{
    /// <summary>Bytes of memory of its own, or null when it uses the host's.</summary>
    public long? MemoryBytes { get; init; }

    /// <summary>Bytes of it in use at most, or null.</summary>
    public long? PeakBytes { get; init; }

    /// <summary>Driver and its version, or null when it needs none.</summary>
    public string? Driver { get; init; }

    /// <summary>Packages that drive it, or null when it needs none.</summary>
    public string? Packages { get; init; }

    /// <summary>Vendor libraries in use, or null when it could use none.</summary>
    public string? Libraries { get; init; }
}
