namespace GpuCqa.Compute;

/// <summary>Width of the vector registers that the CPU device uses, in bits.</summary>
public enum VectorWidth
{
    /// <summary>The widest that this machine runs in hardware.</summary>
    Best = 0,

    /// <summary>No vectors.</summary>
    Scalar = 64,

    /// <summary>128 bits (SSE, NEON).</summary>
    Bits128 = 128,

    /// <summary>256 bits (AVX2).</summary>
    Bits256 = 256,

    /// <summary>512 bits (AVX-512).</summary>
    Bits512 = 512,
}
