namespace GpuCqa.Analysis.References;

/// <summary>Brings the distance in the embedding and the strangeness over all genes to one scale: 0 = the median of left-out cells, 1 = their 99th percentile.</summary>
/// <param name="Distance">Median distance of left-out cells.</param>
/// <param name="DistanceSpread">99th percentile less median.</param>
/// <param name="Strangeness">Median strangeness; NaN where there is none.</param>
/// <param name="StrangenessSpread">99th percentile less median.</param>
public sealed record DistanceScale(double Distance, double DistanceSpread, double Strangeness, double StrangenessSpread)
{
    /// <summary>Leaves distances as the method measured them: what is used where no lot could be left out.</summary>
    public static DistanceScale Raw { get; } = new(0, 1, double.NaN, 1);

    /// <summary>The larger of the two on their common scale.</summary>
    public double Of(double distance, double strangeness)
    {
        double near = (distance - Distance) / DistanceSpread, like = (strangeness - Strangeness) / StrangenessSpread;
        return double.IsNaN(like) ? near : Math.Max(near, like);
    }
}
