using System.CommandLine;
using GpuCqa.Cli.Remote;
using GpuCqa.Cli.Running;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;
using static GpuCqa.Cli.Verbs.OptionValues;

namespace GpuCqa.Cli.Verbs;

/// <summary><c>gpucqa discover</c>: from a cohort sheet to a result folder.</summary>
public static class DiscoverVerb
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var sheet = new Argument<string>("cohort") { Description = "Cohort sheet (CSV or TSV), one row a lot: lot, path, optional role, donor, tissue, batch, process, and readouts. With --lot-column and an option of image features also their table itself, whose columns then describe the lots." };
        var readout = new Option<string[]>("--readout", "-r") { Description = "Column of the sheet that says what a lot can do; several (repeat the option, or separate by commas; a name with commas is given alone or in quotes) are tested as one family.", Required = true, HelpName = "column" };
        var output = new Option<string?>("--out", "-o") { Description = "Result folder to write; required but for --dry-run and --detach.", HelpName = "folder" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Print the memory plan and the steps, from headers alone, and compute nothing; with --server for the server, and with what would be uploaded." };
        Option<string> device = CommonOptions.Device();
        Option<int?> threads = CommonOptions.Threads();
        Option<string?> memory = CommonOptions.Memory(), scratch = CommonOptions.Scratch();
        Option<bool> resume = CommonOptions.Resume();
        Option<string> keepSteps = CommonOptions.KeepSteps();
        Option<bool> force = CommonOptions.Force(), quiet = CommonOptions.Quiet(), json = CommonOptions.Json();
        Option<string> language = CommonOptions.Language();
        Option<bool> detach = CommonOptions.Detach();
        Option<string?> plan = CommonOptions.Plan();
        var options = new DiscoverOptions();
        var files = new CellFileSwitches();
        var images = new ImageSwitches();

        var command = new Command("discover", "Find the cluster of cells whose fraction per lot goes with a readout, tested exactly and corrected for everything that was looked at.")
        {
            sheet, readout, output,
        };
        files.AddTo(command);
        images.AddTo(command);
        foreach (Option option in (Option[])[device, threads, memory, scratch, resume, keepSteps, language, force, quiet, json, dryRun, plan]) command.Options.Add(option);
        options.AddTo(command);
        command.Options.Add(detach);
        ServerOptions.AddTo(command);
        command.SetAction(parsed =>
        {
            DiscoverParameters parameters = images.Read(parsed, options.Read(parsed, parsed.GetValue(readout)!));
            string? server = ServerOptions.Address(parsed);
            bool outless = parsed.GetValue(dryRun) || (server is not null && parsed.GetValue(detach));
            var job = new DiscoverJob
            {
                Sheet = parsed.GetValue(sheet)!,
                Output = parsed.GetValue(output) ?? (outless ? "" : throw new InvalidParameterException("--out names no folder; say where the result is to be written.")),
                Parameters = parameters,
                GeneSets = options.GeneSetFiles(parsed),
                LotColumn = files.LotColumn(parsed),
                Files = files.Read(parsed),
                Device = parsed.GetValue(device)!,
                Threads = parsed.GetValue(threads),
                Memory = Bytes("--memory", parsed.GetValue(memory)),
                Scratch = parsed.GetValue(scratch),
                Resume = parsed.GetValue(resume),
                KeepSteps = CommonOptions.ReadKeepSteps(parsed.GetValue(keepSteps)!),
                Plan = parsed.GetValue(plan),
                Language = CommonOptions.ReadLanguage(parsed.GetValue(language)),
                Force = parsed.GetValue(force),
                Quiet = parsed.GetValue(quiet),
                Json = parsed.GetValue(json),
            };
            if (server is null && parsed.GetValue(detach)) throw new InvalidParameterException(CommonOptions.DetachNeedsServer);
            if (server is not null && job.IsSheetless) throw new InvalidParameterException($"{job.Sheet} is no cohort sheet; a server takes one, whose paths name the tables of image features.");
            if (server is not null && job.Resume) throw new InvalidParameterException("--resume is for runs on this machine; a server keeps the steps of its analyses and goes on with them by itself.");
            if (job is { Resume: true, KeepSteps: KeepSteps.Never }) throw new InvalidParameterException("--resume keeps finished steps; --keep-steps never keeps none.");
            if (server is not null && parsed.GetValue(dryRun)) return RemoteDryRun.Print(parsed, server, job);
            if (server is not null) return RemoteDiscovery.Run(parsed, server, job, parsed.GetValue(detach));
            using var interruption = new Interruption();
            if (parsed.GetValue(dryRun)) return DryRun.Print(job, interruption.Token);
            job.Run(interruption.Token);
            if (job is { Quiet: false, Json: false }) Console.Error.WriteLine($"Report: {Path.GetFullPath(Path.Combine(job.Output, "report.html"))}");
            return 0;
        });
        return command;
    }
}
