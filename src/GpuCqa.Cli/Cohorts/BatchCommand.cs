using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text;
using GpuCqa.Cli.Running;
using GpuCqa.Cli.Verbs;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Texts;
using GpuCqa.Pipelines.Cohorts;
using GpuCqa.Pipelines.Cohorts.Executors;

namespace GpuCqa.Cli.Cohorts;

/// <summary><c>gpucqa cohort batch</c>.</summary>
internal static class BatchCommand
{
    private const string SummaryFile = "batch.csv";

    public static Command Create()
    {
        var list = new Argument<string>("list") { Description = "Table of cohorts (CSV or TSV): name, sheet (relative to the table), readout, and optionally options of the plan." };
        Option<string> work = CohortVerb.Work();
        var output = new Option<string>("--out", "-o") { Description = $"Folder of the result folders, one a cohort by its name, and of {SummaryFile}.", Required = true, HelpName = "folder" };
        Option<int> most = OptionValues.Default("--parallel", "Cohorts at a time.", 1);
        var submit = new Option<string[]>("--submit") { Description = "A word for every submit, such as --submit=--executor=slurm, --submit=--wait; repeatable.", HelpName = "word" };
        Option<bool> quiet = CommonOptions.Quiet();
        var command = new Command("batch", "Run many cohorts, a plan each, and say in one table what became of them. Run again with another build or other inputs it does anew what changed, and says which findings moved.") { list, work, output, most, submit, quiet };
        command.SetAction(parsed =>
        {
            using var interruption = new Interruption();
            IReadOnlyList<BatchEntry> entries = CohortBatch.Read(parsed.GetValue(list)!, CommandLineParser.SplitCommandLine);
            string folder = Path.GetFullPath(parsed.GetValue(output)!);
            Directory.CreateDirectory(folder);
            var batch = new CohortBatch(Path.GetFullPath(parsed.GetValue(work)!), folder, CohortProgram.Own(), parsed.GetValue(submit) ?? []);
            int parallel = (int)OptionValues.AtLeast("--parallel", parsed.GetValue(most), 1);
            var progress = new ConsoleProgress(parsed.GetValue(quiet));
            IReadOnlyList<BatchOutcome> outcomes = progress.Show(() => batch.Run(entries, parallel, progress, interruption.Token));
            var text = new StringBuilder("name,state,exit_code,message,plan,findings,moved\n");
            foreach (BatchOutcome o in outcomes)
                text.AppendJoin(',', ((string[])[o.Name, o.State, o.ExitCode.ToString(System.Globalization.CultureInfo.InvariantCulture), o.Message, o.Plan, string.Join("; ", o.Findings), string.Join("; ", o.Moved)]).Select(Quoted)).Append('\n');
            File.WriteAllText(Path.Combine(folder, SummaryFile), text.ToString());
            foreach (string moved in outcomes.SelectMany(o => o.Moved.Select(m => $"{o.Name}: moved: {m}"))) Console.Out.WriteLine(moved);
            BatchOutcome[] failed = [.. outcomes.Where(o => o.State == "failed")];
            Console.Out.WriteLine($"{Counted.Of(outcomes.Count, "cohort")}: {outcomes.Count(o => o.State == "done")} done, {outcomes.Count(o => o.State == "unchanged")} unchanged, {failed.Length} failed; {Path.Combine(folder, SummaryFile)}");
            if (failed.Length == 0) return 0;
            foreach (BatchOutcome o in failed) Console.Error.WriteLine($"gpucqa: {o.Name}: {o.Message}");
            return failed.Select(o => o.ExitCode).Distinct().Count() == 1 ? failed[0].ExitCode : ErrorTable.ExitCode(ErrorReason.Precondition);
        });
        return command;
    }

    private static string Quoted(string text) => text.AsSpan().IndexOfAny(",\"\n\r") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
