using System.CommandLine;
using GpuCqa.Cli.Remote;
using GpuCqa.Cli.Running;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;
using GpuCqa.Pipelines.Comparisons;
using static GpuCqa.Cli.Verbs.OptionValues;

namespace GpuCqa.Cli.Verbs;

/// <summary><c>gpucqa compare</c>: whether lots after a change of the process are comparable with those before.</summary>
public static class CompareVerb
{
    private static readonly CompareParameters Defaults = new() { Change = "", Before = "", After = "" };

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var sheet = new Argument<string>("cohort") { Description = "Sheet, one row a lot: lot, the column that says the process, and a column of values for each attribute." };
        var before = new Option<string>("--before") { Description = "The lots before the change: column=value, or column=value,value (process=A).", HelpName = "column=value", Required = true };
        var after = new Option<string>("--after") { Description = "The lots after it (process=B).", HelpName = "column=value", Required = true };
        var change = new Option<string>("--change") { Description = "Name of the change, under which everything is recorded (\"CC-041 serum-free medium\").", HelpName = "name", Required = true };
        var attributes = new Option<string?>("--attributes") { Description = "Attribute table, one row an attribute: attribute, unit, scale (linear, log, logit), criticality, safety_link, efficacy_link, tier (T1, T2, T3), tier_reason, concern, margin, justification; the rows composition and untargeted are about the cells. No margin is assumed.", HelpName = "file" };
        var method = new Option<string?>("--method") { Description = "Measurements that tell of the methods: attribute, kind (replicate, history, control, split), value, and lot, day, run, arm.", HelpName = "file" };
        var cells = new Option<string?>("--cells") { Description = "Cells on a frozen reference: the result folder of map; or of one discovery of all lots; or an h5ad with lot and states in obs and an embedding in obsm.", HelpName = "folder" };
        var state = new Option<string?>("--state-column") { Description = "Column of the cells that names their state (needed where there are several).", HelpName = "column" };
        var embedding = new Option<string?>("--embedding") { Description = "Embedding of the cells (default: X_reference, else X_pca).", HelpName = "key" };
        var pair = new Option<string?>("--pair") { Description = "Column by which lots are paired (donor, split material): they are compared within pairs.", HelpName = "column" };
        var variance = new Option<string>("--variance") { Description = "welch (each side its own variance) or pooled.", HelpName = "form", DefaultValueFactory = _ => Defaults.Variance };
        var lotColumn = new Option<string?>("--lot-column") { Description = "Column that names the lot (default: lot, else the first).", HelpName = "column" };
        Option<double> alpha = Default("--alpha", "Level of each one-sided test; intervals have confidence 1 - 2 alpha.", Defaults.Alpha);
        Option<double> range = Default("--range-sd", "Standard deviations of quality ranges.", Defaults.RangeDeviations);
        Option<double> share = Default("--method-share", "Largest share of the method in the variance of a measurement.", Defaults.MethodShare);
        Option<double> drift = Default("--drift", "Drift of the control lot that has to be flagged, as a share of its mean; controls that cannot flag it with 0.9 vouch for nothing.", Defaults.Drift);
        Option<int> draws = Default("--draws", "Labellings of lots drawn where more than a million exist.", Defaults.Draws);
        Option<ulong> seed = CommonOptions.Seed();
        var output = new Option<string>("--out", "-o") { Description = "Result folder to write.", HelpName = "folder", Required = true };
        Option<string> device = CommonOptions.Device();
        Option<int?> threads = CommonOptions.Threads();
        Option<bool> force = CommonOptions.Force(), quiet = CommonOptions.Quiet(), json = CommonOptions.Json(), detach = CommonOptions.Detach();
        Option<string> language = CommonOptions.Language();
        Option<string?> plan = CommonOptions.Plan();
        var command = new Command("compare", "Compare lots before and after a change of the process: equivalence of attributes, composition and cells over lots, and the flow of ICH Q5E's principles. The program proposes; gpucqa sign records who decides.")
        {
            sheet, before, after, change, attributes, method, cells, state, embedding, pair, variance, lotColumn, alpha, range, share, drift, draws, seed, output, device, threads, plan, language, force, quiet, json, detach,
        };
        ServerOptions.AddTo(command);
        command.SetAction(parsed =>
        {
            var job = new CompareJob
            {
                Request = new CompareRequest
                {
                    Sheet = parsed.GetValue(sheet), LotColumn = parsed.GetValue(lotColumn), Attributes = parsed.GetValue(attributes), Method = parsed.GetValue(method), Cells = parsed.GetValue(cells),
                    Parameters = Defaults with
                    {
                        Change = parsed.GetValue(change)!, Before = parsed.GetValue(before)!, After = parsed.GetValue(after)!, Pair = parsed.GetValue(pair), Variance = OneOf("--variance", parsed.GetValue(variance)!, "welch", "pooled"),
                        Alpha = parsed.GetValue(alpha), RangeDeviations = parsed.GetValue(range), MethodShare = parsed.GetValue(share), Drift = parsed.GetValue(drift), Draws = parsed.GetValue(draws), Seed = parsed.GetValue(seed),
                        StateColumn = parsed.GetValue(state), Embedding = parsed.GetValue(embedding),
                    },
                },
                Plan = parsed.GetValue(plan), Output = parsed.GetValue(output)!, Device = parsed.GetValue(device)!, Threads = parsed.GetValue(threads), Language = CommonOptions.ReadLanguage(parsed.GetValue(language)),
                Force = parsed.GetValue(force), Quiet = parsed.GetValue(quiet), Json = parsed.GetValue(json),
            };
            string? server = ServerOptions.Address(parsed);
            if (server is null && parsed.GetValue(detach)) throw new InvalidParameterException(CommonOptions.DetachNeedsServer);
            if (server is not null) return RemoteComparison.Run(parsed, server, job, parsed.GetValue(detach));
            using var interruption = new Interruption();
            job.Run(interruption.Token);
            return 0;
        });
        return command;
    }
}
