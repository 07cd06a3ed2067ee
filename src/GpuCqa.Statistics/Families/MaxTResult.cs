namespace GpuCqa.Statistics;

/// <summary>A family tested jointly.</summary>
public sealed class MaxTResult
{
    private readonly int fractions;

    internal MaxTResult(MaxTHypothesis[] hypotheses, int fractions, int lots, bool exact, long orders, ulong seed)
    {
        Hypotheses = hypotheses;
        this.fractions = fractions;
        Lots = lots;
        IsExact = exact;
        Orders = orders;
        Seed = seed;
    }

    /// <summary>Every hypothesis, estimable or not: readout by readout, fractions in the order given.</summary>
    public IReadOnlyList<MaxTHypothesis> Hypotheses { get; }

    /// <summary>Number of lots, the only sample size there is.</summary>
    public int Lots { get; }

    /// <summary>Whether all orders of the lots were evaluated.</summary>
    public bool IsExact { get; }

    /// <summary>Orders evaluated: all distinct ones, n! / prod(t!) over the lots that tie in every readout, or the number drawn.</summary>
    public long Orders { get; }

    /// <summary>Seed of the drawn permutations; 0 when exact.</summary>
    public ulong Seed { get; }

    /// <summary>Number of hypotheses that the correction is over.</summary>
    public int FamilySize => Hypotheses.Count(h => h.Status == EstimateStatus.Estimated);

    /// <summary>One hypothesis.</summary>
    public MaxTHypothesis At(int fraction, int readout) => Hypotheses[readout * fractions + fraction];

    /// <summary>Half the width of the 99 % Monte Carlo interval of a p-value, 2.576 sqrt(p (1 - p) / m); 0 when exact.</summary>
    public double MonteCarloError(double p) => IsExact ? 0 : 2.576 * Math.Sqrt(p * (1 - p) / Orders);
}
