using System.Globalization;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;

namespace GpuCqa.Statistics;

/// <summary>Plans a study before there are data: a pure function of its parameters.</summary>
public static class Planner
{
    /// <summary>The plan.</summary>
    /// <exception cref="InvalidParameterException">A parameter is out of its range, or parameters contradict each other.</exception>
    public static PlanResult Plan(PlanParameters given)
    {
        PlanParameters p = Checked(given);
        AssociationDesign association = AssociationPlanner.Of(p);
        bool reaches = p.Blocks.Count > 0 ? association.SmallestP <= p.Alpha / p.Clusters : !double.IsNaN(association.CriticalFamily);
        DesignVerdict verdict = !reaches ? DesignVerdict.CannotPass
            : p.Rho is null || p.Blocks.Count > 0 || association.PowerFamily >= p.Power ? DesignVerdict.Adequate
            : association.PowerFamily >= 0.5 ? DesignVerdict.LowPower : DesignVerdict.Weak;
        IReadOnlyList<EquivalenceDesign> equivalence = EquivalencePlanner.Of(p);
        HazardDesign? hazard = HazardDesign.Of(p, association.Lots);
        return new PlanResult
        {
            Parameters = p,
            Association = association,
            AssociationVerdict = verdict,
            Lots = AssociationPlanner.Table(p),
            LotsNeeded = p.Rho is { } rho ? AssociationPlanner.LotsNeeded(rho, p) : null,
            Equivalence = equivalence,
            Hazard = hazard,
            Curves = [.. AssociationPlanner.Curve(p), .. equivalence.Count > 0 ? EquivalencePlanner.Curve(p) : [], .. HazardDesign.Curve(p, association.Lots)],
            Warnings = [.. Warnings(p, association, verdict, equivalence, hazard)],
            Notes = [.. Notes(p, association)],
        };
    }

    private static PlanParameters Checked(PlanParameters p)
    {
        Share("the level", p.Alpha);
        if (p.Alpha >= 0.5) throw new InvalidParameterException(Text($"The level lies between 0 and 0.5; found {p.Alpha}."));
        Share("the power", p.Power);
        if (p.Clusters is < 1 or > 1_000_000) throw new InvalidParameterException($"The family has 1 to 1000000 clusters; found {p.Clusters}.");
        if (p.Rho is { } rho && !(Math.Abs(rho) is > 0 and < 1)) throw new InvalidParameterException(Text($"A correlation that can be planned for lies between -1 and 1 and is not 0; found {rho}."));
        if (p.Margin is { } margin && !(margin is > 0 and <= 10)) throw new InvalidParameterException(Text($"A margin in standard deviations between lots lies above 0 and is at most 10; found {margin}."));
        if (p.QualityRange is { } k && !(k is > 0 and <= 10)) throw new InvalidParameterException(Text($"A quality range is 0 to 10 standard deviations wide; found {k}."));
        foreach ((string name, int value) in new[] { ("pairs", p.Pairs), ("lots before the change", p.Before), ("lots after the change", p.After) })
        {
            if (value is < 0 or > 500) throw new InvalidParameterException($"A plan has 0 to 500 {name}; found {value}.");
        }

        if (!(p.DonorShare is >= 0 and < 1)) throw new InvalidParameterException(Text($"The donor's share of the variance lies in [0, 1); found {p.DonorShare}."));
        if (!(p.Difference is >= -20 and <= 20)) throw new InvalidParameterException(Text($"A true difference is given in standard deviations between lots; found {p.Difference}."));
        if (p.Attributes is < 1 or > 1000) throw new InvalidParameterException($"1 to 1000 attributes have to pass; found {p.Attributes}.");
        if (p.Frequency is { } f && !(f is >= 1e-9 and <= 0.5)) throw new InvalidParameterException(Text($"The frequency of a hazard lies in [1e-9, 0.5]; found {f}."));
        if (p.CellsPerLot is < 1 or > 1_000_000_000_000) throw new InvalidParameterException($"1 to 1000000000000 cells of a lot are loaded; found {p.CellsPerLot}.");
        if (!(p.Efficiency is > 0 and <= 1)) throw new InvalidParameterException(Text($"The efficiency lies above 0 and is at most 1; found {p.Efficiency}."));
        if (p.MinimumCells is < 1 or > 1000) throw new InvalidParameterException($"1 to 1000 cells make a detection; found {p.MinimumCells}.");
        if (!(p.Icc is >= 0 and < 1)) throw new InvalidParameterException(Text($"An intra-class correlation lies in [0, 1); found {p.Icc}."));
        if ((p.Pairs + p.Before + p.After > 0) && p.Margin is null && p.QualityRange is null)
            throw new InvalidParameterException("Lots before and after a change are given, and no margin: equivalence is a difference inside of a margin that was fixed and justified beforehand. Say it in standard deviations between lots; none is assumed.");
        return p with { Rho = p.Rho is { } r ? Math.Abs(r) : null, Lots = p.Groups.Count > 0 ? p.Groups.Sum() : p.Blocks.Count > 0 ? p.Blocks.Sum() : p.Lots };
    }

    private static IEnumerable<string> Warnings(PlanParameters p, AssociationDesign a, DesignVerdict verdict, IReadOnlyList<EquivalenceDesign> equivalence, HazardDesign? hazard)
    {
        if (verdict == DesignVerdict.CannotPass)
            yield return Text($"This design cannot find an association: the smallest p that one of {p.Clusters} clusters can reach is {P(a.SmallestP)}, above {P(p.Alpha / p.Clusters)}, whatever the cells show. Add lots, or fix fewer clusters beforehand.");
        else if (p.Rho is { } rho && verdict != DesignVerdict.Adequate)
            yield return Text($"A true correlation of {rho} is found with a probability of {a.PowerFamily:0.00}, below the {p.Power} that were asked for{(verdict == DesignVerdict.Weak ? ": it is missed more often than it is found" : "")}.");
        foreach (EquivalenceDesign e in equivalence)
        {
            if (e.Verdict == DesignVerdict.CannotPass)
                yield return Text($"This design cannot pass: with {e.Before} lots before and {e.After} after, the interval of Welch's test is at best {e.SmallestHalfWidth:0.000} standard deviations of the lots before wide to either side, and the margin is {p.Margin}. Identical processes are never declared equivalent.");
            else if (e.Verdict == DesignVerdict.CannotFail)
                yield return Text($"This rule hardly stops anything: a process that is shifted by {EquivalencePlanner.RangeShift:0} standard deviations between lots passes the quality range of {p.QualityRange} SD with a probability of {e.PassAtMargin:0.00}.");
            else if (e.Verdict is DesignVerdict.Weak or DesignVerdict.LowPower)
                yield return Text($"Equivalence by {Words(e.Design)} is shown with a probability of {e.PowerAll:0.00}, below the {p.Power} that were asked for{(e.Verdict == DesignVerdict.Weak ? ": equivalent processes fail more often than they pass" : "")}.");
        }

        if (p.Margin is { } margin && margin > 3) yield return Text($"A margin of {margin} standard deviations between lots holds nearly every difference that lots of one process show among themselves: what passes it is not shown to be alike.");
        if (hazard is { Verdict: not DesignVerdict.Adequate })
            yield return Text($"A hazard of frequency {hazard.Frequency:0.##e-0} is seen with a probability of {hazard.InAllLots:0.00}, below 0.95: that none is seen will not show that none is there.");
    }

    private static IEnumerable<string> Notes(PlanParameters p, AssociationDesign a)
    {
        if (p.Blocks.Count > 0) yield return "Within blocks the smallest p is exact; no power is simulated for blocks.";
        else if (!a.Exact) yield return Text($"Critical values of more than {AssociationPlanner.ExactLots} lots are from {AssociationPlanner.DrawnOrders:#,##0} drawn orders (seed {p.Seed}).");
        if (p.Pairs >= 2 && p.After > 0) yield return Text($"The {p.After} lots after the change that were not split are used by the quality range alone; the model of split lots takes lots of the process before.");
        if (p.MarginEstimated && p.Pairs >= 2) yield return "The power of split lots is that of a margin fixed beforehand; a margin estimated from the few lots before adds to its error.";
        if (p.Attributes > 1) yield return Text($"That all {p.Attributes} attributes pass is counted as if they were independent; alike attributes pass together more often.");
    }

    private static string Words(string design) => design switch { "pairs" => "split lots", "pairs and historic" => "split lots with historic lots", "groups" => "two groups of lots", _ => "the " + design };

    private static void Share(string name, double value)
    {
        if (!(value is > 0 and < 1)) throw new InvalidParameterException(Text($"{char.ToUpperInvariant(name[0])}{name[1..]} lies between 0 and 1; found {value}."));
    }

    private static string P(double p) => p >= 0.001 ? Text($"{p:0.####}") : Text($"{p:0.0e-0}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
