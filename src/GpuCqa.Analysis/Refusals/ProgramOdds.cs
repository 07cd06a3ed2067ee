using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

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

    // The first point is that of genes which say nothing.
    private readonly float[] above = new float[(Points + 1) * (MaxCount + 1)];
    private readonly double[] zeros = new double[2 * (Points + 1)];

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
            Span<float> row = above.AsSpan((p + 1) * (MaxCount + 1), MaxCount + 1);
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
                row[x] = (float)score;
                mean += none * score;
                square += none * score * score;
                mass += none;
            }

            zeros[2 * (p + 1)] = row[0] - (float)(mean / mass);
            zeros[(2 * (p + 1)) + 1] = (float)Math.Max(0, (square / mass) - (mean / mass * (mean / mass)));
            float zero = row[0];
            for (int x = 0; x <= MaxCount; x++) row[x] -= zero;
        }
    }

    /// <summary>Places of expected counts in the tables; 0 for those that say nothing.</summary>
    /// <param name="expected">Expected counts; a multiple of eight.</param>
    /// <param name="points">Receives as many places.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Places(ReadOnlySpan<float> expected, Span<int> points)
    {
        ref float from = ref MemoryMarshal.GetReference(expected);
        ref int to = ref MemoryMarshal.GetReference(points);
        Vector256<int> lowest = Vector256.Create(LowestBits - 1);
        Vector256<float> largest = Vector256.Create(Largest);
        for (nuint g = 0; g < (nuint)expected.Length; g += (nuint)Vector256<float>.Count)
        {
            Vector256<float> mu = Vector256.LoadUnsafe(ref from, g);
            Vector256<int> place = Vector256.Max(Vector256.ShiftRightArithmetic(mu.AsInt32(), MantissaShift) - lowest, Vector256<int>.Zero);
            (place & Vector256.LessThan(mu, largest).AsInt32()).StoreUnsafe(ref to, g);
        }
    }

    /// <summary>Adds up what counts of 0 say: the scores less their means, and the variances.</summary>
    /// <param name="points">Places; a multiple of four.</param>
    /// <param name="sums">Four pairs to add to: score, variance.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AddZeros(ReadOnlySpan<int> points, Span<Vector128<double>> sums)
    {
        ref double table = ref MemoryMarshal.GetArrayDataReference(zeros);
        ref int point = ref MemoryMarshal.GetReference(points);
        Vector128<double> a = sums[0], b = sums[1], c = sums[2], d = sums[3];
        for (int i = 0; i < points.Length; i += 4)
        {
            a += Vector128.LoadUnsafe(ref table, 2 * (nuint)Unsafe.Add(ref point, i));
            b += Vector128.LoadUnsafe(ref table, 2 * (nuint)Unsafe.Add(ref point, i + 1));
            c += Vector128.LoadUnsafe(ref table, 2 * (nuint)Unsafe.Add(ref point, i + 2));
            d += Vector128.LoadUnsafe(ref table, 2 * (nuint)Unsafe.Add(ref point, i + 3));
        }

        (sums[0], sums[1], sums[2], sums[3]) = (a, b, c, d);
    }

    /// <summary>By how much the score of a count is above that of 0.</summary>
    public float AboveZero(int point, float count) => above[(point * (MaxCount + 1)) + (int)Math.Min(count, MaxCount)];
}
