using GpuCqa.Core.Randomness;

namespace GpuCqa.Simulation;

/// <summary>Negative binomial counts of many weakly expressed genes at a cost that grows with the molecules, not with the genes. Exact.</summary>
/// <remarks>
/// NB(mu, theta) is a Poisson number of bursts, rate theta ln(1 + mu / theta), whose sizes are logarithmic with p = mu / (mu + theta)
/// (Quenouille, Biometrics 1949). Independent Poissons over genes are one Poisson over all bursts, split by weight. As
/// theta ln(1 + x) &lt;= theta x with x = mu / theta, bursts are proposed at rate mu, which is the library times a fixed weight, and thinned
/// by ln(1 + x) / x. Thinning and size share one uniform: size s has probability (1 / (1 + x)) p^(s - 1) / s, the rest is rejected, so
/// most proposals need no logarithm.
/// </remarks>
internal sealed class BurstSampler
{
    private readonly AliasTable? table;
    private readonly Entry[] entries;

    /// <summary>Prepares the genes of one profile.</summary>
    /// <param name="genes">Columns.</param>
    /// <param name="weights">Share of each gene among the molecules.</param>
    /// <param name="theta">Size of the negative binomial.</param>
    public BurstSampler(int[] genes, double[] weights, double theta)
    {
        entries = genes.Zip(weights, (gene, weight) => new Entry(weight / theta, gene)).ToArray();
        table = weights.Sum() > 0 ? new AliasTable(weights) : null;
    }

    /// <summary>Adds one cell's counts.</summary>
    /// <param name="random">The cell's stream.</param>
    /// <param name="library">Expected molecules per unit of weight.</param>
    /// <param name="counts">Receives the counts.</param>
    public void Add(ref Philox random, double library, CountAccumulator counts)
    {
        if (table is null) return;
        int proposals = random.NextPoisson(library * table.Total);
        for (int i = 0; i < proposals; i++)
        {
            ref readonly Entry entry = ref entries[table.Next(ref random)];
            double x = library * entry.WeightOverTheta;
            double u = random.NextUInt32() * (1.0 / 4294967296.0);
            if (u * (1 + x) < 1) counts.Add(entry.Gene, 1);
            else if (LargerSize(u, x) is > 0 and int size) counts.Add(entry.Gene, size);
        }
    }

    /// <summary>Size of a burst of at least two molecules, or 0 when the proposal is rejected.</summary>
    private static int LargerSize(double u, double x)
    {
        if (u * x >= Math.Log(1 + x)) return 0;
        double p = x / (1 + x);
        double power = 1 / (1 + x);
        double sum = power;
        int size = 1;
        while (u >= sum && power > 1e-18)
        {
            size++;
            power *= p;
            sum += power / size;
        }

        return size;
    }

    private readonly record struct Entry(double WeightOverTheta, int Gene);
}
