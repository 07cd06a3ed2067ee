using System.CommandLine;
using GpuCqa.Cli.Running;
using GpuCqa.Cli.Verbs;
using GpuCqa.Compute;
using GpuCqa.Core.Errors;
using GpuCqa.Formats.Hdf5;
using GpuCqa.Pipelines.Cohorts;
using GpuCqa.Pipelines.Discoveries;
using GpuCqa.Pipelines.Scratch;
using GpuCqa.Reporting.Folders;
using GpuCqa.Reporting.Records;
using GpuCqa.Reporting.Texts;

namespace GpuCqa.Cli.Cohorts;

/// <summary><c>gpucqa cohort finish</c>.</summary>
internal static class FinishCommand
{
    public static Command Create()
    {
        Option<string> work = CohortVerb.Work(), device = CommonOptions.Device(), language = CommonOptions.Language();
        var output = new Option<string>("--out", "-o") { Description = "Result folder to write.", Required = true, HelpName = "folder" };
        Option<int?> threads = CommonOptions.Threads();
        Option<string?> memory = CommonOptions.Memory(), scratch = CommonOptions.Scratch();
        Option<bool> force = CommonOptions.Force(), quiet = CommonOptions.Quiet();
        var command = new Command("finish", "From the merged files to the result folder: clusters, layout, markers, statistics, reference and report. What took long is kept in the work folder, so that it is not done twice.") { work, output, device, threads, memory, scratch, language, force, quiet };
        command.SetAction(parsed =>
        {
            DateTimeOffset started = DateTimeOffset.UtcNow;
            using var interruption = new Interruption();
            string folder = parsed.GetValue(output)!;
            bool replace = parsed.GetValue(force), silent = parsed.GetValue(quiet);
            ReportLanguage shown = CommonOptions.ReadLanguage(parsed.GetValue(language));
            ResultFolder.Check(folder, replace);
            H5adWriter.Check();
            var opened = CohortWork.Open(parsed.GetValue(work)!);
            DiscoveryPipeline pipeline = CohortPlanner.Pipeline(opened.Plan);
            _ = pipeline.ReadGeneSets();
            var progress = new ConsoleProgress(silent);
            foreach (string note in pipeline.Notes) progress.Note(note);
            using ComputeDevice opener = DeviceFamilies.Open(parsed.GetValue(device)!, parsed.GetValue(threads));
            using var room = new JobRoom(OptionValues.Bytes("--memory", parsed.GetValue(memory)), parsed.GetValue(scratch));
            using CohortEnd end = progress.Show(() => CohortEnd.Run(opened, pipeline, opener, room, progress, interruption.Token));
            Provenance record = RunRecord.Of(started, end.Inputs, opener, progress);
            progress.Show(() =>
            {
                progress.Begin("write results", 0);
                ResultFolder.Write(folder, replace, made => DiscoveryPipeline.Write(made, end.Result, record, shown, interruption.Token), interruption.Token);
                progress.End();
                return true;
            });
            end.Done(folder);
            if (!silent) RunNews.Tell(end.Result, folder);
            return 0;
        });
        return command;
    }
}
