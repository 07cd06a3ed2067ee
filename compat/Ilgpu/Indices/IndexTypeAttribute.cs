namespace ILGPU;

[AttributeUsage(AttributeTargets.Struct, AllowMultiple = false)]
internal sealed class IndexTypeAttribute(IndexType indexType) : Attribute
{
    public IndexType IndexType { get; } = indexType;
}
