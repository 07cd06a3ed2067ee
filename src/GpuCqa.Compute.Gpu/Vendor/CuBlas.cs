namespace GpuCqa.Compute.Gpu.Vendor;

/// <summary>The cuBLAS routines that are used, on matrices that lie row by row.</summary>
/// <remarks>
/// cuBLAS takes matrices column by column: a row-major matrix is its own transpose there. Float64 in the library's default mode: no reduced precision is ever
/// used for float64, and without atomics (the default) the same call gives the same bits on the same card and version.
/// </remarks>
internal sealed unsafe class CuBlas : IDisposable
{
    /// <summary>What the vendor calls it.</summary>
    public const string LibraryName = "cuBLAS";

    private const int FillLower = 0, NoTranspose = 0, Transpose = 1;

    private readonly VendorLibrary library;
    private readonly delegate* unmanaged<nint, int> destroy;
    private readonly delegate* unmanaged<nint, int, int, int, int, double*, nint, int, double*, nint, int, int> dsyrk;
    private readonly delegate* unmanaged<nint, int, int, int, int, int, double*, nint, int, nint, int, double*, nint, int, int> dgemm;
    private readonly delegate* unmanaged<nint, int, int, int, int, int, float*, nint, int, nint, int, float*, nint, int, int> sgemm;
    private nint handle;

    /// <summary>Makes a handle in the context that is current on this thread, with all work on a stream.</summary>
    public CuBlas(VendorLibrary library, nint stream)
    {
        this.library = library;
        var create = (delegate* unmanaged<nint*, int>)library.Function("cublasCreate_v2");
        var setStream = (delegate* unmanaged<nint, nint, int>)library.Function("cublasSetStream_v2");
        destroy = (delegate* unmanaged<nint, int>)library.Function("cublasDestroy_v2");
        dsyrk = (delegate* unmanaged<nint, int, int, int, int, double*, nint, int, double*, nint, int, int>)library.Function("cublasDsyrk_v2");
        dgemm = (delegate* unmanaged<nint, int, int, int, int, int, double*, nint, int, nint, int, double*, nint, int, int>)library.Function("cublasDgemm_v2");
        sgemm = (delegate* unmanaged<nint, int, int, int, int, int, float*, nint, int, nint, int, float*, nint, int, int>)library.Function("cublasSgemm_v2");
        nint made = 0;
        library.Check(create(&made), "cublasCreate");
        handle = made;
        library.Check(setStream(handle, stream), "cublasSetStream");
    }

    /// <summary>Adds rows' rows to the upper triangle of a square row-major matrix, which is the lower one column by column.</summary>
    /// <param name="rows">count x columns, row-major.</param>
    /// <param name="count">Rows.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="products">columns x columns.</param>
    public void AddGram(nint rows, int count, int columns, nint products)
    {
        double one = 1;
        library.Check(dsyrk(handle, FillLower, NoTranspose, columns, count, &one, rows, columns, &one, products, columns), "cublasDsyrk");
    }

    /// <summary>product = left (or left') right, all row-major, as product' = right' left' column by column.</summary>
    /// <param name="left">rows x depth, or depth x rows when <paramref name="transposeLeft"/>.</param>
    /// <param name="right">depth x columns.</param>
    /// <param name="product">rows x columns.</param>
    /// <param name="rows">Rows of the product.</param>
    /// <param name="columns">Columns of the product.</param>
    /// <param name="depth">Terms of each sum.</param>
    /// <param name="transposeLeft">Whether the left operand is transposed.</param>
    public void Multiply(nint left, nint right, nint product, int rows, int columns, int depth, bool transposeLeft)
    {
        double one = 1, zero = 0;
        int second = transposeLeft ? Transpose : NoTranspose, secondLeading = transposeLeft ? rows : depth;
        library.Check(dgemm(handle, NoTranspose, second, columns, rows, depth, &one, right, columns, left, secondLeading, &zero, product, columns), "cublasDgemm");
    }

    /// <summary>product = left right of square float32 matrices, in full float32: the yardstick of float32 work.</summary>
    /// <param name="left">size x size, row-major.</param>
    /// <param name="right">size x size.</param>
    /// <param name="product">size x size.</param>
    /// <param name="size">Rows and columns.</param>
    public void MultiplySingle(nint left, nint right, nint product, int size)
    {
        float one = 1, zero = 0;
        library.Check(sgemm(handle, NoTranspose, NoTranspose, size, size, size, &one, right, size, left, size, &zero, product, size), "cublasSgemm");
    }

    public void Dispose()
    {
        if (handle != 0) _ = destroy(handle);
        handle = 0;
    }
}
