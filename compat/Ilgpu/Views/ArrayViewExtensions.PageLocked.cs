namespace ILGPU.Runtime;

/// <content>Copies that are queued on a stream and read or write page-locked host memory when their turn comes.</content>
public static unsafe partial class ArrayViewExtensions
{
    public static void CopyToPageLockedAsync<T, TView>(this TView source, PageLockScope<T> pageLockScope)
        where TView : IContiguousArrayView<T>
        where T : unmanaged => source.CopyToPageLockedAsync(source.GetDefaultStream(), pageLockScope);

    public static void CopyToPageLockedAsync<T, TView>(this TView source, AcceleratorStream stream, PageLockScope<T> pageLockScope)
        where TView : IContiguousArrayView<T>
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(pageLockScope);
        if (source.HasNoData()) return;
        if (source.Length > pageLockScope.Length) throw new ArgumentOutOfRangeException(nameof(pageLockScope), $"{source.Length} elements do not fit into {pageLockScope.Length}.");
        Download(stream, source.AsRawArrayView(), (void*)pageLockScope.AddrOfLockedObject, source.LengthInBytes);
    }

    public static void CopyFromPageLockedAsync<T, TView>(this TView target, PageLockScope<T> pageLockScope)
        where TView : IContiguousArrayView<T>
        where T : unmanaged => target.CopyFromPageLockedAsync(target.GetDefaultStream(), pageLockScope);

    public static void CopyFromPageLockedAsync<T, TView>(this TView target, AcceleratorStream stream, PageLockScope<T> pageLockScope)
        where TView : IContiguousArrayView<T>
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(pageLockScope);
        if (target.HasNoData()) return;
        Upload(stream, target.AsRawArrayView(), (void*)pageLockScope.AddrOfLockedObject, pageLockScope.LengthInBytes);
    }

    public static void CopyToPageLockedAsync<T, TView>(this TView source, PageLockedArray<T> pageLockedArray)
        where TView : IContiguousArrayView<T>
        where T : unmanaged => source.CopyToPageLockedAsync(source.GetDefaultStream(), pageLockedArray);

    public static void CopyToPageLockedAsync<T, TView>(this TView source, AcceleratorStream stream, PageLockedArray<T> pageLockedArray)
        where TView : IContiguousArrayView<T>
        where T : unmanaged => source.CopyToPageLockedAsync(stream, ScopeOf(pageLockedArray));

    public static void CopyFromPageLockedAsync<T, TView>(this TView target, PageLockedArray<T> pageLockedArray)
        where TView : IContiguousArrayView<T>
        where T : unmanaged => target.CopyFromPageLockedAsync(target.GetDefaultStream(), pageLockedArray);

    public static void CopyFromPageLockedAsync<T, TView>(this TView target, AcceleratorStream stream, PageLockedArray<T> pageLockedArray)
        where TView : IContiguousArrayView<T>
        where T : unmanaged => target.CopyFromPageLockedAsync(stream, ScopeOf(pageLockedArray));

    public static void CopyToPageLockedAsync<T>(this ArrayView1D<T, Stride1D.Dense> source, PageLockScope<T> pageLockScope)
        where T : unmanaged => source.BaseView.CopyToPageLockedAsync(pageLockScope);

    public static void CopyToPageLockedAsync<T>(this ArrayView1D<T, Stride1D.Dense> source, AcceleratorStream stream, PageLockScope<T> pageLockScope)
        where T : unmanaged => source.BaseView.CopyToPageLockedAsync(stream, pageLockScope);

    public static void CopyFromPageLockedAsync<T>(this ArrayView1D<T, Stride1D.Dense> target, PageLockScope<T> pageLockScope)
        where T : unmanaged => target.BaseView.CopyFromPageLockedAsync(pageLockScope);

    public static void CopyFromPageLockedAsync<T>(this ArrayView1D<T, Stride1D.Dense> target, AcceleratorStream stream, PageLockScope<T> pageLockScope)
        where T : unmanaged => target.BaseView.CopyFromPageLockedAsync(stream, pageLockScope);

    public static void CopyToPageLockedAsync<T>(this ArrayView1D<T, Stride1D.Dense> source, PageLockedArray1D<T> pageLockedArray)
        where T : unmanaged => source.BaseView.CopyToPageLockedAsync(pageLockedArray);

    public static void CopyToPageLockedAsync<T>(this ArrayView1D<T, Stride1D.Dense> source, AcceleratorStream stream, PageLockedArray1D<T> pageLockedArray)
        where T : unmanaged => source.BaseView.CopyToPageLockedAsync(stream, pageLockedArray);

    public static void CopyFromPageLockedAsync<T>(this ArrayView1D<T, Stride1D.Dense> target, PageLockedArray1D<T> pageLockedArray)
        where T : unmanaged => target.BaseView.CopyFromPageLockedAsync(pageLockedArray);

    public static void CopyFromPageLockedAsync<T>(this ArrayView1D<T, Stride1D.Dense> target, AcceleratorStream stream, PageLockedArray1D<T> pageLockedArray)
        where T : unmanaged => target.BaseView.CopyFromPageLockedAsync(stream, pageLockedArray);

    private static PageLockScope<T> ScopeOf<T>(PageLockedArray<T> array)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(array);
        ObjectDisposedException.ThrowIf(array.IsDisposed, array);
        return array.Scope ?? throw new ArgumentException("The page-locked array is empty.", nameof(array));
    }
}
