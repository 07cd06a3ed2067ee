namespace GpuCqa.Compute;

/// <summary>What a device is, in words that go into the provenance of a result.</summary>
/// <param name="Kind">Name under which it is asked for: "cpu", "cpu:reference", "cuda:0".</param>
/// <param name="Description">What a person would call it ("CPU, 512-bit vectors, 2 threads").</param>
/// <param name="VectorBits">Width of its vector registers in bits; 64 for scalar code.</param>
/// <param name="Threads">Host threads it uses.</param>
public sealed record DeviceInfo(string Kind, string Description, int VectorBits, int Threads)
{
    /// <summary>Who chose it and why ("asked for", or what "auto" weighed).</summary>
    public string Choice { get; init; } = "asked for";

    /// <summary>Whether "auto" may take it.</summary>
    public bool Automatic { get; init; } = true;

    /// <summary>What it can do beyond the plain operations, in words ("warp shuffles", "page-locked copies on streams of their own").</summary>
    public IReadOnlyList<string> Capabilities { get; init; } = [];

    /// <summary>Bytes of memory of its own, or null when it uses the host's.</summary>
    public long? MemoryBytes { get; init; }

    /// <summary>Version of the driver ("CUDA 13.0"), or null when it needs none.</summary>
    public string? Driver { get; init; }

    /// <summary>Packages that drive it ("ILGPU 1.5.3"), or null when it needs none.</summary>
    public string? Packages { get; init; }

    /// <summary>Vendor libraries in use ("cuBLAS 13.0, cuSOLVER 12.0"), "none: own kernels", or null when it could use none.</summary>
    public string? Libraries { get; init; }
}
