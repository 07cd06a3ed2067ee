using System.CommandLine;
using GpuCqa.Cli.Verbs;
using GpuCqa.Pipelines.Cohorts;
using GpuCqa.Pipelines.Cohorts.Executors;
using GpuCqa.Pipelines.Cohorts.Kubernetes;
using GpuCqa.Pipelines.Cohorts.Rules;

namespace GpuCqa.Cli.Cohorts;

/// <summary><c>gpucqa cohort print-k8s</c> and <c>print-rules</c>: the tasks of a plan, for who runs them by other means.</summary>
internal static class PrintCommands
{
    private const string Snakemake = "snakemake", Nextflow = "nextflow";

    public static Command Kubernetes()
    {
        var cluster = new KubernetesSwitches();
        var command = new Command("print-k8s", "Print the Jobs of a plan as JSON, in the order in which each needs the one before it (label gpucqa/step).");
        Func<ParseResult, CohortSubmission> read = Asked(command);
        cluster.AddTo(command);
        command.SetAction(parsed => Console.Out.Write(KubernetesJobs.Json(KubernetesJobs.All(cluster.Read(parsed), read(parsed)))));
        return command;
    }

    public static Command Rules()
    {
        var engine = new Option<string>("--for") { Description = $"Workflow engine: {Snakemake} or {Nextflow}.", Required = true, HelpName = "name" };
        var program = new Option<string[]>("--program") { Description = "How a node starts this program, one word an option (default: as it was started here).", HelpName = "word" };
        var command = new Command("print-rules", "Print the tasks of a plan as rules of a workflow engine, which call run-shard, merge and finish.") { engine, program };
        Func<ParseResult, CohortSubmission> read = Asked(command);
        command.SetAction(parsed =>
        {
            string name = OptionValues.OneOf("--for", parsed.GetValue(engine)!, Snakemake, Nextflow);
            CohortSubmission asked = read(parsed);
            if (parsed.GetValue(program) is { Length: > 0 } words) asked = asked with { Program = new CohortProgram(words) };
            Console.Out.Write(name == Snakemake ? SnakemakeRules.Text(asked) : NextflowRules.Text(asked));
        });
        return command;
    }

    // What both need: the plan, where its result goes, and what every task is told.
    private static Func<ParseResult, CohortSubmission> Asked(Command command)
    {
        Option<string> work = CohortVerb.Work(), device = CommonOptions.Device();
        var output = new Option<string>("--out", "-o") { Description = "Result folder that the last task writes.", Required = true, HelpName = "folder" };
        Option<int> shardsPerTask = OptionValues.Default("--shards-per-task", "Shards that one pod takes one after another (print-k8s).", 1), attempts = OptionValues.Default("--attempts", "Times that a task is begun that says 'try again' (exit 75).", 3);
        Option<int?> threads = CommonOptions.Threads();
        foreach (Option option in (Option[])[work, output, device, threads, shardsPerTask, attempts]) command.Options.Add(option);
        return parsed => new CohortSubmission
        {
            Work = CohortWork.Open(parsed.GetValue(work)!), Output = Path.GetFullPath(parsed.GetValue(output)!), Program = CohortProgram.Own(), Device = parsed.GetValue(device)!, Threads = parsed.GetValue(threads),
            ShardsPerTask = (int)OptionValues.AtLeast("--shards-per-task", parsed.GetValue(shardsPerTask), 1), Attempts = (int)OptionValues.AtLeast("--attempts", parsed.GetValue(attempts), 1),
        };
    }
}
