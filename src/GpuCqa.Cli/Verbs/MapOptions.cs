using System.CommandLine;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;

namespace GpuCqa.Cli.Verbs;

/// <summary>The options of <c>gpucqa map</c> that are parameters of the method.</summary>
internal sealed class MapOptions
{
    private static readonly MapParameters Defaults = new();

    private readonly Option<string> method = new("--method") { Description = "anchors (Seurat's FindTransferAnchors and TransferData, exact neighbours) or symphony (a compressed reference; for release testing).", HelpName = "name", DefaultValueFactory = _ => Defaults.Method };
    private readonly Option<string> preset = new("--preset") { Description = "Conventions of anchors: seurat-v4 (anchors are filtered, k-filter 200) or seurat-v5 (they are not).", HelpName = "name", DefaultValueFactory = _ => Defaults.Preset };
    private readonly Option<string> reduction = new("--reduction") { Description = "Space in which anchors are found: pcaproject (the reference's components) or cca.", HelpName = "name", DefaultValueFactory = _ => Defaults.Reduction };
    private readonly Option<int> kAnchor = new("--k-anchor") { Description = "Neighbours within which two cells must be mutual.", HelpName = "n", DefaultValueFactory = _ => Defaults.KAnchor };
    private readonly Option<int?> kFilter = new("--k-filter") { Description = "An anchor's query cell must be among this many nearest of its reference cell in expression; 0 = no filter (default: the preset's).", HelpName = "n" };
    private readonly Option<int> kScore = new("--k-score") { Description = "Neighbours that an anchor's score is counted in.", HelpName = "n", DefaultValueFactory = _ => Defaults.KScore };
    private readonly Option<int> kWeight = new("--k-weight") { Description = "Anchors that vote for a cell; a lot with fewer anchored cells is refused.", HelpName = "n", DefaultValueFactory = _ => Defaults.KWeight };
    private readonly Option<int> kVote = new("--k-vote") { Description = "Nearest reference cells that vote under symphony.", HelpName = "n", DefaultValueFactory = _ => Defaults.KVote };
    private readonly Option<string[]> roles = new("--role") { Description = "Role of the lots to map; several by repeating the option or by commas (default: every role but train).", HelpName = "name" };
    private readonly Option<string[]> falsify = new("--falsify") { Description = "Set (role, tissue, or role:tissue) in which the claim is predicted not to hold: fewer marker-high cells and a lower readout than in the train lots. Written down before its lots are read.", HelpName = "set" };
    private readonly Option<bool> postHoc = new("--posthoc") { Description = "Mark everything as exploratory: the lots or their readouts were seen before the claim was locked." };
    private readonly Option<double> confidence = new("--confidence") { Description = "Confidence of intervals.", HelpName = "share", DefaultValueFactory = _ => Defaults.Confidence };
    private readonly Option<ulong> seed = new("--seed") { Description = "Seed of thinning and of computed powers.", HelpName = "n", DefaultValueFactory = _ => Defaults.Seed };

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[method, preset, reduction, kAnchor, kFilter, kScore, kWeight, kVote, roles, falsify, postHoc, confidence, seed]) command.Options.Add(option);
    }

    /// <summary>The parameters.</summary>
    /// <exception cref="InvalidParameterException">One is out of range.</exception>
    public MapParameters Read(ParseResult parsed) => new MapParameters
    {
        Method = parsed.GetValue(method)!,
        Preset = parsed.GetValue(preset)!,
        Reduction = parsed.GetValue(reduction)!,
        KAnchor = parsed.GetValue(kAnchor),
        KFilter = parsed.GetValue(kFilter),
        KScore = parsed.GetValue(kScore),
        KWeight = parsed.GetValue(kWeight),
        KVote = parsed.GetValue(kVote),
        Roles = Split(parsed.GetValue(roles)),
        Falsification = Split(parsed.GetValue(falsify)),
        PostHoc = parsed.GetValue(postHoc),
        Confidence = parsed.GetValue(confidence),
        Seed = parsed.GetValue(seed),
    }.Checked();

    private static string[] Split(string[]? values) => [.. (values ?? []).SelectMany(v => v.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Distinct(StringComparer.Ordinal)];
}
