using System.Runtime.CompilerServices;
using ILGPU.Runtime;

namespace ILGPU;

/// <summary>A view of <typeparamref name="T"/> elements side by side; every access is checked against its length.</summary>
/// <remarks>Holds an address, a length and the number of its buffer, and no managed reference: a lane's state can be copied as bytes.</remarks>
public readonly unsafe struct ArrayView<T> : IArrayView<T, Index1D, LongIndex1D, Stride1D.Dense>, IContiguousArrayView<T>
    where T : unmanaged
{
    public static readonly int ElementSize = sizeof(T);
    public static readonly ArrayView<T> Empty;

    private readonly T* first;
    private readonly int bufferId;

    public ArrayView(MemoryBuffer source, long index, long length)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        first = (T*)source.NativePtr + index;
        bufferId = source.Id;
        Length = length;
    }

    internal ArrayView(T* first, long length, int bufferId)
    {
        this.first = first;
        this.bufferId = bufferId;
        Length = length;
    }

    public long Length { get; }

    public int IntLength => checked((int)Length);

    public long LengthInBytes => Length * sizeof(T);

    public LongIndex1D Extent => new(Length);

    public Index1D IntExtent => new(IntLength);

    public Stride1D.Dense Stride => default;

    public bool IsValid => first is not null && Length > 0;

    int IArrayView.ElementSize => sizeof(T);

    MemoryBuffer IArrayView.Buffer => Buffer;

    long IContiguousArrayView.Index => ByteOffset / sizeof(T);

    long IContiguousArrayView.IndexInBytes => ByteOffset;

    internal T* Pointer => first;

    internal int BufferId => bufferId;

    /// <summary>The buffer; throws when it was disposed.</summary>
    internal MemoryBuffer Buffer => BufferTable.Find(bufferId);

    private long ByteOffset => bufferId == 0 ? 0 : (byte*)first - (byte*)Buffer.NativePtr;

    public ref T this[Index1D index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref this[(long)index.X];
    }

    public ref T this[LongIndex1D index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref this[index.X];
    }

    public ref T this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref this[(long)index];
    }

    public ref T this[long index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if ((ulong)index >= (ulong)Length) ViewFaults.OutOfBounds(index, Length, typeof(T));
            return ref first[index];
        }
    }

    ArrayView<byte> IContiguousArrayView.AsRawArrayView() => Cast<byte>();

    public ArrayView<T> SubView(long index) => SubView(index, Length - index);

    public ArrayView<T> SubView(int index, int subViewLength) => SubView((long)index, subViewLength);

    public ArrayView<T> SubView(long index, long subViewLength)
    {
        if (index < 0 || subViewLength < 0 || index > Length - subViewLength) ViewFaults.SubViewOutOfBounds(index, subViewLength, Length, typeof(T));
        return new ArrayView<T>(first + index, subViewLength, bufferId);
    }

    public ArrayView<TOther> Cast<TOther>()
        where TOther : unmanaged =>
        new((TOther*)first, Length * sizeof(T) / sizeof(TOther), bufferId);

    public override string ToString() => $"{typeof(T).Name}[{Length}]";

    public static implicit operator ArrayView1D<T, Stride1D.Dense>(ArrayView<T> view) => new(view, view.Extent, default);

    public static implicit operator ArrayView<T>(ArrayView1D<T, Stride1D.Dense> view) => view.BaseView;
}
