namespace GpuCqa.Analysis.Refusals;

/// <summary>How much a count of one gene speaks for a program that its cell's class does not have, tabled over counts and expected counts.</summary>
/// <remarks>
/// The gene is negative binomial around its expected count, which differs from lot to lot by a lognormal factor; under a foreign program a small
/// share of all genes is shifted up or down by e to e^3. The score is the log of the mixture's likelihood over the null's (a higher criticism by
/// likelihood: many genes that say a little, or a few that say much), capped so that no single gene decides. Mean and variance under the null are
/// tabled beside it, so that a cell's sum can be brought to mean 0 and variance 1 at its own depth and class. Expected counts are tabled at 8
/// points an octave; genes with an expected count beyond <see cref="Largest"/> say nothing.
/// </remarks>
internal sealed class ProgramOdds
{
    /// <summary>Counts above are read as this.</summary>
    public const int MaxCount = 127;

    /// <summary>Genes with larger expected counts are left out.</summary>
    public const float Largest = 32;

    private const int MantissaShift = 20, LowestBits = (127 - 20) << 3, Points = (20 + 5) << 3;

    // Genes of a foreign program, and by how much they are shifted.
    private const double Share = 0.04, Cap = 4;
    private static readonly double[] Shifts = [0.9, 1.8, 2.8, -1.2], ShiftWeights = [0.3, 0.25, 0.2, 0.25];

    // Gauss-Hermite points and weights of a standard normal.
    private static readonly double[] Normal = [-2.856970013872806, -1.355626179974266, 0, 1.355626179974266, 2.856970013872806], NormalWeights = [0.011257411327720688, 0.2220759220056126, 0.5333333333333333, 0.2220759220056126, 0.011257411327720688];

    private readonly float[] scores = new float[Points * (MaxCount + 1)];
    private readonly float[] means = new float[Points], variances = new float[Points];

    /// <summary>Fills the tables.</summary>
    /// <param name="theta">Size of the negative binomial within a class: variance = mean + mean^2 / theta.</param>
    /// <param name="lotSd">Deviation between lots of the log of a gene's expected count.</param>
    public ProgramOdds(double theta, double lotSd)
    {
        double[] factorials = new double[MaxCount + 1];
        for (int x = 1; x <= MaxCount; x++) factorials[x] = factorials[x - 1] + Math.Log(x);
        double[] rising = new double[MaxCount + 1];
        for (int x = 1; x <= MaxCount; x++) rising[x] = rising[x - 1] + Math.Log(theta + x - 1);
        double Log(int x, double mu) => rising[x] - factorials[x] + (x * Math.Log(mu / (theta + mu))) - (theta * Math.Log(1 + (mu / theta)));
        for (int p = 0; p < Points; p++)
        {
            double mu = BitConverter.Int32BitsToSingle(((p + LowestBits) << MantissaShift) | (1 << (MantissaShift - 1)));
            double mean = 0, square = 0, mass = 0;
            for (int x = 0; x <= MaxCount; x++)
            {
                double none = 0, other = 0;
                for (int i = 0; i < Normal.Length; i++)
                {
                    double lot = mu * Math.Exp(lotSd * Normal[i]);
                    none += NormalWeights[i] * Math.Exp(Log(x, lot));
                    for (int s = 0; s < Shifts.Length; s++) other += NormalWeights[i] * ShiftWeights[s] * Math.Exp(Log(x, lot * Math.Exp(Shifts[s])));
                }

                double score = none > 0 ? Math.Min(Cap, Math.Log(1 - Share + (Share * other / none))) : Cap;
                scores[(p * (MaxCount + 1)) + x] = (float)score;
                mean += none * score;
                square += none * score * score;
                mass += none;
            }

            means[p] = (float)(mean / mass);
            variances[p] = (float)Math.Max(0, (square / mass) - (mean / mass * (mean / mass)));
        }
    }

    /// <summary>Place of an expected count in the tables; negative when it says nothing.</summary>
    public static int Point(float expected)
    {
        if (!(expected < Largest)) return -1;
        return (BitConverter.SingleToInt32Bits(expected) >> MantissaShift) - LowestBits;
    }

    /// <summary>Score of a count of 0 less its mean, and the variance, at a point.</summary>
    public (float Score, float Variance) Zero(int point) => (scores[point * (MaxCount + 1)] - means[point], variances[point]);

    /// <summary>By how much the score of a count is above that of 0.</summary>
    public float AboveZero(int point, float count)
    {
        int row = point * (MaxCount + 1);
        return scores[row + (int)Math.Min(count, MaxCount)] - scores[row];
    }
}
