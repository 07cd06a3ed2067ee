namespace GpuCqa.Statistics;

/// <summary>One siRNA over all lots.</summary>
/// <param name="Gene">Target.</param>
/// <param name="Sirna">Reagent.</param>
/// <param name="Lots">Lots.</param>
/// <param name="LogRatio">Mean logarithm of the readout over the control's.</param>
/// <param name="LogViability">The same of the viability.</param>
/// <param name="Knockdown">Mean knock-down in percent; NaN where it was not measured.</param>
/// <param name="Achieved">Whether the knock-down is large enough.</param>
/// <param name="Agrees">Whether it moves the readout the gene's way, by half of the gene's effect at least.</param>
public sealed record SirnaEffect(string Gene, string Sirna, int Lots, double LogRatio, double LogViability, double Knockdown, bool Achieved, bool Agrees)
{
    /// <summary>Share of the gene's effect that an siRNA must have to agree.</summary>
    public const double LeastShare = 0.5;
}
