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
}
