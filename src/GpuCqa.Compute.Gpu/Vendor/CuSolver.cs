namespace GpuCqa.Compute.Gpu.Vendor;

/// <summary>The one cuSOLVER routine that is used: some eigenpairs of a symmetric matrix.</summary>
internal sealed unsafe class CuSolver : IDisposable
{
    /// <summary>What the vendor calls it.</summary>
    public const string LibraryName = "cuSOLVER";

    private const int WithVectors = 1, ByIndex = 1002, FillLower = 0;

    private readonly VendorLibrary library;
    private readonly delegate* unmanaged<nint, int> destroy;
    private readonly delegate* unmanaged<nint, int, int, int, int, nint, int, double, double, int, int, int*, nint, int*, int> bufferSize;
    private readonly delegate* unmanaged<nint, int, int, int, int, nint, int, double, double, int, int, int*, nint, nint, int, nint, int> syevdx;
    private nint handle;

    /// <summary>Makes a handle in the context that is current on this thread, with all work on a stream.</summary>
    public CuSolver(VendorLibrary library, nint stream)
    {
        this.library = library;
        var create = (delegate* unmanaged<nint*, int>)library.Function("cusolverDnCreate");
        var setStream = (delegate* unmanaged<nint, nint, int>)library.Function("cusolverDnSetStream");
        destroy = (delegate* unmanaged<nint, int>)library.Function("cusolverDnDestroy");
        bufferSize = (delegate* unmanaged<nint, int, int, int, int, nint, int, double, double, int, int, int*, nint, int*, int>)library.Function("cusolverDnDsyevdx_bufferSize");
        syevdx = (delegate* unmanaged<nint, int, int, int, int, nint, int, double, double, int, int, int*, nint, nint, int, nint, int>)library.Function("cusolverDnDsyevdx");
        nint made = 0;
        library.Check(create(&made), "cusolverDnCreate");
        handle = made;
        library.Check(setStream(handle, stream), "cusolverDnSetStream");
    }

    /// <summary>Float64 numbers of workspace that <see cref="Solve"/> needs.</summary>
    public int Workspace(nint matrix, int n, int leading, nint values)
    {
        int found = 0, size = 0;
        library.Check(bufferSize(handle, WithVectors, ByIndex, FillLower, n, matrix, n, 0, 0, n - leading + 1, n, &found, values, &size), "cusolverDnDsyevdx_bufferSize");
        return size;
    }

    /// <summary>The pairs of the largest eigenvalues, which come out rising.</summary>
    /// <param name="matrix">n x n, symmetric; its first <paramref name="leading"/> runs of n numbers become the vectors.</param>
    /// <param name="n">Rows.</param>
    /// <param name="leading">Pairs wanted.</param>
    /// <param name="values">Receives the eigenvalues; room for n.</param>
    /// <param name="workspace">Workspace.</param>
    /// <param name="size">Its length.</param>
    /// <param name="outcome">One int: 0 when the iteration converged.</param>
    /// <returns>Pairs found.</returns>
    public int Solve(nint matrix, int n, int leading, nint values, nint workspace, int size, nint outcome)
    {
        int found = 0;
        library.Check(syevdx(handle, WithVectors, ByIndex, FillLower, n, matrix, n, 0, 0, n - leading + 1, n, &found, values, workspace, size, outcome), "cusolverDnDsyevdx");
        return found;
    }

    public void Dispose()
    {
        if (handle != 0) _ = destroy(handle);
        handle = 0;
    }
}
