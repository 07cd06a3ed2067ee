using GpuCqa.Core.Matrices;

namespace GpuCqa.Compute;

public abstract partial class ComputeDevice
{
    /// <summary>Brings an array into the device's memory; devices whose memory is the host's wrap it without a copy.</summary>
    /// <param name="values">Values; must not be changed while the buffer lives.</param>
    public virtual DeviceBuffer<T> Upload<T>(T[] values) where T : unmanaged => new HostBuffer<T>(this, values);

    /// <summary>Allocates a buffer of zeros.</summary>
    /// <exception cref="Core.Errors.DeviceMemoryException">The device has too little memory.</exception>
    public virtual DeviceBuffer<T> Allocate<T>(long length) where T : unmanaged => new HostBuffer<T>(this, new T[length]);

    /// <summary>Waits for the work that writes the buffer and returns its values; devices in host memory return the array itself.</summary>
    public virtual T[] Download<T>(DeviceBuffer<T> buffer) where T : unmanaged
    {
        Require(buffer);
        return ((HostBuffer<T>)buffer).Array;
    }

    /// <summary>Waits for all queued work.</summary>
    public virtual void Synchronize() { }

    /// <summary>Uploads a sparse matrix.</summary>
    public DeviceCsr<T> Upload<T>(CsrMatrix<T> matrix) where T : unmanaged =>
        new(matrix.Rows, matrix.Columns, matrix.NonZeros, Upload(matrix.RowOffsets), Upload(matrix.ColumnIndices), Upload(matrix.Values), matrix);

    /// <summary>Uploads a dense matrix.</summary>
    public DeviceMatrix<T> Upload<T>(DenseMatrix<T> matrix) where T : unmanaged => new(matrix.Rows, matrix.Columns, Upload(matrix.Values));

    /// <summary>Downloads a sparse matrix.</summary>
    public CsrMatrix<T> Download<T>(DeviceCsr<T> matrix) where T : unmanaged
    {
        Require(matrix.Values);
        return matrix.HostView ?? new CsrMatrix<T>(matrix.Rows, matrix.Columns, Download(matrix.RowOffsets), Download(matrix.ColumnIndices), Download(matrix.Values));
    }

    /// <summary>Downloads a dense matrix.</summary>
    public DenseMatrix<T> Download<T>(DeviceMatrix<T> matrix) where T : unmanaged
    {
        Require(matrix.Values);
        return new DenseMatrix<T>(matrix.Rows, matrix.Columns, Download(matrix.Values));
    }
}
