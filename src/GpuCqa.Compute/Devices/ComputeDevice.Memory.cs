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

    /// <summary>Bytes of the device's own memory that a job can use now, or null when it computes in the host's.</summary>
    public virtual long? FreeMemory => null;

    /// <summary>Bytes of the device's own memory in use at most so far, or null when it computes in the host's.</summary>
    public virtual long? PeakMemory => null;

    /// <summary>Brings blocks into the device's memory one after another; while one is worked on, the next are copied.</summary>
    /// <param name="blocks">The blocks; each is asked for when its copy can begin, and must not change until it has arrived.</param>
    /// <param name="ahead">Blocks that may be copied while the receiver works on another; 0 keeps one block in memory at a time.</param>
    /// <returns>The blocks in the same order; each belongs to the receiver, who disposes it before asking for the next or keeps it.</returns>
    /// <exception cref="Core.Errors.DeviceMemoryException">The device has too little memory for one block.</exception>
    /// <remarks>Ending the loop early frees what was copied ahead. Devices in host memory wrap the blocks without a copy.</remarks>
    public virtual IEnumerable<DeviceCsr<T>> Pump<T>(IEnumerable<CsrMatrix<T>> blocks, int ahead) where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfNegative(ahead);
        return blocks.Select(Upload);
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
