using System.CommandLine;
using GpuCqa.Cli.Remote;
using GpuCqa.Cli.Running;
using GpuCqa.Core.Errors;

namespace GpuCqa.Cli.Verbs;

/// <summary><c>gpucqa map</c>: new lots onto a frozen reference, and whether its claim stands on them.</summary>
public static class MapVerb
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var sheet = new Argument<string>("cohort") { Description = "Cohort sheet; the lots of every role but train are mapped, each set (role, and tissue where a role has several) by itself." };
        var reference = new Option<string>("--reference") { Description = "Reference that discover wrote (RESULT/reference, or RESULT).", Required = true, HelpName = "folder" };
        var output = new Option<string?>("--out", "-o") { Description = "Result folder to write; required but for --dry-run and --detach.", HelpName = "folder" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Print what each set of lots can show and the memory that the mapping needs, from headers alone, and map nothing; with --server for its device, and with what would be uploaded." };
        var anchors = new Option<bool>("--anchors") { Description = "Write anchors.csv.gz: every pair of cells that carried labels." };
        Option<string> device = CommonOptions.Device();
        Option<int?> threads = CommonOptions.Threads();
        var memory = new Option<string?>("--memory") { Description = "Host memory that the job may take, as 8G or 500M (default: no limit). Lots are mapped one after another, and one that needs more with the reference is refused before it is read.", HelpName = "size" };
        var scratch = new Option<string?>("--scratch") { Description = "Folder of the steps that are kept for --resume (default: TMPDIR, else /var/tmp).", HelpName = "folder" };
        Option<bool> resume = CommonOptions.Resume();
        Option<string> keepSteps = CommonOptions.KeepSteps();
        Option<bool> force = CommonOptions.Force(), quiet = CommonOptions.Quiet(), json = CommonOptions.Json();
        Option<string> language = CommonOptions.Language();
        Option<string?> plan = CommonOptions.Plan();
        var options = new MapOptions();
        var files = new CellFileSwitches();
        var images = new ImageSwitches();
        var command = new Command("map", "Map lots that were never used to find a cluster onto its frozen reference: what their cells are, what is not in the reference, and whether the claim replicates, exactly.")
        {
            sheet, reference, output,
        };
        files.AddTo(command);
        images.AddTable(command);
        foreach (Option option in (Option[])[device, threads, memory, scratch, resume, keepSteps, language, force, quiet, json, anchors, dryRun, plan]) command.Options.Add(option);
        options.AddTo(command);
        Option<bool> detach = CommonOptions.Detach();
        command.Options.Add(detach);
        ServerOptions.AddTo(command);
        command.SetAction(parsed =>
        {
            string? server = ServerOptions.Address(parsed);
            bool dry = parsed.GetValue(dryRun), outless = dry || (server is not null && parsed.GetValue(detach));
            var job = new MapJob
            {
                Sheet = parsed.GetValue(sheet)!,
                Reference = parsed.GetValue(reference)!,
                Output = parsed.GetValue(output) ?? (outless ? "" : throw new InvalidParameterException("--out names no folder; say where the result is to be written.")),
                Parameters = options.Read(parsed) with { KeepAnchors = parsed.GetValue(anchors) },
                LotColumn = files.LotColumn(parsed),
                Files = files.Read(parsed) with { Images = images.Read(parsed) },
                Plan = parsed.GetValue(plan),
                Device = parsed.GetValue(device)!,
                Threads = parsed.GetValue(threads),
                Memory = OptionValues.Bytes("--memory", parsed.GetValue(memory)),
                Scratch = parsed.GetValue(scratch),
                Resume = parsed.GetValue(resume),
                KeepSteps = CommonOptions.ReadKeepSteps(parsed.GetValue(keepSteps)!),
                Language = CommonOptions.ReadLanguage(parsed.GetValue(language)),
                Force = parsed.GetValue(force),
                Quiet = parsed.GetValue(quiet),
                Json = parsed.GetValue(json),
            };
            if (server is null && parsed.GetValue(detach)) throw new InvalidParameterException(CommonOptions.DetachNeedsServer);
            if (server is not null && job.Resume) throw new InvalidParameterException("--resume is for runs on this machine; a server keeps its analyses and runs them again by itself.");
            if (server is not null && (job.Memory is not null || job.Scratch is not null)) throw new InvalidParameterException($"{(job.Memory is null ? "--scratch" : "--memory")} is for runs on this machine; a server has its own limits.");
            if (job is { Resume: true, KeepSteps: KeepSteps.Never }) throw new InvalidParameterException("--resume keeps finished steps; --keep-steps never keeps none.");
            if (server is not null && dry) return RemoteMapPlan.Print(parsed, server, job);
            if (server is not null) return RemoteMapping.Run(parsed, server, job, parsed.GetValue(detach));
            using var interruption = new Interruption();
            if (dry)
            {
                job.PrintPlan(interruption.Token);
                return 0;
            }

            job.Run(interruption.Token);
            if (job is { Quiet: false, Json: false }) Console.Error.WriteLine($"Report: {Path.GetFullPath(Path.Combine(job.Output, "report.html"))}");
            return 0;
        });
        return command;
    }
}
