using System.CommandLine;
using System.Globalization;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;

namespace GpuCqa.Cli.Verbs;

/// <summary>Options that say what is planned.</summary>
internal sealed class PlanOptions
{
    private static readonly PlanParameters Defaults = new();

    private readonly Option<int> lots = OptionValues.Default("--lots", "Lots of a discovery.", Defaults.Lots);
    private readonly Option<int> clusters = OptionValues.Default("--clusters", "Clusters of all resolutions and readouts together that will be tested: the family.", Defaults.Clusters);
    private readonly Option<double?> rho = OptionValues.Number<double?>("--rho", "True Spearman correlation that has to be found; its power and the lots that it needs are told.");
    private readonly Option<string?> groups = new("--groups") { Description = "Sizes of two groups of lots (4,5) where the readout has two values.", HelpName = "sizes" };
    private readonly Option<string?> blocks = new("--blocks") { Description = "Sizes of blocks (2,2,2,2,2 for five pairs) that lots change places within.", HelpName = "sizes" };
    private readonly Option<double> alpha = OptionValues.Default("--alpha", "Level: family-wise for associations, of each of the two tests for equivalence.", Defaults.Alpha);
    private readonly Option<double> power = OptionValues.Default("--power", "Power that is asked for.", Defaults.Power);
    private readonly Option<double?> margin = OptionValues.Number<double?>("--margin", "Half width of the equivalence margin in standard deviations between lots; no value is assumed.");
    private readonly Option<bool> estimated = new("--margin-estimated") { Description = "The margin is that multiple of the standard deviation of the very lots before the change, and so an estimate itself." };
    private readonly Option<int> pairs = OptionValues.Default("--pairs", "Lots (materials) that are split and made by both processes.", 0);
    private readonly Option<int> before = OptionValues.Default("--before-lots", "Lots of the process before that are not split (with pairs: historic lots).", 0);
    private readonly Option<int> after = OptionValues.Default("--after-lots", "Lots of the process after that are not split.", 0);
    private readonly Option<double> donor = OptionValues.Default("--donor-share", "Share of the variance between lots that is the donor's.", Defaults.DonorShare);
    private readonly Option<double> difference = OptionValues.Default("--difference", "True difference of the processes in standard deviations between lots.", Defaults.Difference);
    private readonly Option<int> attributes = OptionValues.Default("--attributes", "Attributes that all have to pass.", Defaults.Attributes);
    private readonly Option<double?> range = OptionValues.Number<double?>("--quality-range", "Tell the error rates of a quality range, mean +- k SD of the lots before.");
    private readonly Option<double?> frequency = OptionValues.Number<double?>("--frequency", "True share of hazardous cells that has to be seen (1e-4).");
    private readonly Option<long> cells = OptionValues.Default("--cells", "With --frequency: cells loaded per lot.", Defaults.CellsPerLot);
    private readonly Option<double> efficiency = OptionValues.Default("--efficiency", "With --frequency: share of the loaded cells that are captured, kept and recognized.", Defaults.Efficiency);
    private readonly Option<int> minimum = OptionValues.Default("--minimum-cells", "With --frequency: cells that make a detection.", Defaults.MinimumCells);
    private readonly Option<double> icc = OptionValues.Default("--icc", "With --frequency: intra-class correlation of the hazard's share between lots.", Defaults.Icc);
    private readonly Option<ulong> seed = CommonOptions.Seed();

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[lots, clusters, rho, groups, blocks, alpha, power, margin, estimated, pairs, before, after, donor, difference, attributes, range, frequency, cells, efficiency, minimum, icc, seed]) command.Options.Add(option);
    }

    public PlanParameters Read(ParseResult parsed) => new()
    {
        Lots = parsed.GetValue(lots), Clusters = parsed.GetValue(clusters), Rho = parsed.GetValue(rho), Groups = Sizes("--groups", parsed.GetValue(groups)), Blocks = Sizes("--blocks", parsed.GetValue(blocks)),
        Alpha = parsed.GetValue(alpha), Power = parsed.GetValue(power), Margin = parsed.GetValue(margin), MarginEstimated = parsed.GetValue(estimated), Pairs = parsed.GetValue(pairs), Before = parsed.GetValue(before), After = parsed.GetValue(after),
        DonorShare = parsed.GetValue(donor), Difference = parsed.GetValue(difference), Attributes = parsed.GetValue(attributes), QualityRange = parsed.GetValue(range), Frequency = parsed.GetValue(frequency), CellsPerLot = parsed.GetValue(cells),
        Efficiency = parsed.GetValue(efficiency), MinimumCells = parsed.GetValue(minimum), Icc = parsed.GetValue(icc), Seed = parsed.GetValue(seed),
    };

    private static int[] Sizes(string option, string? text) => text is null ? [] : [.. text.Split(',', StringSplitOptions.TrimEntries).Select(part =>
        int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int size) ? size : throw new InvalidParameterException($"{option} is '{text}'; expected whole numbers separated by commas."))];
}
