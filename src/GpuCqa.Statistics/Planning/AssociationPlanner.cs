using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;

namespace GpuCqa.Statistics;

/// <summary>What a design of lots can find of associations, before there are data.</summary>
/// <remarks>
/// Critical values are exact up to <see cref="ExactLots"/> lots (all orders of untied fractions against the design's readout) and from drawn orders above. The family is corrected by
/// Bonferroni, alpha / K: exact where clusters are independent up to a difference of alpha^2, and what maxT betters where they are not. Power is simulated (Gaussian copula).
/// </remarks>
public static class AssociationPlanner
{
    /// <summary>Most lots whose orders are enumerated for a critical value.</summary>
    public const int ExactLots = 12;

    /// <summary>Orders drawn above.</summary>
    public const int DrawnOrders = 200_000;

    /// <summary>Cohorts drawn for the power of the design that was asked about.</summary>
    public const int Cohorts = 20_000;

    private const int CurveCohorts = 2_000, CurveOrders = 50_000, FewestLots = 4, MostLots = 200;
    private const double Largest = 0.995;

    /// <summary>Numbers of lots that the table beside the design shows.</summary>
    public static IReadOnlyList<int> CurveLots { get; } = [4, 5, 6, 7, 8, 9, 10, 11, 12, 15, 20, 25, 30];

    /// <summary>The design that was asked about.</summary>
    /// <exception cref="InvalidParameterException">Groups or blocks do not make a design.</exception>
    public static AssociationDesign Of(PlanParameters parameters) => Of(parameters, Readout(parameters), Cohorts);

    /// <summary>Designs of free lots with a readout that differs between lots.</summary>
    public static IReadOnlyList<AssociationDesign> Table(PlanParameters parameters)
    {
        PlanParameters free = parameters with { Groups = [], Blocks = [] };
        return [.. CurveLots.Select(n => Of(free with { Lots = n }, Untied(n), CurveCohorts))];
    }

    /// <summary>Power against the true correlation.</summary>
    public static IReadOnlyList<PowerPoint> Curve(PlanParameters parameters)
    {
        if (parameters.Blocks.Count > 0) return [];
        double[] readout = Readout(parameters);
        int[] ranks = Ranks(readout);
        CovarianceNull orders = Null(readout, ranks, parameters.Seed, CurveOrders);
        var cohorts = new CorrelatedLots(readout.Length, CurveCohorts, parameters.Seed);
        var points = new List<PowerPoint>();
        foreach ((string curve, double alpha) in new[] { ("alone", parameters.Alpha), ("family", parameters.Alpha / parameters.Clusters) })
        {
            long? critical = orders.Critical(0.5 * alpha);
            for (int i = 0; i <= 19; i++) points.Add(new PowerPoint(curve, i * 0.05, critical is { } c ? cohorts.Power(i * 0.05, ranks, c) : 0));
            points.Add(new PowerPoint(curve, 0.99, critical is { } last ? cohorts.Power(0.99, ranks, last) : 0));
        }

        return points;
    }

    /// <summary>Fewest free lots with which a true correlation is found with the power asked for; null when more than 200 are needed.</summary>
    public static int? LotsNeeded(double rho, PlanParameters parameters)
    {
        bool Enough(int n)
        {
            int[] ranks = Ranks(Untied(n));
            return Null(Untied(n), ranks, parameters.Seed, CurveOrders).Critical(0.5 * parameters.Alpha / parameters.Clusters) is { } critical
                && new CorrelatedLots(n, CurveCohorts, parameters.Seed).Power(rho, ranks, critical) >= parameters.Power;
        }

        int low = FewestLots - 1, high = FewestLots;
        while (!Enough(high))
        {
            low = high;
            if (high >= MostLots) return null;
            high = Math.Min(MostLots, high < 10 ? high + 2 : (int)(1.4 * high));
        }

        while (high - low > 1)
        {
            int middle = (low + high) / 2;
            if (Enough(middle)) high = middle; else low = middle;
        }

        return high;
    }

    private static AssociationDesign Of(PlanParameters parameters, double[] readout, int drawn)
    {
        int n = readout.Length;
        if (parameters.Blocks.Count > 0)
        {
            double orders = 1;
            foreach (int size in parameters.Blocks) orders *= DesignCheck.Orders([.. Enumerable.Repeat(1, size)]);
            return new AssociationDesign(n, orders, Math.Min(1, 2 / orders), true, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);
        }

        int[] ranks = Ranks(readout);
        CovarianceNull distribution = Null(readout, ranks, parameters.Seed, drawn == Cohorts ? DrawnOrders : CurveOrders);
        long? alone = distribution.Critical(0.5 * parameters.Alpha), family = distribution.Critical(0.5 * parameters.Alpha / parameters.Clusters);
        var cohorts = new CorrelatedLots(n, drawn, parameters.Seed);
        double scale = Math.Sqrt(Sum(Ranks(Untied(n))) * Sum(ranks));
        double Rho(long? critical) => critical is { } c ? c / scale : double.NaN;
        double Detectable(long? critical) => critical is { } c ? Smallest(cohorts, ranks, c, parameters.Power) : double.NaN;
        double At(long? critical) => parameters.Rho is not { } rho ? double.NaN : critical is { } c ? cohorts.Power(rho, ranks, c) : 0;
        // Fractions differ between lots, so that the opposite order counts as well, whatever ties the readout has.
        double orderings = DesignCheck.Orders(Midranks.TieSizes(readout));
        return new AssociationDesign(n, orderings, Math.Min(1, 2 / orderings), distribution.IsExact, Rho(alone), Rho(family), Detectable(alone), Detectable(family), At(alone), At(family));
    }

    private static double Smallest(CorrelatedLots cohorts, int[] ranks, long critical, double power)
    {
        if (cohorts.Power(Largest, ranks, critical) < power) return double.NaN;
        double low = 0, high = Largest;
        for (int i = 0; i < 8; i++)
        {
            double middle = 0.5 * (low + high);
            if (cohorts.Power(middle, ranks, critical) >= power) high = middle; else low = middle;
        }

        return high;
    }

    private static CovarianceNull Null(double[] readout, int[] ranks, ulong seed, int drawn) =>
        CovarianceNull.Of(Ranks(Untied(readout.Length)), ranks, drawn, seed, ranks.Distinct().Count() == 2 ? Math.Max(ExactLots, SpearmanNull.MaximumLots) : ExactLots);

    private static double[] Readout(PlanParameters parameters)
    {
        if (parameters.Groups.Count > 0 && parameters.Blocks.Count > 0) throw new InvalidParameterException("A design has groups of lots or blocks of lots; to plan groups within blocks say the blocks.");
        if (parameters.Groups.Count is not (0 or 2) || parameters.Groups.Any(g => g < 1)) throw new InvalidParameterException("A readout with two values makes two groups of lots, each of at least one.");
        if (parameters.Blocks.Any(b => b < 1)) throw new InvalidParameterException("Every block has at least one lot.");
        double[] readout = parameters.Groups.Count > 0 ? [.. Enumerable.Repeat(0.0, parameters.Groups[0]), .. Enumerable.Repeat(1.0, parameters.Groups[1])] : Untied(parameters.Blocks.Count > 0 ? parameters.Blocks.Sum() : parameters.Lots);
        if (readout.Length is < FewestLots or > MostLots) throw new InvalidParameterException($"A design has {FewestLots} to {MostLots} lots; found {readout.Length}.");
        return readout;
    }

    private static double[] Untied(int lots) => [.. Enumerable.Range(0, lots).Select(i => (double)i)];

    private static double Sum(int[] ranks) => ranks.Sum(r => (double)r * r);

    private static int[] Ranks(double[] values) => Midranks.Centered(values);
}
