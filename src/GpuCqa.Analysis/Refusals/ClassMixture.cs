using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace GpuCqa.Analysis.Refusals;

/// <summary>The few classes that explain a cell: a mixture whose molecules are drawn by share, fitted by expectation and maximization.</summary>
/// <remarks>
/// Shares of the cell's genes are brought together class by class, so that every round runs over contiguous numbers: O(genes with counts x classes). Eight lanes on every
/// machine, added in one order, so that no bit depends on the hardware. Not for two threads at once: it keeps its scratch memory.
/// </remarks>
/// <param name="profiles">Classes.</param>
internal sealed class ClassMixture(ClassProfiles profiles)
{
    private const int Rounds = 8, MostParts = 3, Lanes = 8, Unroll = 4, Step = Lanes * Unroll;
    private const double SmallestPart = 0.03;
    private readonly float[] weights = new float[profiles.Classes], lanes = new float[profiles.Classes * Lanes];
    private readonly double[] next = new double[profiles.Classes];
    private float[] shares = [], padded = [];

    /// <summary>Weights of the classes in the last cell fitted; they sum to 1.</summary>
    public double[] Weights { get; } = new double[profiles.Classes];

    /// <summary>Fits a cell.</summary>
    /// <param name="genes">Genes with counts, at least one.</param>
    /// <param name="counts">Their counts.</param>
    public void Fit(ReadOnlySpan<int> genes, ReadOnlySpan<float> counts)
    {
        int classes = profiles.Classes, stride = (genes.Length + Step - 1) / Step * Step;
        // An odd number of steps, so that the rows of the classes do not all fall into the same lines of the cache.
        if (stride / Step % 2 == 0) stride += Step;
        if (padded.Length < stride) (padded, shares) = (new float[stride], new float[stride * classes]);
        counts.CopyTo(padded);
        padded.AsSpan(counts.Length, stride - counts.Length).Clear();
        Gather(genes, stride);
        Array.Fill(weights, 1f / classes);
        for (int round = 0; round < Rounds; round++)
        {
            Accumulate(shares, padded, weights, lanes, stride);
            double all = 0;
            for (int k = 0; k < classes; k++)
            {
                ReadOnlySpan<float> l = lanes.AsSpan(k * Lanes, Lanes);
                next[k] = weights[k] * (((double)l[0] + l[4] + ((double)l[2] + l[6])) + ((double)l[1] + l[5] + ((double)l[3] + l[7])));
                all += next[k];
            }

            for (int k = 0; k < classes; k++)
            {
                Weights[k] = next[k] / all;
                weights[k] = (float)Weights[k];
            }
        }

        KeepLargest();
    }

    private void Gather(ReadOnlySpan<int> genes, int stride)
    {
        int classes = profiles.Classes;
        for (int e = 0; e < genes.Length; e++)
        {
            ReadOnlySpan<float> of = profiles.ByGene.AsSpan(genes[e] * classes, classes);
            for (int k = 0; k < of.Length; k++) shares[(k * stride) + e] = of[k];
        }

        // No count, so that they add nothing, whatever share they have.
        for (int k = 0; k < classes; k++) shares.AsSpan((k * stride) + genes.Length, stride - genes.Length).Fill(1);
    }

    /// <summary>Per class, in lanes: sum over genes of share times count over the share in the mixture.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Accumulate(float[] shares, float[] counts, float[] weights, float[] lanes, int stride)
    {
        ref float s = ref MemoryMarshal.GetArrayDataReference(shares), c = ref MemoryMarshal.GetArrayDataReference(counts);
        ref float sums = ref MemoryMarshal.GetArrayDataReference(lanes);
        Array.Clear(lanes);
        for (int e = 0; e < stride; e += Step)
        {
            Vector256<float> m0 = Vector256<float>.Zero, m1 = m0, m2 = m0, m3 = m0;
            for (int k = 0; k < weights.Length; k++)
            {
                Vector256<float> w = Vector256.Create(weights[k]);
                ref float row = ref Unsafe.Add(ref s, (k * stride) + e);
                m0 += w * Vector256.LoadUnsafe(ref row);
                m1 += w * Vector256.LoadUnsafe(ref row, Lanes);
                m2 += w * Vector256.LoadUnsafe(ref row, 2 * Lanes);
                m3 += w * Vector256.LoadUnsafe(ref row, 3 * Lanes);
            }

            ref float count = ref Unsafe.Add(ref c, e);
            m0 = Vector256.LoadUnsafe(ref count) / m0;
            m1 = Vector256.LoadUnsafe(ref count, Lanes) / m1;
            m2 = Vector256.LoadUnsafe(ref count, 2 * Lanes) / m2;
            m3 = Vector256.LoadUnsafe(ref count, 3 * Lanes) / m3;
            for (int k = 0; k < weights.Length; k++)
            {
                ref float row = ref Unsafe.Add(ref s, (k * stride) + e);
                ref float sum = ref Unsafe.Add(ref sums, k * Lanes);
                Vector256<float> part = (Vector256.LoadUnsafe(ref row) * m0) + (Vector256.LoadUnsafe(ref row, Lanes) * m1);
                part += (Vector256.LoadUnsafe(ref row, 2 * Lanes) * m2) + (Vector256.LoadUnsafe(ref row, 3 * Lanes) * m3);
                (Vector256.LoadUnsafe(ref sum) + part).StoreUnsafe(ref sum);
            }
        }
    }

    private void KeepLargest()
    {
        double limit = SmallestPart;
        if (Weights.Length > MostParts)
        {
            Weights.CopyTo(next, 0);
            Array.Sort(next);
            limit = Math.Max(limit, next[^MostParts]);
        }

        double sum = 0;
        foreach (double w in Weights)
            if (w >= limit) sum += w;
        for (int k = 0; k < Weights.Length; k++) Weights[k] = Weights[k] >= limit ? Weights[k] / sum : 0;
    }
}
