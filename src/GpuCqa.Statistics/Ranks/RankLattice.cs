namespace GpuCqa.Statistics;

/// <summary>Ranks in the smallest whole numbers: value = origin + step x number, sorted ascending from 0.</summary>
/// <param name="Origin">The smallest rank.</param>
/// <param name="Step">Greatest common divisor of the differences.</param>
/// <param name="Values">The numbers, ascending; the first is 0.</param>
internal readonly record struct RankLattice(int Origin, int Step, int[] Values)
{
    /// <summary>Reduces ranks of which at least two differ.</summary>
    public static RankLattice Of(ReadOnlySpan<int> ranks)
    {
        int[] sorted = ranks.ToArray();
        Array.Sort(sorted);
        int origin = sorted[0], step = 0;
        foreach (int rank in sorted) step = GreatestCommonDivisor(rank - origin, step);
        for (int i = 0; i < sorted.Length; i++) sorted[i] = (sorted[i] - origin) / step;
        return new RankLattice(origin, step, sorted);
    }

    private static int GreatestCommonDivisor(int a, int b)
    {
        while (b != 0) (a, b) = (b, a % b);
        return a;
    }
}
