namespace GpuCqa.Pipelines.Scoring;

/// <summary>A readout of a simulated cohort.</summary>
/// <param name="Name">Column of the cohort sheet.</param>
/// <param name="Correlation">Pearson correlation of its log and the logit of the hidden state's true fraction over all lots that the model could make; 0 = no state drives it.</param>
public sealed record TrueReadout(string Name, double Correlation)
{
    /// <summary>Whether a state drives it.</summary>
    public bool Planted => Correlation != 0;

    /// <summary>Spearman's correlation that goes with it when both are normal: 6/pi asin(r / 2).</summary>
    public double Spearman => 6 / Math.PI * Math.Asin(Correlation / 2);
}
