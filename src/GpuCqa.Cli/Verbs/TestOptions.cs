using System.CommandLine;
using GpuCqa.Core.Parameters;
using static GpuCqa.Cli.Verbs.OptionValues;

namespace GpuCqa.Cli.Verbs;

/// <summary>Options of a family of tests over lots, with the defaults that the parameters have.</summary>
/// <param name="state">What is tested, in one word ("cluster", "state").</param>
public sealed class TestOptions(string state)
{
    private static readonly AssociationParameters Defaults = new() { Readouts = [] };

    private readonly Option<double> confidence = Default("--confidence", "Confidence of every interval.", Defaults.Confidence);
    private readonly Option<double> alpha = Default("--alpha", $"Family-wise level at which a {state} is called.", Defaults.Alpha);
    private readonly Option<double> aliquotIcc = Default("--aliquot-icc", "Correlation of cells within one capture, for the overdispersed interval of a fraction; an assumption unless replicate captures say otherwise.", Defaults.AliquotIcc);
    private readonly Option<int> exactLots = Default("--exact-lots", "Up to this number of lots all orders are enumerated, at most 13 (12 lots take seconds, 13 a minute or more).", Defaults.ExactLots);
    private readonly Option<long> exactOrders = Default("--exact-orders", $"With more lots, readouts that tie (groups, levels) and blocks leave fewer distinct orders, 924 for 6 lots against 6: up to this number all are enumerated, at most 4,000,000,000 (about a minute for 50 {state}s); above, permutations are drawn.", Defaults.ExactOrders);
    private readonly Option<int> permutations = Default("--permutations", "Permutations drawn where not all orders are enumerated.", Defaults.Permutations);
    private readonly Option<string[]> block = new("--block") { Description = "Column whose values lots are kept within, such as donor or batch: only orders of the lots of one value are admissible, and what differs between values is left aside. Several (repeat, or commas) are crossed.", HelpName = "column" };
    private readonly Option<string?> unit = new("--unit") { Description = "Column whose values are exchanged whole, such as donor: each counts once, with the mean of its lots. For readouts of a donor, or for what differs between donors.", HelpName = "column" };
    private readonly Option<string[]> covariates = new("--covariate") { Description = "Column of numbers that shares and readouts are adjusted for, such as age; tests are then approximate, not exact, and say so. For groups take --block, which is exact.", HelpName = "column" };
    private readonly Option<string[]> replicates = new("--replicates") { Description = "Columns with replicate measurements of a readout, readout=first,second,third: their mean is the readout, and how far they agree (noise ceiling) is told.", HelpName = "list" };
    private readonly Option<bool> describe = new("--describe") { Description = $"Go on where these lots are too few for any {state} to reach alpha: what there is is described, and nothing is called. Without it such a design is refused." };
    private readonly Option<bool> predict = new("--predict") { Description = "Predict the readouts of left-out lots (of whole donors where some have several) from the shares of the others, and say what chance reaches." };
    private readonly Option<string> predictFeatures = Default("--predict-features", "What a lot is predicted from: fractions, or clr (centred log-ratios).", Defaults.PredictFeatures);
    private readonly Option<int> predictPermutations = Default("--predict-permutations", "Orders of the readouts in which the prediction is made anew; up to 5,040 orders (7 lots) all are taken.", Defaults.PredictPermutations);
    private readonly Option<bool> effective = new("--effective-cells") { Description = $"Attribute the readouts to {state}s: non-negative rates, and the smallest set of {state}s with 80 % of the potency." };
    private readonly Option<string?> effectiveOf = new("--effective-cells-of") { Description = "Column with the number of cells that each lot's readout was measured of, for --effective-cells: rates are then per cell. Without it every readout is taken to be of as many cells.", HelpName = "column" };
    private readonly Option<ulong> seed = CommonOptions.Seed();

    /// <summary>Adds all options to a verb.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[block, unit, covariates, replicates, confidence, alpha, aliquotIcc, exactLots, exactOrders, permutations, describe, predict, predictFeatures, predictPermutations, effective, effectiveOf, seed]) command.Options.Add(option);
    }

    /// <summary>The parameters that the user asked for, checked.</summary>
    /// <exception cref="Core.Errors.InvalidParameterException">A value is out of its range; names the option.</exception>
    public AssociationParameters Read(ParseResult parsed, IReadOnlyList<string> readouts)
    {
        double icc = AtLeast("--aliquot-icc", parsed.GetValue(aliquotIcc), 0);
        if (icc >= 1) throw new Core.Errors.InvalidParameterException($"--aliquot-icc is {icc}; expected a correlation in [0, 1).");
        if (!parsed.GetValue(predict) && (parsed.GetValue(predictFeatures) != Defaults.PredictFeatures || parsed.GetValue(predictPermutations) != Defaults.PredictPermutations))
            throw new Core.Errors.InvalidParameterException("--predict-features and --predict-permutations are for --predict, which is not asked for.");
        string? cellsOf = parsed.GetValue(effectiveOf)?.Trim();
        if (cellsOf is { Length: 0 }) throw new Core.Errors.InvalidParameterException("--effective-cells-of is empty, expected a column.");
        if (cellsOf is not null && !parsed.GetValue(effective)) throw new Core.Errors.InvalidParameterException("--effective-cells-of is for --effective-cells, which is not asked for.");
        return new AssociationParameters
        {
            Readouts = readouts,
            Block = parsed.GetValue(block) ?? [],
            Unit = parsed.GetValue(unit) is { } column ? (column.Trim().Length > 0 ? column.Trim() : throw new Core.Errors.InvalidParameterException("--unit is empty, expected a column.")) : null,
            Covariates = parsed.GetValue(covariates) ?? [],
            Replicates = parsed.GetValue(replicates) ?? [],
            Seed = parsed.GetValue(seed),
            Confidence = Share("--confidence", parsed.GetValue(confidence)),
            Alpha = Share("--alpha", parsed.GetValue(alpha)),
            AliquotIcc = icc,
            ExactLots = (int)AtLeast("--exact-lots", parsed.GetValue(exactLots), 0),
            ExactOrders = (long)AtLeast("--exact-orders", parsed.GetValue(exactOrders), 0),
            Permutations = (int)AtLeast("--permutations", parsed.GetValue(permutations), 999),
            Describe = parsed.GetValue(describe) ? true : null,
            Predict = parsed.GetValue(predict),
            PredictFeatures = OneOf("--predict-features", parsed.GetValue(predictFeatures)!, "fractions", "clr"),
            PredictPermutations = (int)AtLeast("--predict-permutations", parsed.GetValue(predictPermutations), 99),
            EffectiveCells = parsed.GetValue(effective),
            EffectiveCellsOf = cellsOf,
        };
    }
}
