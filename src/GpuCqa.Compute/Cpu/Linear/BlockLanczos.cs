using GpuCqa.Compute.Exact;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Randomness;

namespace GpuCqa.Compute.Linear;

/// <summary>Leading eigenpairs of a large symmetric matrix by block Lanczos with full reorthogonalization and Rayleigh-Ritz.</summary>
/// <remarks>
/// Golub and Van Loan, section 10.3.6. A Krylov space of blocks of eight holds at most eight copies of a multiple eigenvalue, so after convergence a fresh random
/// block is run in the complement of what was found; if anything there exceeds the smallest pair returned, it joins the basis and the iteration goes on.
/// </remarks>
internal sealed unsafe class BlockLanczos : IDisposable
{
    private const int Block = KrylovBasis.Block;
    private const double Tolerance = 2e-11;
    private const int ProbeSteps = 6;
    private readonly ComputeDevice device;
    private readonly DenseKernels kernels;
    private readonly PackedColumns matrix;
    private readonly int n;
    private readonly int leading;
    private readonly ulong seed;
    private readonly KrylovBasis basis;
    private readonly BlockOrthonormalizer orthonormalizer;
    private readonly ProjectedMatrix projected = new();
    private readonly AlignedBuffer<double> current;
    private readonly AlignedBuffer<double> next;
    private readonly double[] coupling = new double[Block * Block];

    public BlockLanczos(ComputeDevice device, DenseKernels kernels, DenseMatrix<double> symmetric, int leading, ulong seed)
    {
        (this.device, this.kernels, this.leading, this.seed, n) = (device, kernels, leading, seed, symmetric.Rows);
        matrix = PackedColumns.Pack(device, kernels, symmetric);
        basis = new KrylovBasis(device, kernels, n, Math.Min(n, 12 * leading));
        orthonormalizer = new BlockOrthonormalizer(kernels, n, seed);
        current = new AlignedBuffer<double>((long)Block * n);
        next = new AlignedBuffer<double>((long)Block * n);
    }

    /// <summary>The pairs, or null when the basis would grow so large that a full solution is cheaper.</summary>
    public EigenPairs? Solve()
    {
        int limit = n / 2, check = 4 * leading, lastCheck = 0;
        double lastResidual = double.NaN;
        Inject();
        while (basis.Count + Block <= limit)
        {
            Step(basis, projected);
            if (basis.Count < check)
            {
                Advance();
                continue;
            }

            int size = basis.Count;
            EigenPairs ritz = SymmetricQl.Leading(projected.Matrix(), leading, kernels, out double scale);
            double residual = EstimatedResidual(ritz.Vectors) / Math.Max(scale, double.Epsilon);
            if (residual <= Tolerance)
            {
                (EigenPairs pairs, double error) = RitzPairs(ritz);
                if (error <= 3 * Tolerance * scale && !ComplementHolds(pairs, scale)) return pairs;
                if (error <= 3 * Tolerance * scale) Inject();
                else Advance();
                check = size + (4 * Block);
            }
            else
            {
                Advance();
                // Where the residuals of two checks lead: at least 10 %, at most 40 % more vectors.
                double rate = Math.Log(lastResidual / residual) / (size - lastCheck);
                double more = rate > 0 ? 1.05 * Math.Log(residual / Tolerance) / rate : double.PositiveInfinity;
                check = size + (int)Math.Clamp(double.IsNaN(more) ? double.PositiveInfinity : more, 0.1 * size, 0.4 * size);
            }

            (lastResidual, lastCheck) = (residual, size);
        }

        return null;
    }

    public void Dispose()
    {
        matrix.Dispose();
        basis.Dispose();
        current.Dispose();
        next.Dispose();
    }

    /// <summary>Makes a fresh random block, orthogonal to the basis, the next one.</summary>
    private void Inject()
    {
        orthonormalizer.Random(current.Pointer);
        orthonormalizer.Run(basis, current.Pointer, coupling, random: true);
        basis.Append(current.Pointer);
    }

    /// <summary>Makes the remainder of the last step the next block.</summary>
    private void Advance()
    {
        new Span<double>(next.Pointer, Block * n).CopyTo(new Span<double>(current.Pointer, Block * n));
        basis.Append(current.Pointer);
    }

    /// <summary>Multiplies the current block by the matrix and splits the image into basis and remainder.</summary>
    private void Step(KrylovBasis space, ProjectedMatrix projection)
    {
        BlockProduct.Multiply(device, kernels, current.Pointer, n, matrix, n, n, next.Pointer, n, false);
        double[] coefficients = orthonormalizer.Run(space, next.Pointer, coupling, random: false);
        projection.Append(coefficients, space.Count);
    }

    private double EstimatedResidual(DenseMatrix<double> ritz)
    {
        double worst = 0;
        for (int p = 0; p < ritz.Columns; p++)
        {
            double squares = 0;
            for (int j = 0; j < Block; j++)
            {
                double sum = 0;
                for (int r = 0; r < Block; r++) sum += ritz[ritz.Rows - Block + r, p] * coupling[(r * Block) + j];
                squares += sum * sum;
            }

            worst = Math.Max(worst, Math.Sqrt(squares));
        }

        return worst;
    }

    /// <summary>Eigenvectors in full length, and the largest norm of A v - l v.</summary>
    private (EigenPairs Pairs, double Residual) RitzPairs(EigenPairs ritz)
    {
        var vectors = new DenseMatrix<double>(n, leading);
        int size = ritz.Vectors.Rows;
        using var weights = new AlignedBuffer<double>((long)Block * size);
        using var rows = new AlignedBuffer<double>((long)Block * n);
        using var images = new AlignedBuffer<double>((long)Block * n);
        double worst = 0;
        for (int first = 0; first < leading; first += Block)
        {
            int count = Math.Min(Block, leading - first);
            new Span<double>(weights.Pointer, Block * size).Clear();
            new Span<double>(rows.Pointer, Block * n).Clear();
            for (int r = 0; r < count; r++)
            {
                for (int i = 0; i < size; i++) weights.Pointer[(r * size) + i] = ritz.Vectors[i, first + r];
            }

            basis.AddCombination(weights.Pointer, size, rows.Pointer, size);
            BlockProduct.Multiply(device, kernels, rows.Pointer, n, matrix, n, n, images.Pointer, n, false);
            for (int r = 0; r < count; r++)
            {
                double* v = rows.Pointer + ((long)r * n), image = images.Pointer + ((long)r * n);
                kernels.AddScaled(-ritz.Values[first + r], v, image, n);
                worst = Math.Max(worst, Math.Sqrt(kernels.Dot(image, image, n)));
                for (int i = 0; i < n; i++) vectors[i, first + r] = v[i];
            }
        }

        EigenSigns.Fix(vectors);
        return (new EigenPairs(ritz.Values, vectors), worst);
    }

    /// <summary>Whether the complement of the pairs holds an eigenvalue above the smallest of them.</summary>
    private bool ComplementHolds(EigenPairs pairs, double scale)
    {
        int found = (leading + Block - 1) / Block * Block;
        using var space = new KrylovBasis(device, kernels, n, found + ((ProbeSteps + 1) * Block));
        using var rows = new AlignedBuffer<double>((long)Block * n);
        for (int first = 0; first < leading; first += Block)
        {
            new Span<double>(rows.Pointer, Block * n).Clear();
            for (int r = 0; r < Math.Min(Block, leading - first); r++)
            {
                for (int i = 0; i < n; i++) rows.Pointer[((long)r * n) + i] = pairs.Vectors[i, first + r];
            }

            space.Append(rows.Pointer);
        }

        var probe = new ProjectedMatrix();
        var saved = (double[])coupling.Clone();
        using var remainder = new AlignedBuffer<double>((long)Block * n);
        new Span<double>(next.Pointer, Block * n).CopyTo(new Span<double>(remainder.Pointer, Block * n));
        orthonormalizer.Random(current.Pointer);
        orthonormalizer.Run(space, current.Pointer, coupling, random: true);
        for (int step = 0; step < ProbeSteps; step++)
        {
            space.Append(current.Pointer);
            BlockProduct.Multiply(device, kernels, current.Pointer, n, matrix, n, n, next.Pointer, n, false);
            double[] coefficients = orthonormalizer.Run(space, next.Pointer, coupling, random: false);
            probe.Append(coefficients, space.Count, skip: found);
            new Span<double>(next.Pointer, Block * n).CopyTo(new Span<double>(current.Pointer, Block * n));
        }

        // What the iteration would go on with.
        new Span<double>(remainder.Pointer, Block * n).CopyTo(new Span<double>(next.Pointer, Block * n));
        saved.CopyTo(coupling, 0);
        double largest = SymmetricQl.Leading(probe.Matrix(), 1, kernels).Values[0];
        return largest > pairs.Values[^1] + (100 * Tolerance * scale);
    }
}
