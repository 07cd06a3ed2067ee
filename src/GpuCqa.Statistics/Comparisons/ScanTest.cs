namespace GpuCqa.Statistics;

/// <summary>A distance of the cells before and after, tested by exchanging lots.</summary>
/// <param name="Distance">"energy", "mmd", "sliced_wasserstein" or "places".</param>
/// <param name="Statistic">Its value.</param>
/// <param name="P">p of exchanging lots.</param>
public sealed record ScanTest(string Distance, double Statistic, double P);
