using GpuCqa.Core.Errors;

namespace GpuCqa.Statistics;

/// <summary>The states that one partition of the cells (a clustering, a column of labels) has, and how much of every lot is in each.</summary>
public sealed class StatePartition
{
    /// <summary>Fractions whose sum is this close to 1 are all of a lot: published shares are rounded.</summary>
    public const double Rounding = 1e-3;

    private readonly double[][] fractions;
    private readonly int[][]? counts;

    private StatePartition(string name, IReadOnlyList<string> states, double[][] fractions, int[][]? counts = null, int[]? lotCells = null, double resolution = double.NaN, double[]? stability = null)
    {
        Name = name;
        States = states;
        LotCells = lotCells;
        this.fractions = fractions;
        this.counts = counts;
        Resolution = resolution;
        Stability = stability ?? [.. states.Select(_ => double.NaN)];
    }

    /// <summary>What names it: a column of labels, a table, the resolution of a clustering.</summary>
    public string Name { get; }

    /// <summary>Resolution of the clustering that made it; NaN when the states are not clusters.</summary>
    public double Resolution { get; }

    /// <summary>Names of the states.</summary>
    public IReadOnlyList<string> States { get; }

    /// <summary>Cells of each lot, those in no state included; null when only fractions are known.</summary>
    public int[]? LotCells { get; }

    /// <summary>How well each state is found again elsewhere, 0 to 1; NaN where that was not asked.</summary>
    public double[] Stability { get; }

    /// <summary>Number of lots.</summary>
    public int Lots => LotCells?.Length ?? fractions[0].Length;

    /// <summary>A partition of counted cells.</summary>
    /// <param name="name">What names it.</param>
    /// <param name="states">Names of the states.</param>
    /// <param name="counts">states x lots, cells.</param>
    /// <param name="lotCells">Cells of each lot; null = the sum over its states.</param>
    /// <param name="resolution">Resolution of the clustering that made it; NaN when the states are not clusters.</param>
    /// <param name="stability">How well each state is found again elsewhere; null = not asked.</param>
    /// <exception cref="InvalidParameterException">The sizes differ, a count is negative, or a lot has no cell or fewer than its states.</exception>
    public static StatePartition OfCounts(string name, IReadOnlyList<string> states, int[][] counts, int[]? lotCells = null, double resolution = double.NaN, double[]? stability = null)
    {
        if (states.Count == 0 || states.Count != counts.Length) throw new InvalidParameterException($"{name}: expected counts of at least one state; found {states.Count} names and {counts.Length} rows.");
        int lots = counts[0].Length;
        if (counts.Any(c => c.Length != lots) || (lotCells is not null && lotCells.Length != lots)) throw new InvalidParameterException($"{name}: every state needs one count per lot.");
        if (counts.Any(c => c.Any(n => n < 0))) throw new InvalidParameterException($"{name}: a count of cells is negative.");
        int[] sums = [.. Enumerable.Range(0, lots).Select(l => checked(counts.Sum(c => c[l])))];
        lotCells ??= sums;
        for (int l = 0; l < lots; l++)
        {
            if (lotCells[l] < Math.Max(1, sums[l])) throw new InvalidParameterException($"{name}: the lot at place {l + 1} has {lotCells[l]} cells and {sums[l]} in states; expected at least one cell, and no fewer than its states hold.");
        }

        return new StatePartition(name, states, [.. counts.Select(c => c.Select((n, l) => (double)n / lotCells[l]).ToArray())], counts, lotCells, resolution, stability);
    }

    /// <summary>A partition of which only the fractions are known.</summary>
    /// <param name="name">What names it.</param>
    /// <param name="states">Names of the states.</param>
    /// <param name="fractions">states x lots, p(state | lot), 0 to 1.</param>
    /// <exception cref="InvalidParameterException">The sizes differ, or a value is no share.</exception>
    public static StatePartition OfFractions(string name, IReadOnlyList<string> states, double[][] fractions)
    {
        if (states.Count == 0 || states.Count != fractions.Length) throw new InvalidParameterException($"{name}: expected fractions of at least one state; found {states.Count} names and {fractions.Length} rows.");
        if (fractions.Any(f => f.Length != fractions[0].Length)) throw new InvalidParameterException($"{name}: every state needs one fraction per lot.");
        if (fractions.Any(f => f.Any(v => !(v >= 0 && v <= 1)))) throw new InvalidParameterException($"{name}: a fraction lies between 0 and 1.");
        return new StatePartition(name, states, fractions);
    }

    /// <summary>p(state | lot) of every lot.</summary>
    public double[] Fractions(int state) => fractions[state];

    /// <summary>Cells of a lot in a state; null when only fractions are known.</summary>
    public int? Count(int lot, int state) => counts?[state][lot];

    /// <summary>Cells of a state, all lots; null when only fractions are known.</summary>
    public int? StateCells(int state) => counts?[state].Sum();

    /// <summary>The largest share of a state that one lot holds: of its cells, or, when these are not known, of its fractions; NaN of an empty state.</summary>
    public double LargestLotShare(int state) => counts is null
        ? fractions[state].Max() / fractions[state].Sum()
        : counts[state].Max() / (double)counts[state].Sum();

    /// <summary>Centred log-ratio of every state in every lot, states x lots; what is in no state is one part more. NaN throughout when fractions without counts hold a zero.</summary>
    public double[][] LogRatios()
    {
        double[][] rows = [.. Enumerable.Range(0, Lots).Select(Parts)];
        bool zero = counts is null && rows.Any(r => r.Any(v => v <= 0));
        double[][] clr = zero ? [] : Composition.Clr(rows, counts is null ? 0 : Composition.Pseudocount);
        return [.. Enumerable.Range(0, States.Count).Select(k => zero ? [.. Enumerable.Repeat(double.NaN, Lots)] : clr.Select(lot => lot[k]).ToArray())];
    }

    private double[] Parts(int lot)
    {
        double[] own = [.. Enumerable.Range(0, States.Count).Select(k => counts is null ? fractions[k][lot] : counts[k][lot])];
        bool closed = Enumerable.Range(0, Lots).All(l => counts is null ? fractions.Sum(f => f[l]) >= 1 - Rounding : counts.Sum(c => c[l]) == LotCells![l]);
        return closed ? own : [.. own, (LotCells?[lot] ?? 1) - own.Sum()];
    }
}
