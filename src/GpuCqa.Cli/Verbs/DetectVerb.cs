using System.CommandLine;
using GpuCqa.Cli.Remote;
using GpuCqa.Cli.Running;
using GpuCqa.Client.Uploads;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;
using GpuCqa.Formats.States;
using GpuCqa.Pipelines.Detections;
using GpuCqa.Pipelines.Inputs;
using GpuCqa.Reporting.Texts;
using static GpuCqa.Cli.Verbs.OptionValues;

namespace GpuCqa.Cli.Verbs;

/// <summary><c>gpucqa detect</c>: whether a rare hazard would be seen, and what not seeing it leaves open.</summary>
public static class DetectVerb
{
    private static readonly DetectParameters Defaults = new();

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var counts = new Argument<string?>("counts") { Description = "Table with one row a lot: lot, cells, hazard (cells called), optional role (test, blank, spike), frequency (of spiked lots), removed_cells and removed_hazard (cells that quality control removed, scanned too). Without it the search is planned.", Arity = ArgumentArity.ZeroOrOne };
        Option<double> frequency = Default("--frequency", "True share of hazardous cells that has to be seen.", Defaults.Frequency), capture = Default("--capture", "Share of the loaded cells that are captured.", Defaults.Capture), kept = Default("--kept", "Share of the captured hazardous cells that quality control keeps; 1 where removed cells are scanned too.", Defaults.Kept),
            sensitivity = Default("--sensitivity", "Share of the hazardous cells that the classifier calls.", Defaults.Sensitivity), falsePositives = Default("--false-positives", "Share of the harmless cells that the classifier calls.", Defaults.FalsePositives), icc = Default("--icc", "Intra-class correlation of the hazard's share between lots.", Defaults.Icc),
            probability = Default("--probability", "Probability with which it has to be seen.", Defaults.Probability), confidence = Default("--confidence", "Confidence of bounds and intervals.", Defaults.Confidence);
        Option<long> cells = Default("--cells", "Cells loaded per lot.", Defaults.Cells), positives = Default("--validation-positives", "Hazardous cells of the classifier's validation (0 = sensitivity is known).", 0L), negatives = Default("--validation-negatives", "Harmless cells of the classifier's validation (0 = the rate is known).", 0L);
        Option<int> lots = Default("--lots", "Lots of the process that are looked at.", Defaults.Lots), minimum = Default("--minimum-cells", "Cells that make a detection.", Defaults.MinimumCells), pool = Default("--pool", "Lots that are pooled into one sample of the same cells.", Defaults.Pool);
        Option<double?> size = Number<double?>("--lot-size", "Cells of the whole lot, where a large part of it is looked at (drawn without replacement)."), dose = Number<double?>("--dose", "Cells of a dose, for the bound per dose."), confirm = Number<double?>("--confirm-sensitivity", "Sensitivity of a second test of the called cells."),
            confirmFalse = Number<double?>("--confirm-false-positives", "Its false positive rate among falsely called cells."), acceptable = Number<double?>("--acceptable", "Share that a lot may have and still should be released."), unacceptable = Number<double?>("--unacceptable", "Share that a lot may not have.");
        var reference = new Option<string?>("--reference") { Description = "Reference that discover wrote: the table is then a cohort sheet, whose lots (all roles but train; blank: known to be free of the hazard) are mapped, searched, and spiked with hazardous cells in silico.", HelpName = "folder" };
        var hazard = new Option<int?>("--hazard") { Description = "Cluster of the reference that is the hazard; its cells are spiked in, each mapped without its own lot. Without it the hazard is what is unlike every cell of the reference.", HelpName = "cluster" };
        var resolution = new Option<double?>("--resolution") { Description = "Resolution of that cluster (default: that of the reference's first claim).", HelpName = "number" };
        var hazardCells = new Option<string?>("--hazard-cells") { Description = "File of hazardous cells to spike in, instead of those of the cluster.", HelpName = "file" };
        var replicates = new Option<int>("--replicates") { Description = "Times that each lot is spiked at each of 13 frequencies, 1e-2 to 1e-5.", HelpName = "n", DefaultValueFactory = _ => Defaults.Replicates };
        Option<ulong> seed = CommonOptions.Seed();
        Option<string> device = CommonOptions.Device();
        Option<int?> threads = CommonOptions.Threads();
        var files = new CellFileSwitches();
        var output = new Option<string?>("--out", "-o") { Description = "Result folder to write, with a page of curves; without it the answer is printed.", HelpName = "folder" };
        Option<bool> force = CommonOptions.Force(), quiet = CommonOptions.Quiet(), json = CommonOptions.Json(), detach = CommonOptions.Detach();
        Option<string> language = CommonOptions.Language();
        var command = new Command("detect", "Say whether a rare hazard would be seen: limits of detection with capture, classifier errors and lots that vary, what not seeing it leaves open per dose, and the risks of a release rule.") { counts };
        foreach (Option option in (Option[])[frequency, cells, lots, capture, kept, sensitivity, falsePositives, minimum, icc, probability, confidence, size, pool, dose, confirm, confirmFalse, positives, negatives, acceptable, unacceptable, reference, hazard, resolution, hazardCells, replicates, seed, output, device, threads, language, force, quiet, json, detach]) command.Options.Add(option);
        files.AddTo(command);
        ServerOptions.AddTo(command);
        command.SetAction(parsed =>
        {
            string? path = parsed.GetValue(counts);
            var parameters = new DetectParameters
            {
                Frequency = parsed.GetValue(frequency), Cells = parsed.GetValue(cells), Lots = parsed.GetValue(lots), Capture = parsed.GetValue(capture), Kept = parsed.GetValue(kept), Sensitivity = parsed.GetValue(sensitivity), FalsePositives = parsed.GetValue(falsePositives),
                MinimumCells = parsed.GetValue(minimum), Icc = parsed.GetValue(icc), Probability = parsed.GetValue(probability), Confidence = parsed.GetValue(confidence), LotSize = parsed.GetValue(size), Pool = parsed.GetValue(pool), Dose = parsed.GetValue(dose),
                ConfirmSensitivity = parsed.GetValue(confirm), ConfirmFalsePositives = parsed.GetValue(confirmFalse), ValidationPositives = parsed.GetValue(positives), ValidationNegatives = parsed.GetValue(negatives), Acceptable = parsed.GetValue(acceptable), Unacceptable = parsed.GetValue(unacceptable), Hazard = parsed.GetValue(hazard), Resolution = parsed.GetValue(resolution), Replicates = parsed.GetValue(replicates), Seed = parsed.GetValue(seed),
            };
            if (parsed.GetValue(reference) is { } frozen)
            {
                string? server = ServerOptions.Address(parsed);
                bool detached = parsed.GetValue(detach);
                if (server is null && detached) throw new InvalidParameterException(CommonOptions.DetachNeedsServer);
                var spike = new SpikeJob
                {
                    Sheet = path ?? throw new InvalidParameterException("--reference needs a cohort sheet, whose lots are mapped onto it."), Reference = frozen, HazardCells = parsed.GetValue(hazardCells), Parameters = parameters, LotColumn = files.LotColumn(parsed), Files = files.Read(parsed),
                    Output = parsed.GetValue(output) ?? (detached ? "" : throw new InvalidParameterException("--out names no folder; say where the result is to be written.")),
                    Device = parsed.GetValue(device)!, Threads = parsed.GetValue(threads), Language = CommonOptions.ReadLanguage(parsed.GetValue(language)), Force = parsed.GetValue(force), Quiet = parsed.GetValue(quiet), Json = parsed.GetValue(json),
                };
                if (server is not null) return RemoteSpikes.Run(parsed, server, spike, detached);
                using var interruption = new Interruption();
                spike.Run(interruption.Token);
                return 0;
            }

            if (parameters.Hazard is not null || parameters.Resolution is not null || parsed.GetValue(hazardCells) is not null) throw new InvalidParameterException("--hazard, --resolution and --hazard-cells are about cells that are mapped; give --reference too.");
            ReportLanguage report = CommonOptions.ReadLanguage(parsed.GetValue(language));
            var job = new StatementJob
            {
                Compute = progress => new DetectPipeline(path is null ? null : LotTable.ReadSheet(path, null), parameters).Run(progress),
                Inputs = path is null ? [] : [new InputFile(DetectPipeline.TableLabel, path, Path.GetFullPath(path))],
                Output = parsed.GetValue(output), Language = report, Force = parsed.GetValue(force), Quiet = parsed.GetValue(quiet), Json = parsed.GetValue(json),
            };
            return RemoteStatement.RunOrCompute(parsed, job, parsed.GetValue(detach), async (project, _, cancellation) =>
                DetectMessage.Of(path is null ? null : (await project.UploadLotsAsync(path, new LotUploadOptions { Readouts = ["cells", "hazard"] }, cancellation)).Name, parameters, report));
        });
        return command;
    }
}
