using System.Numerics;

namespace GpuCqa.Statistics;

/// <summary>A weighted mean of the sets' rho, tested over all orders of the lots within each set. No lot is ever compared with one of another set.</summary>
public sealed record StratifiedRho
{
    /// <summary>The sets.</summary>
    public required IReadOnlyList<string> Sets { get; init; }

    /// <summary>Lots of each set.</summary>
    public required int[] Lots { get; init; }

    /// <summary>Rho of each set.</summary>
    public required double[] Rho { get; init; }

    /// <summary>Weight of each set, its lots less one.</summary>
    public int[] Weights => Array.ConvertAll(Lots, n => n - 1);

    /// <summary>sum (n - 1) rho / sum (n - 1).</summary>
    public required double Combined { get; init; }

    /// <summary>Whether every order is counted; otherwise orders were drawn and p = (count + 1) / (drawn + 1).</summary>
    public required bool IsExact { get; init; }

    /// <summary>Orders counted, the product of n! over sets, or drawn; 0 without a set.</summary>
    public required BigInteger Orders { get; init; }

    /// <summary>Orders at least as extreme in the direction of the test.</summary>
    public required BigInteger CountAsExtreme { get; init; }

    /// <summary>Orders that give the largest value that the ties allow.</summary>
    public required BigInteger CountLargest { get; init; }

    /// <summary>One-sided p in the direction of the test; NaN without a set.</summary>
    public double P => Probability(CountAsExtreme);

    /// <summary>Smallest p that these lots and ties allow.</summary>
    public double SmallestP => Probability(CountLargest);

    private double Probability(BigInteger count) => Orders.IsZero ? double.NaN : ExactRatio.Of(IsExact ? count : count + 1, IsExact ? Orders : Orders + 1);
}
