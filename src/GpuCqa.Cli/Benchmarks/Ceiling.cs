namespace GpuCqa.Cli.Benchmarks;

/// <summary>What bounds an operation.</summary>
internal enum Ceiling
{
    /// <summary>Bytes through the device's memory.</summary>
    Copy,

    /// <summary>Float32 products.</summary>
    Gemm32,

    /// <summary>Float64 products.</summary>
    Gemm64,

    /// <summary>Neither: integer work or latency; only the time is reported.</summary>
    None,
}
