namespace ILGPU;

/// <summary>A stride of two axes.</summary>
public interface IStride2D : IStride<Index2D, LongIndex2D>
{
    int XStride { get; }

    int YStride { get; }

    Stride2D.General AsGeneral();
}
