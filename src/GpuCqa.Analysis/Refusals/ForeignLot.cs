using GpuCqa.Analysis.References;
using GpuCqa.Statistics;

namespace GpuCqa.Analysis.Refusals;

/// <summary>Whether a whole lot is unlike the train lots.</summary>
/// <remarks>
/// Two signs. So many cells refused that most of the lot is not in the reference; or a median distance, a median strangeness or a shift of its genes (<see cref="LotShift"/>) beyond the predictive
/// limit of one more lot (Student, from the train lots when each was left out): all cells moved a little, each within its own limit.
/// </remarks>
internal static class ForeignLot
{
    /// <summary>Share of cells beyond which a lot is foreign however the train lots looked.</summary>
    public const double MostRefused = 0.5;

    /// <summary>Chance at which a lot like the train lots is called foreign, for each of the three measures.</summary>
    public const double Chance = 0.0025;

    /// <summary>Lots that a predictive limit needs.</summary>
    public const int FewestLots = Calibrator.ComfortableLots;

    /// <summary>Why the lot is foreign, or null.</summary>
    public static ForeignReason? Reason(Calibration calibration, double refused, double distance, double strangeness, double shift)
    {
        if (refused > MostRefused) return new ForeignReason(ForeignSign.Refused, refused, MostRefused);
        if (Limit(calibration.Lots, l => l.MedianDistance, calibration.Scale.DistanceSpread) is { } far && distance > far) return new ForeignReason(ForeignSign.Distance, distance, far);
        if (Limit(calibration.Lots, l => l.MedianStrangeness, calibration.Scale.StrangenessSpread) is { } strange && strangeness > strange) return new ForeignReason(ForeignSign.Strangeness, strangeness, strange);
        if (Limit(calibration.Lots, l => l.Shift, 0.2) is { } moved && shift > moved) return new ForeignReason(ForeignSign.Shift, shift, moved);
        return null;
    }

    // Lots that happen to be all alike must not make the limit a hair's breadth: at least a twentieth of the spread between cells, or 0.01 of a log shift.
    private static double? Limit(IReadOnlyList<LeftOutLot> lots, Func<LeftOutLot, double> median, double cellSpread)
    {
        double[] values = [.. lots.Select(median).Where(double.IsFinite)];
        if (values.Length < FewestLots) return null;
        double mean = values.Average(), sd = Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1));
        sd = Math.Max(sd, 0.05 * cellSpread);
        return mean + (StudentDistribution.Quantile(1 - Chance, values.Length - 1) * sd * Math.Sqrt(1 + (1.0 / values.Length)));
    }
}
