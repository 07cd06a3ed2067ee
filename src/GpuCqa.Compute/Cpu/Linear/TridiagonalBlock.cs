namespace GpuCqa.Compute.Linear;

/// <summary>A part of a tridiagonal matrix whose couplings all count.</summary>
/// <param name="First">Its first row.</param>
/// <param name="Size">Its rows.</param>
/// <param name="Norm">Largest sum of magnitudes of a row.</param>
internal readonly record struct TridiagonalBlock(int First, int Size, double Norm)
{
    /// <summary>Half the distance from 1 to the next double.</summary>
    public const double Unit = 1.1102230246251565e-16;

    /// <summary>Splits a matrix where a coupling is rounding beside the whole of it; sets such couplings to zero.</summary>
    /// <param name="diagonal">n.</param>
    /// <param name="off">n - 1, changed.</param>
    public static List<TridiagonalBlock> Split(double[] diagonal, double[] off)
    {
        int n = diagonal.Length;
        double norm = 0;
        for (int i = 0; i < n; i++) norm = Math.Max(norm, RowSum(diagonal, off, i));
        for (int i = 0; i < off.Length; i++)
        {
            if (Math.Abs(off[i]) <= Unit * norm) off[i] = 0;
        }

        var blocks = new List<TridiagonalBlock>();
        for (int first = 0; first < n;)
        {
            int last = first;
            while (last < off.Length && off[last] != 0) last++;
            double largest = 0;
            for (int i = first; i <= last; i++) largest = Math.Max(largest, RowSum(diagonal, off, i));
            blocks.Add(new TridiagonalBlock(first, last - first + 1, largest));
            first = last + 1;
        }

        return blocks;
    }

    private static double RowSum(double[] diagonal, double[] off, int row) =>
        Math.Abs(diagonal[row]) + (row > 0 ? Math.Abs(off[row - 1]) : 0) + (row < off.Length ? Math.Abs(off[row]) : 0);
}
