namespace GpuCqa.Statistics;

/// <summary>What was recovered and detected at one spiked frequency.</summary>
/// <param name="Frequency">True frequency.</param>
/// <param name="Runs">Spiked lots.</param>
/// <param name="Spiked">Hazardous cells in them.</param>
/// <param name="Called">Of these, called.</param>
/// <param name="Removed">Of the spiked, removed by the lots' quality control.</param>
/// <param name="Detected">Spiked lots in which more cells were called than the lot's limit.</param>
/// <param name="Theory">Share of them that binomial sampling expects, at each lot's recovered fraction and background.</param>
public sealed record SpikedLevel(double Frequency, int Runs, long Spiked, long Called, long Removed, int Detected, double Theory)
{
    /// <summary>Share of the spiked cells that was called; NaN where none was spiked.</summary>
    public double Recovered => Spiked == 0 ? double.NaN : (double)Called / Spiked;

    /// <summary>Share of the spiked lots in which the hazard was detected.</summary>
    public double DetectedShare => (double)Detected / Runs;
}
