using GpuCqa.Statistics;

namespace GpuCqa.Pipelines.Scoring;

/// <summary>How what a discovery says of one readout compares with the truth.</summary>
/// <param name="Readout">The readout, and whether a state drives it.</param>
/// <param name="Reaches">Whether the smallest family-wise p of clusters is at most the level.</param>
/// <param name="Best">The association that is ranked first; null when nothing was tested.</param>
/// <param name="Named">Whether the best cluster is more like the hidden state than like any other by the Jaccard index.</param>
/// <param name="Cluster">How well the best cluster is the hidden state; null without a best one.</param>
/// <param name="Finding">The same of all cells that the finding is about; of the cluster where nothing reaches the level.</param>
/// <param name="FractionError">Mean over lots of |share of the finding less the hidden state's true share|; NaN without a best one.</param>
/// <param name="Region">Jaccard index of the region that rises with the readout and the hidden state; NaN where neighbourhoods were not asked for or none passes.</param>
/// <param name="RegionReaches">Whether a neighbourhood passes; false where they were not asked for.</param>
/// <param name="Oracle">The same test, in the same design, on the true shares of all states: the hidden state's.</param>
/// <param name="OracleBest">Whether the oracle ranks the hidden state first.</param>
/// <param name="TrueRho">Spearman correlation over all lots that the model could make, of values that are normal: what an interval should hold.</param>
/// <param name="Matched">The association of the cluster that is most like the hidden state, over all resolutions; chosen by the truth, so that its interval is not one that was selected for being large.</param>
/// <param name="Level">Family-wise level.</param>
public sealed record FindingScore(
    TrueReadout Readout, bool Reaches, Association? Best, bool Named, StateRecovery? Cluster, StateRecovery? Finding, double FractionError, double Region, bool RegionReaches,
    Association Oracle, bool OracleBest, double TrueRho, Association? Matched, double Level)
{
    /// <summary>Whether the oracle's test of the hidden state reaches the level.</summary>
    public bool OracleReaches => Oracle.PFamily <= Level;

    /// <summary>Whether the hidden state was recovered: ranked first, and found.</summary>
    public bool Recovered => Named && Finding is { } f && f.Purity >= SimulationScore.FoundAt && f.Recall >= SimulationScore.FoundAt;

    /// <summary>A claim that is not true: something passes though no state drives the readout, or what passes is not the hidden state.</summary>
    public bool False => (Reaches && !(Readout.Planted && Named)) || (RegionReaches && !Readout.Planted);

    /// <summary>A miss that the oracle would not have had.</summary>
    public bool Missed => Readout.Planted && !Reaches && !RegionReaches && OracleReaches;

    /// <summary>Whether the answer is what the truth says, or as much of it as the true shares show.</summary>
    public bool Right => !False && !Missed;

    /// <summary>Whether the Bonett-Wright interval of <see cref="Matched"/> holds <see cref="TrueRho"/>; null without one.</summary>
    public bool? IntervalCovers => Holds(Matched?.IntervalLow, Matched?.IntervalHigh);

    /// <summary>Whether the exact bootstrap's interval does; null without one.</summary>
    public bool? BootstrapCovers => Holds(Matched?.BootstrapLow, Matched?.BootstrapHigh);

    private bool? Holds(double? low, double? high) =>
        low is null || (double.IsNaN(low.Value) && double.IsNaN(high!.Value)) ? null : !(TrueRho < low) && !(TrueRho > high);
}
