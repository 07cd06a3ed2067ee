namespace ILGPU;

/// <summary>Any index: how many elements it spans.</summary>
public interface IIndex
{
    long Size { get; }
}
