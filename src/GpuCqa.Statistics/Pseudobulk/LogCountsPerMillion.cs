namespace GpuCqa.Statistics;

/// <summary>log2 of counts per million with a prior count in proportion to depth, so that a gene without counts looks the same in deep and shallow libraries.</summary>
/// <param name="Prior">Counts added to each gene.</param>
/// <param name="Depth">Depth after that.</param>
/// <remarks>edgeR's cpm(log = TRUE, prior.count = 2): of a library of the mean depth, 2 counts are added to a gene and 4 to the depth.</remarks>
public readonly record struct LogCountsPerMillion(double Prior, double Depth)
{
    private const double PriorCount = 2;

    /// <summary>The scale of a library.</summary>
    /// <param name="depth">Its depth, times its normalization factor.</param>
    /// <param name="meanDepth">Mean of that over all libraries that are compared.</param>
    public static LogCountsPerMillion Of(double depth, double meanDepth)
    {
        double prior = PriorCount * depth / meanDepth;
        return new LogCountsPerMillion(prior, depth + (2 * prior));
    }

    /// <summary>log2 counts per million of a gene.</summary>
    public double At(double count) => Math.Log2((count + Prior) / Depth * 1e6);
}
