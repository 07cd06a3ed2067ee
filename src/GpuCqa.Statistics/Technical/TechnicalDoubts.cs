using System.Globalization;
using GpuCqa.Compute;
using GpuCqa.Core.Parameters;

namespace GpuCqa.Statistics;

/// <summary>Whether what passes could be how the lots were measured: lots that were sequenced deeper, gave more cells or more damaged ones.</summary>
/// <remarks>
/// A quantity puts a finding in doubt where it could carry the relation: the readout goes with it (permutation p over all quantities as one family), the amounts of the finding go with it (p of one), and the product of
/// the two correlations, which is what the two would show through the quantity alone, is at least <see cref="LargestCarried"/> of the finding's own (path coefficients of a common cause: Wright, J. Agric. Res. 20, 1921).
/// It does so too where the finding given the quantity, Spearman's partial correlation, does not reach the level any more by itself. One of the two conditions alone, a readout or a state that goes with depth, is no doubt.
/// Orders are those of the design; up to <see cref="ExactLots"/> lots all of them, else <see cref="MostOrders"/> at most are drawn. Which finding is looked at is settled by the test of the family, so that
/// these p-values describe and protect; they claim nothing.
/// </remarks>
public static class TechnicalDoubts
{
    /// <summary>Share of the finding's correlation that a quantity must be able to carry.</summary>
    public const double LargestCarried = 0.5;

    /// <summary>Largest number of lots of which all orders are taken.</summary>
    public const int ExactLots = 8;

    /// <summary>Orders drawn at most.</summary>
    public const int MostOrders = 9_999;

    /// <summary>The doubts, in the order of the claims and quantities.</summary>
    /// <param name="device">Counts the orders.</param>
    /// <param name="claims">What passes.</param>
    /// <param name="quantities">Quantities of the lots; one that is the same in all is left out.</param>
    /// <param name="lots">The lots with their readouts.</param>
    /// <param name="parameters">Readouts, level, design.</param>
    /// <param name="cancellation">Seen between blocks of orders.</param>
    public static IReadOnlyList<TechnicalDoubt> Of(
        ComputeDevice device, IReadOnlyList<LotClaim> claims, IReadOnlyList<LotQuantity> quantities, IReadOnlyList<TestedLot> lots, AssociationParameters parameters, CancellationToken cancellation = default)
    {
        LotDesign design = LotDesign.Of(lots, parameters);
        (string Name, double[] Values)[] known = [.. quantities.Where(q => q.Values.All(double.IsFinite)).Select(q => (q.Name, Values: design.OfUnits([.. q.Values]))).Where(q => q.Values.Distinct().Count() > 1)];
        if (claims.Count == 0 || known.Length == 0) return [];
        MaxTOptions options = design.Options(parameters) with { ExactLots = Math.Min(parameters.ExactLots, ExactLots), ExactOrders = Math.Min(parameters.ExactOrders, MostOrders), Permutations = Math.Min(parameters.Permutations, MostOrders) };
        var doubts = new List<TechnicalDoubt>();
        foreach (IGrouping<int, LotClaim> of in claims.GroupBy(c => c.Readout))
        {
            double[] readout = design.OfUnits([.. lots.Select(l => l.Readouts[of.Key])]);
            double[][] amounts = [.. of.Select(c => design.OfUnits(c.Amounts))], values = [.. known.Select(q => q.Values)];
            MaxTResult readouts = MaxT.Run(device, values, [readout], options, cancellation: cancellation), shares = MaxT.Run(device, amounts, values, options, cancellation: cancellation);
            MaxTResult[] given = [.. values.Select(v => MaxT.Run(device, amounts, [readout], options with { Covariates = [.. options.Covariates, v] }, cancellation: cancellation))];
            int place = 0;
            foreach (LotClaim claim in of)
            {
                for (int q = 0; q < known.Length; q++)
                {
                    MaxTHypothesis goes = readouts.At(q, 0), follows = shares.At(place, q), left = given[q].At(place, 0);
                    if (!Carries(goes, follows, claim.Rho, parameters.Alpha) && left.P <= parameters.Alpha) continue;
                    doubts.Add(new TechnicalDoubt(claim, known[q].Name, goes.Rho, goes.PSingleStep, follows.Rho, follows.P, left.Rho, left.P));
                }

                place++;
            }
        }

        return doubts;
    }

    /// <summary>What is said of them, one sentence a readout and finding; neighbourhoods of a readout together.</summary>
    /// <param name="doubts">The doubts.</param>
    /// <param name="claims">All claims, those without a doubt among them.</param>
    /// <param name="parameters">Readouts.</param>
    public static IReadOnlyList<string> Sentences(IReadOnlyList<TechnicalDoubt> doubts, IReadOnlyList<LotClaim> claims, AssociationParameters parameters)
    {
        var said = new List<string>();
        foreach (IGrouping<(int Readout, string Group), TechnicalDoubt> of in doubts.GroupBy(d => (d.Claim.Readout, d.Claim.IsRegion ? "" : d.Claim.Name)))
        {
            TechnicalDoubt[] worst = [.. of.GroupBy(d => d.Quantity).Select(g => g.MaxBy(d => double.IsNaN(d.PartialP) ? 2 : d.PartialP)!)];
            string readout = parameters.Readouts[of.Key.Readout];
            string what = of.Key.Group.Length > 0 ? $"the fraction of {of.Key.Group}" : Text($"{of.Select(d => d.Claim).Distinct().Count()} of {claims.Count(c => c.Readout == of.Key.Readout && c.IsRegion)} neighbourhoods that pass");
            string each = string.Join("; ", worst.Select(d => Text($"{d.Quantity} (rho {d.ReadoutRho:0.00} with {readout}, {d.AmountRho:0.00} with {(of.Key.Group.Length > 0 ? "the fraction" : "the worst of them")}; ") + Given(d)));
            said.Add($"How the lots were measured may account for what goes with {readout}: {what} and {readout} both follow, or do not hold without, {each}. It cannot be told here whether the cells or the measurement go with {readout}; measure lots alike, or add lots in which the two do not go together.");
        }

        return said;
    }

    private static bool Carries(MaxTHypothesis readout, MaxTHypothesis amounts, double rho, double alpha) =>
        readout.PSingleStep <= alpha && amounts.P <= alpha && readout.Rho * amounts.Rho * Math.Sign(rho) >= LargestCarried * Math.Abs(rho);

    private static string Given(TechnicalDoubt d) => double.IsNaN(d.PartialRho) ? Text($"given it nothing is left of rho {d.Claim.Rho:0.00})") : Text($"given it rho is {d.PartialRho:0.00}, p {d.PartialP:0.0000}, instead of {d.Claim.Rho:0.00})");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
