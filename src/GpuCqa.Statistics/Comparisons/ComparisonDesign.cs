namespace GpuCqa.Statistics;

/// <summary>What the lots of a comparison can show at best; known before a value is looked at.</summary>
/// <param name="Before">Lots before.</param>
/// <param name="After">Lots after.</param>
/// <param name="Pairs">Pairs of lots from one donor or split material; 0 in an unpaired design.</param>
/// <param name="Labellings">Ways in which lots can change places.</param>
/// <param name="SmallestP">Smallest p of a test that lets lots change places.</param>
/// <param name="HalfWidth">Smallest half-width of an unpaired equivalence interval in standard deviations of the lots before; NaN in a paired design.</param>
/// <param name="Alpha">Level.</param>
public sealed record ComparisonDesign(int Before, int After, int Pairs, double Labellings, double SmallestP, double HalfWidth, double Alpha)
{
    /// <summary>Whether any difference of distributions could be shown.</summary>
    public bool CanReachAlpha => SmallestP <= Alpha;

    /// <summary>The design of lots.</summary>
    public static ComparisonDesign Of(IReadOnlyList<ComparedLot> lots, bool paired, double alpha)
    {
        int before = lots.Count(l => !l.After), after = lots.Count - before;
        if (paired)
        {
            int pairs = lots.Where(l => l.Pair is not null).GroupBy(l => l.Pair, StringComparer.Ordinal).Count(g => g.Any(l => l.After) && g.Any(l => !l.After));
            return new ComparisonDesign(before, after, pairs, Math.Pow(2, pairs), pairs == 0 ? 1 : SignFlips.SmallestP(pairs), double.NaN, alpha);
        }

        double all = 1;
        for (int i = 1; i <= after; i++) all = Math.Round(all * (before + i) / i);
        return new ComparisonDesign(before, after, 0, all, (before == after ? 2 : 1) / all, before < 2 || after < 2 ? double.NaN : WelchReach.SmallestHalfWidth(before, after, alpha), alpha);
    }

    /// <summary>What it can show, in a sentence or two.</summary>
    public string Sentence
    {
        get
        {
            string reach = CanReachAlpha ? FormattableString.Invariant($"which can reach {Alpha}") : FormattableString.Invariant($"so no test of that kind can reach {Alpha}: differences are described, not shown");
            return Pairs > 0
                ? FormattableString.Invariant($"{Pairs} pairs, {Before} lots before and {After} after: the smallest two-sided p by exchanging the lots of a pair is {SmallestP:0.#####} (2 of {Labellings:0}), {reach}.")
                : FormattableString.Invariant($"{Before} lots before and {After} after: the smallest p by exchanging lots is {SmallestP:0.#####} ({(Before == After ? 2 : 1)} of {Labellings:0}), {reach}.{(double.IsNaN(HalfWidth) ? " An equivalence test needs two lots on each side." : FormattableString.Invariant($" No equivalence margin narrower than {HalfWidth:0.###} standard deviations of the lots before can be met."))}");
        }
    }
}
