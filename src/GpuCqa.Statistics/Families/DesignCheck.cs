using System.Globalization;
using GpuCqa.Compute;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;

namespace GpuCqa.Statistics;

/// <summary>What a number of lots and the ties of their readouts can show at best, before any cell is read.</summary>
public static class DesignCheck
{
    /// <summary>Fewest lots that are accepted.</summary>
    public const int MinimumLots = 4;

    /// <summary>States the design.</summary>
    /// <param name="names">Names of the readouts.</param>
    /// <param name="readouts">One vector per readout, one value per lot.</param>
    /// <param name="alpha">Level that is asked for.</param>
    /// <param name="options">Exactness and number of permutations.</param>
    /// <param name="kind">The correlation.</param>
    /// <param name="member">What a fraction is of, for the sentence: "cluster", "state".</param>
    /// <exception cref="PreconditionException">When there are fewer than <see cref="MinimumLots"/> lots, or every readout is constant.</exception>
    /// <exception cref="InvalidParameterException">When vectors differ in length or hold a value that is not a number (or, for Pearson's r, not finite), or there is no readout.</exception>
    public static DesignStatement Check(IReadOnlyList<string> names, IReadOnlyList<double[]> readouts, double alpha, MaxTOptions options, CorrelationKind kind = CorrelationKind.Spearman, string member = "cluster")
    {
        if (readouts.Count == 0 || names.Count != readouts.Count) throw new InvalidParameterException($"Expected at least one readout with a name; found {readouts.Count} readouts and {names.Count} names.");
        if (!(alpha > 0 && alpha < 1)) throw new InvalidParameterException(Text($"The level lies between 0 and 1; found {alpha}."));
        int lots = readouts[0].Length;
        if (readouts.Any(r => r.Length != lots)) throw new InvalidParameterException("Every readout needs one value per lot.");
        if (lots < MinimumLots) throw new PreconditionException($"{Lots(lots)} cannot show which {member} goes with {names[0]}: the lot is the replicate, and at least {MinimumLots} are needed (5 to reach a two-sided p of 0.05). More cells per lot do not help; add lots.");
        double[] smallest = readouts.Select(r => SmallestP(r, kind)).ToArray();
        string[] constant = names.Where((_, i) => double.IsNaN(smallest[i])).ToArray();
        if (constant.Length == names.Count) throw new PreconditionException($"{string.Join(", ", names)}: the same value in all {lots} lots, so nothing can go with it. Choose a readout that differs between lots.");
        PermutationPlan plan = options.PlanFor(readouts);
        double design = smallest.Where(p => !double.IsNaN(p)).Min();
        double reachable = plan.IsExact ? design : Math.Max(design, 1 / (plan.Permutations + 1.0));
        int[] classes = ReadoutClasses.Of(readouts);
        bool tied = classes.Max() < lots - 1;
        double orders = Orders([.. classes.CountBy(c => c).Select(c => c.Value)]);
        bool reached = reachable <= alpha;
        return new DesignStatement(lots, orders, plan.IsExact, plan.Permutations, reachable, reached, Sentence(member, lots, orders, tied, plan, reachable, alpha, reached, constant));
    }

    /// <summary>States the design of the lots of a family, whatever may change places.</summary>
    /// <param name="lots">The lots.</param>
    /// <param name="parameters">Readouts, level, exactness, blocks, units, covariates.</param>
    /// <param name="member">What a fraction is of: "cluster", "state".</param>
    /// <exception cref="PreconditionException">The design cannot answer the question.</exception>
    public static DesignStatement Check(IReadOnlyList<TestedLot> lots, AssociationParameters parameters, string member = "cluster")
    {
        double[][] readouts = [.. parameters.Readouts.Select((_, r) => lots.Select(l => l.Readouts[r]).ToArray())];
        LotDesign design = LotDesign.Of(lots, parameters);
        MaxTOptions options = design.Options(parameters);
        return design.UnitColumn is null && options.IsFree && parameters.Block.Count == 0
            ? Check(parameters.Readouts, readouts, parameters.Alpha, options, member: member)
            : RestrictedDesign.Check(parameters.Readouts, readouts, parameters.Alpha, design, options, member, parameters.Describe == true);
    }

    /// <summary>States the design of lots whose cells are still to be read, and refuses one that cannot reach the level, unless it is only to be described.</summary>
    /// <param name="lots">The lots.</param>
    /// <param name="parameters">Readouts, level, exactness, blocks, units, covariates, whether to describe.</param>
    /// <param name="member">What a fraction is of: "cluster", "state".</param>
    /// <exception cref="PreconditionException">The design cannot answer the question; says how many lots more would do.</exception>
    public static DesignStatement Reaching(IReadOnlyList<TestedLot> lots, AssociationParameters parameters, string member = "cluster")
    {
        DesignStatement design = Check(lots, parameters, member);
        if (design.CanReachAlpha || parameters.Describe == true) return design;
        int[] ties = parameters.Readouts.Select((_, r) => (double[])[.. lots.Select(l => l.Readouts[r])]).Where(v => !double.IsNaN(SmallestP(v))).MinBy(v => SmallestP(v)) is { } best ? Midranks.TieSizes(best) : [];
        string help = (2 / Orders(ties)) <= parameters.Alpha ? Text($"More than {design.Permutations:N0} orders must be drawn.")
            : RestrictedDesign.LotsNeeded([ties], parameters.Alpha, grow: true) is 1 ? "1 more lot would do." : Text($"{RestrictedDesign.LotsNeeded([ties], parameters.Alpha, grow: true)} more lots would do.");
        throw new PreconditionException($"{design.Sentence.Replace(" Add lots.", "", StringComparison.Ordinal)} {help} To have these lots described all the same, with nothing called, say so (--describe).");
    }

    /// <summary>Smallest two-sided permutation p (abs rule) that any fraction can reach against a readout; NaN when the readout is constant.</summary>
    /// <remarks>
    /// Orders that only swap lots with equal readouts leave rho unchanged, so every count is a multiple of prod(t!), and a fraction with the
    /// readout's own order reaches it. When the tie sizes read the same from both ends the null distribution is symmetric and the opposite
    /// extreme counts too: 2 prod(t!) / n!, otherwise prod(t!) / n!. For Pearson's r the values themselves must read the same from both ends.
    /// </remarks>
    public static double SmallestP(ReadOnlySpan<double> readout, CorrelationKind kind = CorrelationKind.Spearman)
    {
        int[] ties = Midranks.TieSizes(readout);
        if (ties.Length < 2) return double.NaN;
        bool symmetric = kind == CorrelationKind.Pearson ? IsSymmetric(PearsonScores.Of(readout)!) : ties.SequenceEqual(ties.Reverse());
        return (symmetric ? 2 : 1) / Orders(ties);
    }

    /// <summary>Smallest p of a test in one direction fixed beforehand that any fraction can reach against a readout, prod(t!) / n!; NaN when the readout is constant.</summary>
    public static double SmallestOneSidedP(ReadOnlySpan<double> readout)
    {
        int[] ties = Midranks.TieSizes(readout);
        return ties.Length < 2 ? double.NaN : 1 / Orders(ties);
    }

    private static bool IsSymmetric(double[] scores)
    {
        Array.Sort(scores);
        // The opposite extreme is the sum of products of values with those at the same place from the other end.
        double opposite = 0;
        for (int i = 0; i < scores.Length; i++) opposite += scores[i] * scores[^(i + 1)];
        return -opposite >= 1 - PearsonScores.Resolution;
    }

    // n! / prod(t!), exact up to 2^53, so that no p of an exact test is below the smallest by a rounding.
    internal static double Orders(int[] ties)
    {
        int[] classOf = [.. ties.SelectMany((size, c) => Enumerable.Repeat(c, size))];
        if (PermutationPlan.CountOrders(classOf) is var exact and < 1L << 53) return exact;
        double orders = 1;
        int used = 0;
        foreach (int size in ties)
        {
            for (int i = 1; i <= size; i++) orders *= ++used / (double)i;
        }

        return orders;
    }

    private static string Sentence(string member, int lots, double orders, bool tied, PermutationPlan plan, double smallest, double alpha, bool reached, string[] constant)
    {
        string evaluated = plan.IsExact ? "all are evaluated" : Text($"{plan.Permutations:N0} of them are drawn (seed {plan.Seed})");
        string number = orders < 1e15 ? Text($"{orders:N0}") : Text($"{orders:0.0e+0}");
        string p = smallest >= 0.001 ? Text($"{smallest:0.####}") : Text($"{smallest:0.0e-0}");
        string verdict = reached
            ? Text($"so alpha = {alpha} can be reached by one {member} alone; the correction over the family asks for more.")
            : Text($"above alpha = {alpha}: with this design no {member} can be significant, whatever the cells show. Add lots.");
        string left = constant.Length == 0 ? "" : $" Not testable, the same in all lots: {string.Join(", ", constant)}.";
        return $"{Lots(lots)} have {number} {(tied ? "distinct orders, since some have the same readout" : "orders")}; {evaluated}. The smallest two-sided p that a {member} can reach is {p}, {verdict}{left}";
    }

    private static string Lots(int lots) => lots == 1 ? "1 lot" : Text($"{lots} lots");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
