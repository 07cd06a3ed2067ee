namespace GpuCqa.Compute.Linear;

/// <summary>An orthonormal basis of row vectors that grows block by block, laid out twice so that products with a block of eight run on register tiles.</summary>
internal sealed unsafe class KrylovBasis : IDisposable
{
    /// <summary>Vectors of a block: the rows of the widest tile.</summary>
    public const int Block = 8;

    private readonly ComputeDevice device;
    private readonly DenseKernels kernels;
    private readonly int length;
    private PackedColumns byVector;
    private PackedColumns byEntry;
    private int capacity;

    public KrylovBasis(ComputeDevice device, DenseKernels kernels, int length, int capacity)
    {
        (this.device, this.kernels, this.length, this.capacity) = (device, kernels, length, capacity);
        byVector = new PackedColumns(kernels, length, capacity);
        byEntry = new PackedColumns(kernels, capacity, length);
    }

    /// <summary>Vectors held.</summary>
    public int Count { get; private set; }

    /// <summary>Appends a block of <see cref="Block"/> vectors (rows of <paramref name="block"/>).</summary>
    public void Append(double* block)
    {
        if (Count + Block > capacity) Grow();
        for (int r = 0; r < Block; r++) Put(Count + r, block + ((long)r * length));
        Count += Block;
    }

    /// <summary>coefficients (Block x stride) = block times the basis' transpose.</summary>
    public void Coefficients(double* block, double* coefficients, int stride) =>
        BlockProduct.Multiply(device, kernels, block, length, byVector, length, Count, coefficients, stride, false);

    /// <summary>block += coefficients times the first <paramref name="size"/> vectors of the basis.</summary>
    public void AddCombination(double* coefficients, int stride, double* block, int size) =>
        BlockProduct.Multiply(device, kernels, coefficients, stride, byEntry, size, length, block, length, true);

    public void Dispose()
    {
        byVector.Dispose();
        byEntry.Dispose();
    }

    private void Put(int vector, double* values)
    {
        int width = kernels.Columns;
        double* column = byVector.Panel(vector / width) + (vector % width);
        for (int i = 0; i < length; i++) column[(long)i * width] = values[i];
        for (int p = 0; p < byEntry.Panels; p++)
        {
            int count = Math.Min(width, length - (p * width));
            new Span<double>(values + (p * width), count).CopyTo(new Span<double>(byEntry.Panel(p) + ((long)vector * width), count));
        }
    }

    private void Grow()
    {
        int larger = capacity * 2, width = kernels.Columns;
        var (vectors, entries) = (new PackedColumns(kernels, length, larger), new PackedColumns(kernels, larger, length));
        for (int p = 0; p < byVector.Panels; p++) new Span<double>(byVector.Panel(p), width * length).CopyTo(new Span<double>(vectors.Panel(p), width * length));
        for (int p = 0; p < byEntry.Panels; p++) new Span<double>(byEntry.Panel(p), width * capacity).CopyTo(new Span<double>(entries.Panel(p), width * capacity));
        Dispose();
        (byVector, byEntry, capacity) = (vectors, entries, larger);
    }
}
