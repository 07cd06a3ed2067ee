namespace GpuCqa.Statistics;

/// <summary>The key marker of a hypothesis, and from where on a cell is high in it. Fixed on the train lots.</summary>
/// <param name="Gene">Gene id.</param>
/// <param name="Name">Gene name.</param>
/// <param name="Threshold">A cell is high when ln(1 + scale x count / total) is above this.</param>
/// <param name="Chosen">"leading" (the cluster's leading marker) or "given".</param>
public sealed record MarkerThreshold(string Gene, string Name, double Threshold, string Chosen)
{
    /// <summary>ln(1 + scale x count / total); 0 of a cell without counts.</summary>
    public static double Normalized(double count, double total, double scale) => total > 0 ? Elementary.Log1P(scale * count / total) : 0;

    /// <summary>Whether a cell is high in the marker; one on the threshold is not.</summary>
    public bool IsHigh(double normalized) => normalized > Threshold;
}
