using GpuCqa.Core.Parameters;

namespace GpuCqa.Statistics;

/// <summary>What it takes to see a hazard of some frequency.</summary>
/// <param name="Frequency">True share of hazardous cells.</param>
/// <param name="Least">Cells that make a detection.</param>
/// <param name="EffectivePerLot">Cells of a lot that are captured, kept and recognized: loaded x efficiency.</param>
/// <param name="CellsInOneLot">Cells to load of one lot so that its hazard is seen with 95 %, were the lot's share the frequency.</param>
/// <param name="InOneLot">Probability to see it in one lot as planned, were the lot's share the frequency.</param>
/// <param name="LimitOneLot">Share that one lot as planned shows with 95 %.</param>
/// <param name="InOneLotOfProcess">Probability to see it in one lot as planned where lots vary.</param>
/// <param name="InAllLots">Probability to see it in any of the planned lots where lots vary.</param>
/// <param name="LimitAllLots">Share of the process that the planned lots show with 95 %.</param>
/// <param name="LotsNeeded">Lots as planned with which it is seen with 95 % where lots vary; null when 10,000 are not enough.</param>
/// <param name="Verdict">What the design can do.</param>
public sealed record HazardDesign(
    double Frequency, int Least, long EffectivePerLot, long? CellsInOneLot, double InOneLot, double LimitOneLot, double InOneLotOfProcess, double InAllLots, double LimitAllLots, int? LotsNeeded, DesignVerdict Verdict)
{
    /// <summary>Probability with which a hazard has to be seen.</summary>
    public const double Asked = 0.95;

    /// <summary>The design, or null when no frequency was asked about.</summary>
    /// <param name="p">The plan.</param>
    /// <param name="lots">Lots that are looked at.</param>
    public static HazardDesign? Of(PlanParameters p, int lots)
    {
        if (p.Frequency is not { } f) return null;
        long effective = (long)Math.Floor((p.CellsPerLot * p.Efficiency) + 1e-9);
        int m = p.MinimumCells;
        double all = HazardDetection.InLots(f, effective, lots, m, p.Icc);
        long? needed = HazardDetection.CellsNeeded(f, m, Asked);
        return new HazardDesign(
            f, m, effective, needed is { } n ? (long)Math.Ceiling(n / p.Efficiency - 1e-9) : null, HazardDetection.Probability(f, effective, m), HazardDetection.Limit(effective, m), HazardDetection.Probability(f, effective, m, p.Icc), all,
            HazardDetection.Limit(effective, m, Asked, p.Icc, lots), HazardDetection.LotsNeeded(f, effective, m, Asked, p.Icc), all >= Asked ? DesignVerdict.Adequate : all >= 0.5 ? DesignVerdict.LowPower : DesignVerdict.Weak);
    }

    /// <summary>Probability to see the hazard against its frequency, in one lot and in all.</summary>
    public static IReadOnlyList<PowerPoint> Curve(PlanParameters p, int lots)
    {
        if (p.Frequency is null) return [];
        long effective = (long)Math.Floor((p.CellsPerLot * p.Efficiency) + 1e-9);
        var points = new List<PowerPoint>();
        foreach ((string curve, int count, double icc) in new[] { ("one lot", 1, 0.0), ("one lot of the process", 1, p.Icc), ("all lots of the process", lots, p.Icc) })
        {
            for (int i = 0; i <= 40; i++)
            {
                double f = Math.Pow(10, -6 + (0.1 * i));
                points.Add(new PowerPoint(curve, f, HazardDetection.InLots(f, effective, count, p.MinimumCells, icc)));
            }
        }

        return points;
    }
}
