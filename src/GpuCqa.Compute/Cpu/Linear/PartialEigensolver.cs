using GpuCqa.Core.Matrices;

namespace GpuCqa.Compute.Linear;

/// <summary>Leading eigenpairs of a symmetric matrix without iteration over the matrix: reduction to tridiagonal form, bisection, inverse iteration, and the way back.</summary>
/// <remarks>4/3 n^3 + 2 n^2 k operations whatever the spectrum. The bits depend neither on threads nor on the vector width.</remarks>
internal static unsafe class PartialEigensolver
{
    /// <summary>The pairs, largest eigenvalue first, signs fixed; null when a vector was not found to rounding.</summary>
    /// <param name="device">Runs parts in parallel.</param>
    /// <param name="kernels">Kernels.</param>
    /// <param name="symmetric">n x n; the upper triangle is read.</param>
    /// <param name="leading">Pairs, n at most.</param>
    /// <param name="seed">Seed of the vectors that inverse iteration starts at.</param>
    public static EigenPairs? Leading(ComputeDevice device, DenseKernels kernels, DenseMatrix<double> symmetric, int leading, ulong seed)
    {
        int n = symmetric.Rows;
        using SymmetricReduction reduction = SymmetricReduction.Of(device, kernels, symmetric);
        (double[] diagonal, double[] off) = (reduction.Diagonal, reduction.OffDiagonal);
        List<TridiagonalBlock> blocks = TridiagonalBlock.Split(diagonal, off);
        (int Block, double Value)[] wanted = Values(device, diagonal, off, blocks, leading);
        // Vectors of a block stand together, falling by eigenvalue, as do the blocks' own pairs in the list.
        int[] order = [.. Enumerable.Range(0, leading).OrderBy(p => wanted[p].Block)];
        int[] firstOf = new int[blocks.Count + 1];
        foreach ((int block, _) in wanted) firstOf[block + 1]++;
        for (int b = 0; b < blocks.Count; b++) firstOf[b + 1] += firstOf[b];
        long stride = Math.Max(8, (n + 7) & ~7);
        using var rows = new AlignedBuffer<double>(leading * stride);
        var found = new bool[blocks.Count];
        device.ForEach(blocks.Count, b =>
        {
            double[] values = [.. order[firstOf[b]..firstOf[b + 1]].Select(p => wanted[p].Value)];
            found[b] = values.Length == 0 || InverseIteration.Find(kernels, blocks[b], diagonal, off, values, rows.Pointer + (firstOf[b] * stride), stride, seed);
        });
        if (found.Contains(false)) return null;
        reduction.TurnBack(rows.Pointer, stride, leading);
        var vectors = new DenseMatrix<double>(n, leading);
        for (int r = 0; r < leading; r++)
        {
            for (int i = 0; i < n; i++) vectors[i, order[r]] = rows.Pointer[(r * stride) + i];
        }

        Exact.EigenSigns.Fix(vectors);
        return new EigenPairs(Array.ConvertAll(wanted, p => p.Value), vectors);
    }

    /// <summary>The leading eigenvalues of all blocks and where they are from; of equals, those of earlier blocks first.</summary>
    private static (int Block, double Value)[] Values(ComputeDevice device, double[] diagonal, double[] off, List<TridiagonalBlock> blocks, int leading)
    {
        var tasks = new List<(int Block, int From)>();
        var found = new double[blocks.Count][];
        for (int b = 0; b < blocks.Count; b++)
        {
            found[b] = new double[Math.Min(leading, blocks[b].Size)];
            for (int from = 0; from < found[b].Length; from += SturmBisection.Together) tasks.Add((b, from));
        }

        device.ForEach(tasks.Count, t =>
        {
            (int b, int from) = tasks[t];
            int count = Math.Min(SturmBisection.Together, found[b].Length - from);
            SturmBisection.Find(diagonal, off, blocks[b], from, count, found[b].AsSpan(from, count));
        });
        return [.. found.SelectMany((values, b) => values.Select(v => (Block: b, Value: v))).OrderByDescending(p => p.Value).Take(leading)];
    }
}
