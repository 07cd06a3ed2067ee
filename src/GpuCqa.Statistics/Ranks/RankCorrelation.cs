using System.Numerics;

namespace GpuCqa.Statistics;

/// <summary>Spearman's rho held as integers: covariance and sums of squares of centred doubled midranks.</summary>
/// <param name="Covariance">Sum of products, n(n^2-1)/3 at most.</param>
/// <param name="SquaresX">Sum of squares of the first side; 0 when it is constant.</param>
/// <param name="SquaresY">Sum of squares of the second side.</param>
public readonly record struct RankCorrelation(long Covariance, long SquaresX, long SquaresY)
{
    /// <summary>Whether both sides vary.</summary>
    public EstimateStatus Status => SquaresX > 0 && SquaresY > 0 ? EstimateStatus.Estimated : EstimateStatus.NotEstimable;

    /// <summary>Product of the sums of squares: hypotheses with one value are compared by covariance alone.</summary>
    public Int128 Squares => (Int128)SquaresX * SquaresY;

    /// <summary>The correlation, in [-1, 1]; NaN when not estimable.</summary>
    public double Rho => Status == EstimateStatus.NotEstimable ? double.NaN : Covariance / Math.Sqrt((double)SquaresX * SquaresY);

    /// <summary>True when |rho| is exactly 1.</summary>
    public bool IsPerfect => Status == EstimateStatus.Estimated && (Int128)Covariance * Covariance == Squares;

    /// <summary>The correlation of two vectors of centred doubled midranks.</summary>
    public static RankCorrelation Of(ReadOnlySpan<int> x, ReadOnlySpan<int> y)
    {
        long xy = 0, xx = 0, yy = 0;
        for (int i = 0; i < x.Length; i++)
        {
            xy += (long)x[i] * y[i];
            xx += (long)x[i] * x[i];
            yy += (long)y[i] * y[i];
        }

        return new RankCorrelation(xy, xx, yy);
    }

    /// <summary>Sign of |rho| - |other rho|, without rounding.</summary>
    public int CompareSize(RankCorrelation other)
    {
        if (!FitsWith(other.Squares) || !other.FitsWith(Squares))
        {
            BigInteger large = (BigInteger)Covariance * Covariance * (BigInteger)other.Squares;
            return large.CompareTo((BigInteger)other.Covariance * other.Covariance * (BigInteger)Squares);
        }

        Int128 left = (Int128)Covariance * Covariance * other.Squares;
        Int128 right = (Int128)other.Covariance * other.Covariance * Squares;
        return left.CompareTo(right);
    }

    /// <summary>Whether the square of the covariance times another product of sums of squares, n^12 / 81 at most, is far from leaving 128 bits: up to some 2,000 lots.</summary>
    internal bool FitsWith(Int128 squares) => (double)Covariance * Covariance * (double)squares < 1e38;
}
