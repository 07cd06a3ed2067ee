namespace GpuCqa.Statistics;

/// <summary>The true share behind what an imperfect classifier calls (Rogan and Gladen 1978), with the interval of Lang and Reiczigel (2014), which counts the validation's errors too.</summary>
/// <param name="Apparent">Share that was called.</param>
/// <param name="Youden">Sensitivity + specificity - 1.</param>
/// <param name="Raw">(apparent + specificity - 1) / Youden, which may be negative.</param>
/// <param name="Estimate">Within [0, 1].</param>
/// <param name="ErrorKnown">Standard error, sensitivity and specificity taken as known.</param>
/// <param name="ErrorValidated">Standard error with the validation's own; NaN without the sizes of the validation.</param>
/// <param name="Interval">Lang and Reiczigel's; undefined without the sizes of the validation.</param>
/// <param name="Center">Centre of the interval.</param>
/// <param name="Shift">Its small-sample shift.</param>
/// <param name="BelowBackground">Fewer were called than harmless cells alone would give.</param>
public sealed record RoganGladen(double Apparent, double Youden, double Raw, double Estimate, double ErrorKnown, double ErrorValidated, Interval Interval, double Center, double Shift, bool BelowBackground)
{
    /// <summary>The estimate.</summary>
    /// <param name="called">Cells that were called.</param>
    /// <param name="cells">Cells classified.</param>
    /// <param name="sensitivity">Share of hazardous cells of the validation that were called.</param>
    /// <param name="specificity">Share of harmless cells of the validation that were not called.</param>
    /// <param name="positives">Hazardous cells of the validation; 0 = not known.</param>
    /// <param name="negatives">Harmless cells of the validation; 0 = not known.</param>
    /// <param name="confidence">Of the interval.</param>
    /// <exception cref="ArgumentOutOfRangeException">Counts are no counts, or the classifier is no better than chance.</exception>
    public static RoganGladen Of(long called, long cells, double sensitivity, double specificity, long positives = 0, long negatives = 0, double confidence = 0.95)
    {
        if (cells < 1 || called < 0 || called > cells) throw new ArgumentOutOfRangeException(nameof(called), called, $"Of {cells} cells 0 to {cells} are called.");
        double youden = sensitivity + specificity - 1;
        if (!(sensitivity is > 0 and <= 1 && specificity is > 0 and <= 1 && youden > 0)) throw new ArgumentOutOfRangeException(nameof(sensitivity), sensitivity, "Sensitivity and specificity lie in (0, 1] and sum to more than 1.");
        double apparent = (double)called / cells, raw = (apparent + specificity - 1) / youden, estimate = Math.Clamp(raw, 0, 1);
        double known = Math.Sqrt(apparent * (1 - apparent) / cells) / youden;
        double validated = double.NaN, center = double.NaN, shift = double.NaN;
        Interval interval = Interval.Undefined;
        if (positives > 0 && negatives > 0)
        {
            double varianceSe = sensitivity * (1 - sensitivity) / positives, varianceSp = specificity * (1 - specificity) / negatives;
            validated = Math.Sqrt((apparent * (1 - apparent) / cells) + (raw * raw * varianceSe) + ((1 - raw) * (1 - raw) * varianceSp)) / youden;
            // Lang and Reiczigel (2014): adjusted counts, then a Wald interval around a shifted centre.
            double z = Interval.Quantile(confidence), z2 = z * z;
            double n = cells + z2, p = ((cells * apparent) + (z2 / 2)) / n;
            double nSe = positives + 2, se = ((positives * sensitivity) + 1) / nSe, nSp = negatives + 2, sp = ((negatives * specificity) + 1) / nSp;
            double j = se + sp - 1;
            center = (p + sp - 1) / j;
            double variance = ((p * (1 - p) / n) + (center * center * se * (1 - se) / nSe) + ((1 - center) * (1 - center) * sp * (1 - sp) / nSp)) / (j * j);
            shift = 2 * z2 * ((center * se * (1 - se) / nSe) - ((1 - center) * sp * (1 - sp) / nSp));
            double half = z * Math.Sqrt(variance);
            interval = new Interval(Math.Clamp(center + shift - half, 0, 1), Math.Clamp(center + shift + half, 0, 1));
        }

        return new RoganGladen(apparent, youden, raw, estimate, known, validated, interval, center, shift, raw < 0);
    }
}
