namespace ILGPU;

/// <summary>An index of 32-bit coordinates.</summary>
public interface IIntIndex : IIndex
{
    new int Size { get; }
}

/// <summary>An index of 32-bit coordinates and the 64-bit index that it widens to.</summary>
public interface IIntIndex<TIndex, TLongIndex> : IIntIndex, IIntrinsicIndex, IGenericIndex<TIndex>
    where TIndex : struct, IIntIndex<TIndex, TLongIndex>
    where TLongIndex : struct, ILongIndex<TLongIndex, TIndex>
{
    TLongIndex ToLongIndex();
}
