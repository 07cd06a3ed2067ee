using System.Globalization;

namespace GpuCqa.Statistics;

/// <summary>What a number of hazardous cells seen, none included, still allows in a dose.</summary>
/// <param name="Seen">Hazardous cells seen.</param>
/// <param name="Cells">Cells that were looked at.</param>
/// <param name="Sensitivity">Probability that a hazardous cell which is there is recognized.</param>
/// <param name="Dose">Cells of a dose.</param>
/// <param name="Confidence">Of the bound.</param>
/// <param name="Apparent">Exact upper bound of the share of recognized cells (Clopper-Pearson, one-sided; 1 - (1 - confidence)^(1/n) when none was seen).</param>
/// <param name="Frequency">Upper bound of the true share: apparent over sensitivity, at most 1.</param>
/// <param name="PerDose">Hazardous cells in a dose that the data do not exclude.</param>
public sealed record DoseBound(long Seen, long Cells, double Sensitivity, double Dose, double Confidence, double Apparent, double Frequency, double PerDose)
{
    /// <summary>The bound.</summary>
    public static DoseBound Of(long seen, long cells, double sensitivity, double dose, double confidence = 0.95)
    {
        if (!(sensitivity is > 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(sensitivity), sensitivity, "A sensitivity lies above 0 and at most at 1.");
        if (!(dose > 0 && double.IsFinite(dose))) throw new ArgumentOutOfRangeException(nameof(dose), dose, "A dose has at least one cell.");
        double apparent = seen == 0 && cells > 0 ? -Expm1(Math.Log(1 - confidence) / cells) : ProportionInterval.UpperBound(seen, cells, confidence);
        double frequency = Math.Min(1, apparent / sensitivity);
        return new DoseBound(seen, cells, sensitivity, dose, confidence, apparent, frequency, frequency * dose);
    }

    /// <summary>The sentence that stands beside every "not detected".</summary>
    public string Sentence => Seen == 0
        ? string.Create(CultureInfo.InvariantCulture, $"None seen is not none there: 0 of {Cells:#,##0} cells, at a sensitivity of {Sensitivity:0.###} per cell, leaves up to {PerDose:#,##0.##} hazardous cells in a dose of {Dose:#,##0} ({100 * Confidence:0.##} % confidence).")
        : string.Create(CultureInfo.InvariantCulture, $"{Seen:#,##0} seen of {Cells:#,##0} cells, at a sensitivity of {Sensitivity:0.###} per cell: up to {PerDose:#,##0.##} hazardous cells in a dose of {Dose:#,##0} ({100 * Confidence:0.##} % confidence).");

    private static double Expm1(double x) => Math.Abs(x) < 1e-5 ? x * (1 + (0.5 * x) * (1 + (x / 3))) : Math.Exp(x) - 1;
}
