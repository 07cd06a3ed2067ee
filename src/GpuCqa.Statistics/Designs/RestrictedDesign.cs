using System.Globalization;
using GpuCqa.Compute;
using GpuCqa.Core.Errors;

namespace GpuCqa.Statistics;

/// <summary>What a design with blocks, whole donors or covariates can show at best, before any cell is read.</summary>
/// <remarks>
/// The admissible orders are those of the units within each block, the product over blocks of n! / prod(t!). The smallest p that a fraction can reach is one order of these, or two where the
/// readout's ranks read the same from both ends in every block: the turned order of every block then has the opposite sum.
/// </remarks>
public static class RestrictedDesign
{
    private const int MostMore = 200;

    /// <summary>States the design.</summary>
    /// <param name="names">Names of the readouts.</param>
    /// <param name="readouts">One vector per readout, one value per lot.</param>
    /// <param name="alpha">Level that is asked for.</param>
    /// <param name="design">Units, blocks, covariates.</param>
    /// <param name="options">Exactness and number of permutations, as the design gives them.</param>
    /// <param name="member">What a fraction is of: "cluster", "state".</param>
    /// <param name="describe">Whether a design that cannot reach the level is stated rather than refused.</param>
    /// <exception cref="PreconditionException">When no admissible order can reach the level; says how many lots, units or blocks more would do.</exception>
    internal static DesignStatement Check(IReadOnlyList<string> names, IReadOnlyList<double[]> readouts, double alpha, LotDesign design, MaxTOptions options, string member, bool describe = false)
    {
        double[][] values = [.. readouts.Select(design.OfUnits)];
        ExchangeBlocks blocks = ExchangeBlocks.Of(design.BlockOf, design.Units.Count);
        PartialRanks ranks = new(design.BlockOf ?? new int[design.Units.Count], design.Covariates);
        string units = design.Units.Count == 1 ? Unit(design) : Units(design), where = design.Columns.Count > 0 ? $" within each {LotDesign.Named(design.Columns)}" : "";
        if (design.EffectiveUnits < 3) throw new PreconditionException(Text($"{design.Units.Count} {units} less {design.Units.Count - design.EffectiveUnits} for the means of blocks and the slopes of covariates leave {Math.Max(0, design.EffectiveUnits)} to correlate; at least 3 are needed. Add lots, or take fewer blocks or covariates."));
        int[][][] ties = [.. values.Select(v => Ties(v, blocks))];
        string[] constant = [.. names.Where((_, r) => ranks.Scores(values[r]) is null)];
        if (constant.Length == names.Count) throw new PreconditionException(Constant(design, constant, ties));
        PermutationPlan plan = options.PlanFor(values);
        double[] smallest = [.. values.Select((v, r) => constant.Contains(names[r]) ? double.NaN : (design.Covariates.Length == 0 && IsSymmetric(v, blocks) ? 2 : 1) / Orders(ties[r]))];
        int best = Enumerable.Range(0, names.Count).Where(r => !double.IsNaN(smallest[r])).MinBy(r => smallest[r]);
        double orders = Orders(Joint(values, blocks, design.Covariates.Length > 0));
        double reachable = plan.IsExact ? smallest[best] : Math.Max(smallest[best], 1 / (plan.Permutations + 1.0));
        string count = orders < 1e15 ? Text($"{orders:N0}") : Text($"{orders:0.0e+0}"), p = reachable >= 0.001 ? Text($"{reachable:0.####}") : Text($"{reachable:0.0e-0}");
        string head = Text($"{Gathered(design)} have {count} admissible {(orders == 1 ? "order" : "orders")}{where}");
        if (reachable > alpha && !describe)
        {
            string more = smallest[best] > alpha ? More(ties[best], alpha, design) : Text($"More than {plan.Permutations:N0} orders must be drawn.");
            throw new PreconditionException($"{head}; the smallest two-sided p that a {member} can reach is {p}, above alpha = {Text($"{alpha}")}: with this design no {member} can be significant, whatever the cells show. {more} To have these lots described all the same, with nothing called, say so (--describe).");
        }

        string evaluated = plan.IsExact ? "all are evaluated" : Text($"{plan.Permutations:N0} of them are drawn (seed {plan.Seed})");
        string left = constant.Length == 0 ? "" : $" Not testable, the same {(design.Columns.Count > 0 ? $"throughout each {LotDesign.Named(design.Columns)}" : $"in all {units}")}: {string.Join(", ", constant)}.";
        string adjusted = design.Covariates.Length == 0 ? "" : $" Adjusted for {LotDesign.Named(design.CovariateNames)}, which makes p approximate, not exact.";
        string single = blocks.BlockOf.CountBy(b => b).Count(b => b.Value == 1) is var alone and > 0 && design.BlockOf is not null ? Text($" {alone} {(alone == 1 ? "block has one" : "blocks have one")} {Unit(design)} and say{(alone == 1 ? "s" : "")} nothing.") : "";
        string sentence = $"{head}; {evaluated}.{single} The smallest two-sided p that a {member} can reach is {p}, {(reachable <= alpha ? Text($"so alpha = {alpha} can be reached by one {member} alone; the correction over the family asks for more.") : Text($"above alpha = {alpha}: with this design no {member} can be significant, whatever the cells show. Add lots."))}{adjusted}{left}";
        return new DesignStatement(design.Units.Count, orders, plan.IsExact, plan.Permutations, reachable, reachable <= alpha, sentence)
        {
            Restriction = new DesignRestriction(design.Columns, design.Blocks?.Count ?? 1, design.UnitColumn, design.Lots, design.CovariateNames),
        };
    }

    /// <summary>Fewest lots more, put where they help most, with which some fraction could reach the level.</summary>
    /// <param name="ties">Per block, the sizes of its groups of equal readouts.</param>
    /// <param name="alpha">The level.</param>
    /// <param name="grow">Whether lots are added to the largest block; otherwise as further blocks of two.</param>
    /// <remarks>A readout whose values tie (groups, levels) gets lots of the smallest group; another one gets lots with values of their own. Both ends count, so that the number is never too small.</remarks>
    internal static int LotsNeeded(int[][] ties, double alpha, bool grow)
    {
        int largest = Array.IndexOf(ties, ties.MaxBy(t => t.Sum()));
        bool levels = ties.Sum(t => t.Length) < ties.Sum(t => t.Sum()) && ties.Max(t => t.Length) > 1;
        int[][] grown = [.. ties.Select(t => t.ToArray())];
        double factor = 1;
        for (int more = 1; more <= MostMore; more++)
        {
            if (!grow)
            {
                factor *= 2;
                if (2 / (Orders(ties) * factor) <= alpha) return 2 * more;
                continue;
            }

            int[] own = grown[largest];
            if (levels && own.Length > 1) own[Array.IndexOf(own, own.Min())]++;
            else grown[largest] = [.. own, 1];
            if (2 / Orders(grown) <= alpha) return more;
        }

        return MostMore;
    }

    private static string More(int[][] ties, double alpha, LotDesign design)
    {
        string one = Unit(design), several = Units(design), column = LotDesign.Named(design.Columns);
        int grown = LotsNeeded(ties, alpha, grow: true);
        string into = Text($"{grown} more {(grown == 1 ? one : several)}");
        if (design.Columns.Count == 0) return $"{into} would do.";
        int pairs = LotsNeeded(ties, alpha, grow: false) / 2;
        string whole = design.UnitColumn is null && design.Columns.Count == 1 && ties.Length >= 5 ? $" Where the question is what differs between values of {column}, exchange these whole: {column} as the unit instead of the block." : "";
        return Text($"{into} of the largest {column}, or {pairs} more {column}{(pairs == 1 ? "" : "s")} of two {several} each, would do.{whole}");
    }

    private static string Constant(LotDesign design, string[] constant, int[][][] ties)
    {
        string readouts = string.Join(", ", constant);
        if (design.Columns.Count == 0) return Text($"{readouts}: {(design.Covariates.Length > 0 ? "nothing is left of it in" : "the same value in all")} {design.Units.Count} {Units(design)}{(design.Covariates.Length > 0 ? " once it is adjusted" : "")}, so nothing can go with it. Choose a readout that differs between {Units(design)}.");
        string column = LotDesign.Named(design.Columns);
        bool alone = ties[0].All(t => t.Sum() == 1);
        return alone ? $"Every {column} has one {Unit(design)} only, so no order within {column} is another than the one observed. Leave the block out, or choose a column that lots share."
            : $"{readouts} does not differ within any {column}, so no order within {column} changes anything. {(design.UnitColumn is null && design.Columns.Count == 1 ? $"Exchange whole {column}s instead: {column} as the unit, not as the block." : "Choose blocks within which the readout differs.")}";
    }

    private static string Gathered(LotDesign design) => design.UnitColumn is null ? Text($"{design.Units.Count} lots") : Text($"{design.Units.Count} {Units(design)} ({design.Lots} lots)");

    private static string Unit(LotDesign design) => design.UnitColumn ?? "lot";

    private static string Units(LotDesign design) => design.UnitColumn is { } unit ? $"{unit}s" : "lots";

    // Per block the sizes of groups of equal values.
    private static int[][] Ties(double[] values, ExchangeBlocks blocks)
    {
        double[] sorted = blocks.Sorted(values);
        return [.. Enumerable.Range(0, sorted.Length).GroupBy(u => blocks.BlockOf[u]).Select(g => g.CountBy(u => sorted[u]).Select(c => c.Value).ToArray())];
    }

    private static int[][] Joint(double[][] values, ExchangeBlocks blocks, bool adjusted)
    {
        double[][] sorted = [.. values.Select(blocks.Sorted)];
        int[] classes = adjusted ? [.. Enumerable.Range(0, blocks.BlockOf.Length)] : ReadoutClasses.Of(sorted);
        return [.. Enumerable.Range(0, classes.Length).GroupBy(u => blocks.BlockOf[u]).Select(g => g.CountBy(u => classes[u]).Select(c => c.Value).ToArray())];
    }

    // The product over blocks of n! / prod(t!), exact up to 2^53.
    private static double Orders(int[][] ties)
    {
        double orders = 1;
        foreach (int[] sizes in ties) orders *= DesignCheck.Orders(sizes);
        return orders;
    }

    private static bool IsSymmetric(double[] values, ExchangeBlocks blocks)
    {
        double[] sorted = blocks.Sorted(values);
        int[] ranks = Midranks.Doubled(sorted);
        return Enumerable.Range(0, ranks.Length).GroupBy(u => blocks.BlockOf[u]).All(g =>
        {
            int[] own = [.. g.Select(u => ranks[u]).Order()];
            return Enumerable.Range(0, own.Length).All(i => own[i] + own[^(i + 1)] == own[0] + own[^1]);
        });
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
