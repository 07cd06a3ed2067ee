using System.CommandLine;
using GpuCqa.Cli.Verbs;
using GpuCqa.Core.Errors;
using GpuCqa.Pipelines.Cohorts.Executors;

namespace GpuCqa.Cli.Cohorts;

/// <summary>The options that say where tasks run.</summary>
internal sealed class ExecutorOptions
{
    private const string Local = "local", Slurm = "slurm";

    private readonly Option<string> executor = OptionValues.Default("--executor", $"Where tasks run: {Local} (child processes of this machine) or {Slurm} (arrays of sbatch).", Local);
    private readonly Option<int> workers = OptionValues.Default("--workers", "local: child processes at a time.", 1);
    private readonly Option<int> shardsPerTask = OptionValues.Default("--shards-per-task", "Shards that one process, or one task of an array, takes one after another.", 1);
    private readonly Option<int> attempts = OptionValues.Default("--attempts", "Times that a task is begun that says 'try again' (exit 75).", 3);
    private readonly Option<string[]> program = new("--program") { Description = "How a node starts this program, one word an option (default: as it was started here).", HelpName = "word" };
    private readonly Option<string?> partition = new("--partition") { Description = "slurm: partition.", HelpName = "name" };
    private readonly Option<string?> account = new("--account") { Description = "slurm: account that is charged.", HelpName = "name" };
    private readonly Option<string?> gres = new("--gres") { Description = "slurm: generic resources of each task, such as gpu:1.", HelpName = "text" };
    private readonly Option<int?> most = OptionValues.Number<int?>("--max-tasks", "slurm: tasks of an array that run at a time.");
    private readonly Option<string[]> sbatch = new("--sbatch") { Description = "slurm: a further word for every sbatch, such as --sbatch=--qos=long; repeatable.", HelpName = "word" };
    private readonly Option<bool> wait = new("--wait") { Description = "slurm: return when the result is there." };
    private readonly Option<string> device = CommonOptions.Device();
    private readonly Option<int?> threads = CommonOptions.Threads();

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[executor, workers, shardsPerTask, attempts, program, partition, account, gres, most, sbatch, wait, device, threads]) command.Options.Add(option);
    }

    /// <summary>The executor that was asked for, and what it is asked.</summary>
    /// <exception cref="InvalidParameterException">There is none of that name, or a value is out of its range.</exception>
    public (CohortExecutor Executor, CohortSubmission Submission) Read(ParseResult parsed, CohortSubmission submission)
    {
        string name = OptionValues.OneOf("--executor", parsed.GetValue(executor)!, Local, Slurm);
        submission = submission with
        {
            Device = parsed.GetValue(device)!, Threads = parsed.GetValue(threads), ShardsPerTask = (int)OptionValues.AtLeast("--shards-per-task", parsed.GetValue(shardsPerTask), 1),
            Attempts = (int)OptionValues.AtLeast("--attempts", parsed.GetValue(attempts), 1), Program = parsed.GetValue(program) is { Length: > 0 } words ? new CohortProgram(words) : submission.Program,
        };
        CohortExecutor chosen = name == Local
            ? new LocalExecutor((int)OptionValues.AtLeast("--workers", parsed.GetValue(workers), 1))
            : new SlurmExecutor(new SlurmOptions { Partition = parsed.GetValue(partition), Account = parsed.GetValue(account), Gres = parsed.GetValue(gres), Most = parsed.GetValue(most), More = parsed.GetValue(sbatch) ?? [], Wait = parsed.GetValue(wait) });
        return (chosen, submission);
    }
}
