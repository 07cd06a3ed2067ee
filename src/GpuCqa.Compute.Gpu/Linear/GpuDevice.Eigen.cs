using GpuCqa.Compute.Exact;
using GpuCqa.Compute.Gpu.Vendor;
using GpuCqa.Core.Matrices;
using ILGPU.Runtime;

namespace GpuCqa.Compute.Gpu;

public sealed partial class GpuDevice
{
    /// <summary>Below this the host has the pairs before a device would have started.</summary>
    private const int MinDeviceEigen = 256;

    /// <inheritdoc/>
    /// <remarks>
    /// By cuSOLVER's divide and conquer (syevdx, O(n^3), only the wanted vectors) where it is; else, and for small matrices, on the host, a second for 50 pairs of
    /// 2,000 x 2,000: a counted host operation. The matrix comes from host memory and the pairs go there in either case.
    /// </remarks>
    public override EigenPairs SymmetricEigen(DenseMatrix<double> symmetric, int leading, ulong seed)
    {
        CheckEigen(symmetric, leading);
        int n = symmetric.Rows, wanted = Math.Min(leading, n);
        EigenPairs? pairs = n >= MinDeviceEigen && vendor is { HasSolver: true } ? Run(() => VendorEigen(vendor, symmetric, wanted)) : null;
        return pairs ?? OnHost(nameof(SymmetricEigen), cpu => cpu.SymmetricEigen(symmetric, leading, seed));
    }

    /// <summary>The leading pairs, or null when the library's iteration did not converge.</summary>
    private EigenPairs? VendorEigen(VendorLibraries libraries, DenseMatrix<double> symmetric, int wanted)
    {
        int n = symmetric.Rows;
        CuSolver solver = libraries.Solver(StreamPointer);
        using GpuBuffer<double> matrix = Sent(symmetric.Values), values = Pool.Rent<double>(n);
        using GpuBuffer<int> outcome = Zeroed<int>(1);
        nint a = matrix.View.LoadEffectiveAddressAsPtr(), w = values.View.LoadEffectiveAddressAsPtr();
        int size = solver.Workspace(a, n, wanted, w);
        using GpuBuffer<double> workspace = Pool.Rent<double>(size);
        int found = solver.Solve(a, n, wanted, w, workspace.View.LoadEffectiveAddressAsPtr(), size, outcome.View.LoadEffectiveAddressAsPtr());
        if (Fetched(outcome)[0] != 0 || found != wanted) return null;
        double[] rising = Fetched(values, wanted), runs = Fetched(matrix, checked(n * wanted));
        var vectors = new DenseMatrix<double>(n, wanted);
        for (int p = 0; p < wanted; p++)
        {
            for (int i = 0; i < n; i++) vectors[i, p] = runs[((wanted - 1 - p) * n) + i];
        }

        Array.Reverse(rising);
        EigenSigns.Fix(vectors);
        return new EigenPairs(rising, vectors);
    }
}
