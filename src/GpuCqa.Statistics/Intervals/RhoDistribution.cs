namespace GpuCqa.Statistics;

/// <summary>The exact distribution of rho over weighted multisets, built from integers.</summary>
internal sealed class RhoDistribution
{
    private readonly double[] values;
    private readonly long[] cumulative;
    private readonly double total;

    /// <summary>Collects equal (covariance, sums of squares) first: a few thousand atoms stand for all multisets.</summary>
    public RhoDistribution(LotMultisets multisets, short[] covariance, short[] squaresX, short[] squaresY, RankCorrelation observed)
    {
        int lots = multisets.Lots, largest = lots * (lots * lots - 1) / 3, side = largest + 1, width = 2 * largest + 1;
        int[] rowOf = new int[side * side];
        var rows = new List<long[]> { Array.Empty<long>() };
        var squares = new List<long> { 0 };
        long dropped = 0, all = 0;
        for (int m = 0; m < covariance.Length; m++)
        {
            int x = squaresX[m], y = squaresY[m];
            long weight = multisets.Weights[m];
            all += weight;
            if (x == 0 || y == 0) { dropped += weight; continue; }
            ref int row = ref rowOf[x * side + y];
            if (row == 0)
            {
                row = rows.Count;
                rows.Add(new long[width]);
                squares.Add((long)x * y);
            }

            rows[row][covariance[m] + largest] += weight;
        }

        var atoms = new List<(double Rho, long Weight)>();
        long less = 0, equal = 0;
        double mean = 0, square = 0;
        for (int row = 1; row < rows.Count; row++)
        {
            double root = Math.Sqrt(squares[row]);
            for (int i = 0; i < width; i++)
            {
                long weight = rows[row][i];
                if (weight == 0) continue;
                long c = i - largest;
                int order = (Math.Sign(c) * c * c * (long)observed.Squares).CompareTo(Math.Sign(observed.Covariance) * observed.Covariance * observed.Covariance * squares[row]);
                if (order < 0) less += weight;
                if (order == 0) equal += weight;
                double rho = c / root;
                mean += weight * rho;
                square += weight * rho * rho;
                atoms.Add((Math.Round(rho, 12), weight));
            }
        }

        total = all - dropped;
        Dropped = (double)dropped / all;
        Mean = mean / total;
        StandardDeviation = Math.Sqrt(Math.Max(0, square / total - Mean * Mean));
        Middle = (less + 0.5 * equal) / total;
        values = atoms.Select(a => a.Rho).ToArray();
        cumulative = atoms.Select(a => a.Weight).ToArray();
        Array.Sort(values, cumulative);
        for (int i = 1; i < cumulative.Length; i++) cumulative[i] += cumulative[i - 1];
    }

    /// <summary>Probability of multisets with a constant side.</summary>
    public double Dropped { get; }

    /// <summary>Mean of rho.</summary>
    public double Mean { get; }

    /// <summary>Standard deviation of rho.</summary>
    public double StandardDeviation { get; }

    /// <summary>P(rho* &lt; rho) + P(rho* = rho) / 2, by exact comparison.</summary>
    public double Middle { get; }

    /// <summary>Smallest value whose distribution function reaches a level; NaN for NaN.</summary>
    public double Quantile(double level)
    {
        if (double.IsNaN(level)) return double.NaN;
        double wanted = level * total;
        int low = 0, high = cumulative.Length - 1;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (cumulative[middle] >= wanted) high = middle; else low = middle + 1;
        }

        return values[low];
    }
}
