using GpuCqa.Core.Randomness;

namespace GpuCqa.Simulation;

/// <summary>Negative binomial counts of one profile: what share of a cell's molecules each gene has.</summary>
/// <remarks>
/// Both ways of drawing are exact. A strongly expressed gene costs less as one gamma-Poisson draw, a weak one as the few bursts it has,
/// so the genes are split by their expected count; the split is a matter of cost alone.
/// </remarks>
internal sealed class ExpressionProfile
{
    private const double StrongCount = 8;
    private readonly BurstSampler weak;
    private readonly int[] strongGenes;
    private readonly double[] strongWeights;
    private readonly double theta;

    /// <summary>Splits the genes and prepares the tables.</summary>
    /// <param name="genes">Columns with a positive weight.</param>
    /// <param name="weights">Weight of each; need not sum to 1.</param>
    /// <param name="theta">Size of the negative binomial.</param>
    /// <param name="typicalLibrary">Molecules of a typical cell, which decides the split.</param>
    public ExpressionProfile(int[] genes, double[] weights, double theta, double typicalLibrary)
    {
        this.theta = theta;
        double total = weights.Sum();
        double[] shares = Array.ConvertAll(weights, w => w / total);
        int[] strong = Enumerable.Range(0, genes.Length).Where(i => shares[i] * typicalLibrary >= StrongCount).ToArray();
        int[] rest = Enumerable.Range(0, genes.Length).Where(i => shares[i] > 0 && !(shares[i] * typicalLibrary >= StrongCount)).ToArray();
        strongGenes = Array.ConvertAll(strong, i => genes[i]);
        strongWeights = Array.ConvertAll(strong, i => shares[i]);
        weak = new BurstSampler(Array.ConvertAll(rest, i => genes[i]), Array.ConvertAll(rest, i => shares[i]), theta);
    }

    /// <summary>Adds one cell's counts: each gene NB(library * share, theta).</summary>
    public void Add(ref Philox random, double library, CountAccumulator counts)
    {
        for (int i = 0; i < strongGenes.Length; i++)
        {
            int count = random.NextNegativeBinomial(library * strongWeights[i], theta);
            if (count > 0) counts.Add(strongGenes[i], count);
        }

        weak.Add(ref random, library, counts);
    }
}
