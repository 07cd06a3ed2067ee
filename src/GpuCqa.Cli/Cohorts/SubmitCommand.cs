using System.CommandLine;
using GpuCqa.Cli.Running;
using GpuCqa.Cli.Verbs;
using GpuCqa.Core.Errors;
using GpuCqa.Pipelines.Cohorts;
using GpuCqa.Pipelines.Cohorts.Executors;
using GpuCqa.Reporting.Folders;

namespace GpuCqa.Cli.Cohorts;

/// <summary><c>gpucqa cohort submit</c> and <c>resume</c>.</summary>
internal static class SubmitCommand
{
    public static Command Create(string name, string description)
    {
        Option<string> work = CohortVerb.Work(), language = CommonOptions.Language();
        var output = new Option<string>("--out", "-o") { Description = "Result folder to write.", Required = true, HelpName = "folder" };
        Option<bool> force = CommonOptions.Force(), quiet = CommonOptions.Quiet();
        var executors = new ExecutorOptions();
        var command = new Command(name, description) { work, output, language, force, quiet };
        executors.AddTo(command);
        command.SetAction(parsed =>
        {
            using var interruption = new Interruption();
            string folder = Path.GetFullPath(parsed.GetValue(output)!);
            ResultFolder.Check(folder, parsed.GetValue(force));
            string shown = parsed.GetValue(language)!;
            _ = CommonOptions.ReadLanguage(shown);
            (CohortExecutor executor, CohortSubmission submission) = executors.Read(parsed, new CohortSubmission
            {
                Work = CohortWork.Open(parsed.GetValue(work)!), Output = folder, Force = parsed.GetValue(force), Language = shown, Program = CohortProgram.Own(),
            });
            CohortPlanner.RequireEngine(submission.Work);
            var progress = new ConsoleProgress(parsed.GetValue(quiet));
            bool there = TaskCommands.Repeatable(() => progress.Show(() => executor.Submit(submission, progress, interruption.Token)) ? 0 : 1) == 0;
            if (!parsed.GetValue(quiet)) Console.Error.WriteLine(there ? $"Report: {Path.Combine(folder, "report.html")}" : $"{executor.Name} goes on; 'gpucqa cohort status --work {submission.Work.Folder}' says how far it is.");
            return 0;
        });
        return command;
    }
}
