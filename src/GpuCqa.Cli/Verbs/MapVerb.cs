using System.CommandLine;
using GpuCqa.Cli.Remote;
using GpuCqa.Cli.Running;
using GpuCqa.Core.Errors;
using GpuCqa.Formats;

namespace GpuCqa.Cli.Verbs;

/// <summary><c>gpucqa map</c>: new lots onto a frozen reference, and whether its claim stands on them.</summary>
public static class MapVerb
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var sheet = new Argument<string>("cohort") { Description = "Cohort sheet; the lots of every role but train are mapped, each set (role, and tissue where a role has several) by itself." };
        var reference = new Option<string>("--reference") { Description = "Reference that discover wrote (RESULT/reference, or RESULT).", Required = true, HelpName = "folder" };
        var output = new Option<string?>("--out", "-o") { Description = "Result folder to write.", HelpName = "folder" };
        var anchors = new Option<bool>("--anchors") { Description = "Write anchors.csv.gz: every pair of cells that carried labels." };
        var lotColumn = new Option<string?>("--lot-column") { Description = "Per-cell column that names the lot, when one file holds several lots.", HelpName = "column" };
        var genome = new Option<string?>("--genome") { Description = "Genome to read from 10x files of several.", HelpName = "name" };
        var layer = new Option<string?>("--layer") { Description = "h5ad layer that holds the counts.", HelpName = "name" };
        var cellColumn = new Option<string?>("--cell-column") { Description = "Column that names the cells in tables of image features (default: the first that is no number).", HelpName = "column" };
        var useRaw = new Option<bool>("--use-raw") { Description = "Take counts and genes from raw of h5ad files." };
        Option<string> device = CommonOptions.Device();
        Option<int?> threads = CommonOptions.Threads();
        Option<bool> force = CommonOptions.Force(), quiet = CommonOptions.Quiet(), json = CommonOptions.Json();
        Option<string> language = CommonOptions.Language();
        var options = new MapOptions();
        var command = new Command("map", "Map lots that were never used to find a cluster onto its frozen reference: what their cells are, what is not in the reference, and whether the claim replicates, exactly.")
        {
            sheet, reference, output, lotColumn, genome, layer, useRaw, cellColumn, device, threads, language, force, quiet, json, anchors,
        };
        options.AddTo(command);
        Option<bool> detach = CommonOptions.Detach();
        command.Options.Add(detach);
        ServerOptions.AddTo(command);
        command.SetAction(parsed =>
        {
            var job = new MapJob
            {
                Sheet = parsed.GetValue(sheet)!,
                Reference = parsed.GetValue(reference)!,
                Output = parsed.GetValue(output) ?? throw new InvalidParameterException("--out names no folder; say where the result is to be written."),
                Parameters = options.Read(parsed) with { KeepAnchors = parsed.GetValue(anchors) },
                LotColumn = parsed.GetValue(lotColumn),
                Files = new CellFileOptions { Genome = parsed.GetValue(genome), Layer = parsed.GetValue(layer), UseRaw = parsed.GetValue(useRaw), IdColumn = parsed.GetValue(cellColumn) },
                Device = parsed.GetValue(device)!,
                Threads = parsed.GetValue(threads),
                Language = CommonOptions.ReadLanguage(parsed.GetValue(language)),
                Force = parsed.GetValue(force),
                Quiet = parsed.GetValue(quiet),
                Json = parsed.GetValue(json),
            };
            string? server = ServerOptions.Address(parsed);
            if (server is null && parsed.GetValue(detach)) throw new InvalidParameterException(CommonOptions.DetachNeedsServer);
            if (server is not null) return RemoteMapping.Run(parsed, server, job, parsed.GetValue(detach));
            using var interruption = new Interruption();
            job.Run(interruption.Token);
            if (job is { Quiet: false, Json: false }) Console.Error.WriteLine($"Report: {Path.GetFullPath(Path.Combine(job.Output, "report.html"))}");
            return 0;
        });
        return command;
    }
}
