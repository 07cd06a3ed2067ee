using GpuCqa.Core.Randomness;

namespace GpuCqa.Compute.Linear;

/// <summary>Makes a block of vectors orthonormal to a basis and among themselves.</summary>
internal sealed unsafe class BlockOrthonormalizer(DenseKernels kernels, int length, ulong seed)
{
    private const int Block = KrylovBasis.Block;

    /// <summary>A vector that keeps less than this part of its length after projection is taken to lie in the span.</summary>
    private const double Dependent = 1e-13;

    private ulong randomRows;

    /// <summary>Fills a block with normal deviates.</summary>
    public void Random(double* block)
    {
        for (int r = 0; r < Block; r++) RandomRow(block + ((long)r * length));
    }

    /// <summary>Projects the basis out of a block and orthonormalizes the rest; done twice, as once leaves rounding of the size of what was removed.</summary>
    /// <param name="basis">Basis.</param>
    /// <param name="block">Block x length; replaced.</param>
    /// <param name="coupling">Receives R (Block x Block) with remainder = R times the new block; the row of a dependent vector's replacement is zero.</param>
    /// <param name="random">The block is random: its length does not matter.</param>
    /// <returns>Block x basis size: inner products of the block with the basis.</returns>
    public double[] Run(KrylovBasis basis, double* block, double[] coupling, bool random)
    {
        var first = new double[Block * basis.Count];
        var second = new double[Block * basis.Count];
        var factor = new double[Block * Block];
        double size = 0;
        for (int r = 0; r < Block; r++) size = Math.Max(size, Math.Sqrt(kernels.Dot(block + ((long)r * length), block + ((long)r * length), length)));
        Project(basis, block, first);
        Array.Clear(coupling);
        bool replaced = Normalize(block, coupling, random ? 0 : size * Dependent);
        Project(basis, block, second);
        Normalize(block, factor, 0);
        if (replaced)
        {
            // A replacement starts far from orthogonal to the basis: it needs its own second pass.
            Project(basis, block, second);
            Normalize(block, factor, 0);
        }

        return first;
    }

    private static void Negate(double[] values)
    {
        for (int i = 0; i < values.Length; i++) values[i] = -values[i];
    }

    private static void Project(KrylovBasis basis, double* block, double[] coefficients)
    {
        if (basis.Count == 0) return;
        fixed (double* c = coefficients)
        {
            basis.Coefficients(block, c, basis.Count);
            Negate(coefficients);
            basis.AddCombination(c, basis.Count, block, basis.Count);
            Negate(coefficients);
        }
    }

    private bool Normalize(double* block, double[] factor, double dependent)
    {
        bool replaced = false;
        for (int r = 0; r < Block; r++)
        {
            double* row = block + ((long)r * length);
            Remove(block, r, factor, record: true);
            double norm = Math.Sqrt(kernels.Dot(row, row, length));
            if (norm <= dependent)
            {
                replaced = true;
                RandomRow(row);
                Remove(block, r, factor, record: false);
                norm = Math.Sqrt(kernels.Dot(row, row, length));
            }
            else
            {
                factor[(r * Block) + r] = norm;
            }

            for (int i = 0; i < length; i++) row[i] /= norm;
        }

        return replaced;
    }

    private void Remove(double* block, int row, double[] factor, bool record)
    {
        for (int s = 0; s < row; s++)
        {
            double c = kernels.Dot(block + ((long)row * length), block + ((long)s * length), length);
            if (record) factor[(row * Block) + s] = c;
            kernels.AddScaled(-c, block + ((long)s * length), block + ((long)row * length), length);
        }
    }

    private void RandomRow(double* row)
    {
        var random = new Philox(seed, RandomPurpose.EigenStart, randomRows++);
        for (int i = 0; i < length; i++) row[i] = random.NextNormal();
    }
}
