using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;

namespace GpuCqa.Statistics;

/// <summary>What may change places under the null hypothesis: which lots are one unit, and within which blocks units stay.</summary>
/// <remarks>
/// A permutation test holds its level when the readouts of what it permutes are exchangeable. Lots of one donor share the donor, so lots of different donors are not exchangeable
/// with them. Two designs are: orders of the lots within each donor (or batch), which test the association inside of donors and leave what differs between them aside; and
/// whole donors, each with the means of its lots, which test the association between donors with the donor as the replicate. Where the readout is one number a donor only the second
/// says anything. Good, Permutation, Parametric and Bootstrap Tests (2005), chapter 9; Winkler and others, NeuroImage 123 (2015) on exchangeability blocks.
/// </remarks>
public sealed class LotDesign
{
    private readonly int[] unitOf;

    private LotDesign(IReadOnlyList<string> columns, string? unitColumn, string[] units, int[] unitOf, string[]? blocks, int[]? blockOf, double[][] covariates, IReadOnlyList<string> covariateNames)
    {
        Columns = columns;
        UnitColumn = unitColumn;
        Units = units;
        this.unitOf = unitOf;
        Blocks = blocks;
        BlockOf = blockOf;
        Covariates = covariates;
        CovariateNames = covariateNames;
    }

    /// <summary>Columns that name the block; none when units change places freely.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Column that names the unit; null when each lot is one.</summary>
    public string? UnitColumn { get; }

    /// <summary>Names of the units in the order of their first lots: what is permuted, and the only sample size.</summary>
    public IReadOnlyList<string> Units { get; }

    /// <summary>Lots, whatever they are gathered to.</summary>
    public int Lots => unitOf.Length;

    /// <summary>Names of the blocks in the order of their first units; null when units change places freely.</summary>
    public IReadOnlyList<string>? Blocks { get; }

    /// <summary>Per unit, its block; null when units change places freely.</summary>
    public int[]? BlockOf { get; }

    /// <summary>Covariates x units.</summary>
    public double[][] Covariates { get; }

    /// <summary>Names of the covariates.</summary>
    public IReadOnlyList<string> CovariateNames { get; }

    /// <summary>Whether every lot changes places with every other: no blocks, no units, no covariates.</summary>
    public bool IsFree => UnitColumn is null && BlockOf is null && Covariates.Length == 0;

    /// <summary>Units less the means of blocks and slopes of covariates that are taken out: what intervals count.</summary>
    public int EffectiveUnits => Units.Count - (Blocks is null ? 0 : Blocks.Count - 1) - Covariates.Length;

    /// <summary>The design of the lots of a family.</summary>
    /// <param name="lots">The lots; each names its block and its unit where the parameters ask for them.</param>
    /// <param name="parameters">Columns of blocks and of units, readouts with levels.</param>
    /// <exception cref="PreconditionException">A unit has lots in two blocks, or lots in different groups.</exception>
    /// <exception cref="InvalidOperationException">A lot does not say its block or unit: a result that was read back cannot be tested again.</exception>
    public static LotDesign Of(IReadOnlyList<TestedLot> lots, AssociationParameters parameters)
    {
        string? unitColumn = parameters.Unit;
        string[] names = [.. lots.Select(l => unitColumn is null ? l.Name : l.Unit ?? throw new InvalidOperationException($"Lot {l.Name} names no {unitColumn}."))];
        string[] units = [.. names.Distinct(StringComparer.Ordinal)];
        int[] unitOf = [.. names.Select(n => Array.IndexOf(units, n))];
        double[][] covariates = [.. parameters.Covariates.Select((_, c) => Means(unitOf, units.Length, [.. lots.Select(l => l.Covariates[c])]))];
        if (unitColumn is not null) RequireOneGroup(lots, parameters, unitOf, units);
        if (parameters.Block.Count == 0) return new LotDesign([], unitColumn, units, unitOf, null, null, covariates, parameters.Covariates);
        string[] own = [.. lots.Select(l => l.Block ?? throw new InvalidOperationException($"Lot {l.Name} names no {Named(parameters.Block)}."))];
        for (int u = 0; u < units.Length; u++)
        {
            string[] several = [.. own.Where((_, l) => unitOf[l] == u).Distinct(StringComparer.Ordinal)];
            if (several.Length > 1) throw new PreconditionException($"{unitColumn} {units[u]} has lots in {several.Length} blocks of {Named(parameters.Block)} ({string.Join(", ", several)}), so it cannot be exchanged whole within one. Use the block without the unit, or the unit without the block.");
        }

        string[] ofUnit = [.. Enumerable.Range(0, units.Length).Select(u => own[Array.IndexOf(unitOf, u)])];
        string[] blocks = [.. ofUnit.Distinct(StringComparer.Ordinal)];
        return new LotDesign(parameters.Block, unitColumn, units, unitOf, blocks, [.. ofUnit.Select(b => Array.IndexOf(blocks, b))], covariates, parameters.Covariates);
    }

    /// <summary>Columns in words: "donor", "donor and batch".</summary>
    public static string Named(IReadOnlyList<string> columns) => columns.Count < 2 ? string.Concat(columns) : $"{string.Join(", ", columns.SkipLast(1))} and {columns[^1]}";

    /// <summary>The mean over the lots of each unit.</summary>
    /// <param name="values">One value per lot.</param>
    public double[] OfUnits(double[] values) => UnitColumn is null ? values : Means(unitOf, Units.Count, values);

    /// <summary>How its family is permuted.</summary>
    public MaxTOptions Options(AssociationParameters p) =>
        new() { ExactLots = p.ExactLots, ExactOrders = p.ExactOrders, Permutations = p.Permutations, Seed = p.Seed, BlockOf = BlockOf, Covariates = Covariates };

    /// <summary>Readouts whose value differs between lots of one unit.</summary>
    /// <param name="lots">The lots.</param>
    /// <param name="readouts">Names of the readouts.</param>
    public IReadOnlyList<string> Averaged(IReadOnlyList<TestedLot> lots, IReadOnlyList<string> readouts) =>
        UnitColumn is null ? [] : [.. readouts.Where((_, r) => Enumerable.Range(0, Units.Count).Any(u => lots.Where((_, l) => unitOf[l] == u).Select(l => l.Readouts[r]).Distinct().Count() > 1))];

    // Means that are equal but for rounding tie, with each other and with the values of units that need no mean: 0.15 and the mean of 0.1 and 0.2.
    private static double[] Means(int[] unitOf, int units, double[] values)
    {
        const double Rounding = 1e-13;
        double[] means = new double[units];
        var known = new List<double>();
        bool[] exact = new bool[units];
        for (int u = 0; u < units; u++)
        {
            double[] own = [.. values.Where((_, l) => unitOf[l] == u)];
            exact[u] = own.All(v => v == own[0]);
            means[u] = exact[u] ? own[0] : own.Order().Sum() / own.Length;
            if (exact[u]) known.Add(means[u]);
        }

        for (int u = 0; u < units; u++)
        {
            if (exact[u]) continue;
            double mean = means[u];
            double[] near = [.. known.Where(k => Math.Abs(k - mean) <= Rounding * Math.Max(Math.Abs(k), Math.Abs(mean))).OrderBy(k => Math.Abs(k - mean))];
            if (near.Length > 0) means[u] = near[0];
            else known.Add(mean);
        }

        return means;
    }

    private static void RequireOneGroup(IReadOnlyList<TestedLot> lots, AssociationParameters parameters, int[] unitOf, string[] units)
    {
        for (int r = 0; r < parameters.Readouts.Count; r++)
        {
            if (!parameters.OrderedLevels().Any(l => l.StartsWith(parameters.Readouts[r] + "=", StringComparison.Ordinal))) continue;
            int mixed = Array.FindIndex([.. Enumerable.Range(0, units.Length)], u => lots.Where((_, l) => unitOf[l] == u).Select(l => l.Readouts[r]).Distinct().Count() > 1);
            if (mixed >= 0)
                throw new PreconditionException($"{parameters.Unit} {units[mixed]} has lots of different {parameters.Readouts[r]}, which have no mean. Where the groups differ within a {parameters.Unit}, take it as the block: orders within each {parameters.Unit} then test that difference.");
        }
    }
}
