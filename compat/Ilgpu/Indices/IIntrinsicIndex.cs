namespace ILGPU;

/// <summary>An index that names its kind.</summary>
public interface IIntrinsicIndex : IIndex
{
    IndexType IndexType { get; }
}
