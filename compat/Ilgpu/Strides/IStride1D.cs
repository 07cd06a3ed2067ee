namespace ILGPU;

/// <summary>A stride of one axis.</summary>
public interface IStride1D : IStride<Index1D, LongIndex1D>
{
    int XStride { get; }

    Stride1D.General AsGeneral();
}
