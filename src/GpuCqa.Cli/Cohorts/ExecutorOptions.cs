using System.CommandLine;
using GpuCqa.Cli.Verbs;
using GpuCqa.Cli.Running;
using GpuCqa.Compute;
using GpuCqa.Core.Errors;
using GpuCqa.Pipelines.Cohorts.Executors;
using GpuCqa.Pipelines.Cohorts.Kubernetes;

namespace GpuCqa.Cli.Cohorts;

/// <summary>The options that say where tasks run.</summary>
internal sealed class ExecutorOptions
{
    private const string Local = "local", Slurm = "slurm", Kubernetes = "kubernetes";

    private readonly Option<string> executor = OptionValues.Default("--executor", $"Where tasks run: {Local} (child processes of this machine), {Slurm} (arrays of sbatch) or {Kubernetes} (Indexed Jobs).", Local);
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
    private readonly KubernetesSwitches cluster = new();
    private readonly Option<string> device = DeviceOfTasks();
    private readonly Option<int?> threads = CommonOptions.Threads();

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[executor, workers, shardsPerTask, attempts, program, partition, account, gres, most, sbatch, wait, device, threads]) command.Options.Add(option);
        cluster.AddTo(command);
    }

    /// <summary>The executor that was asked for, and what it is asked.</summary>
    /// <exception cref="InvalidParameterException">There is none of that name, or a value is out of its range.</exception>
    public (CohortExecutor Executor, CohortSubmission Submission) Read(ParseResult parsed, CohortSubmission submission)
    {
        string name = OptionValues.OneOf("--executor", parsed.GetValue(executor)!, Local, Slurm, Kubernetes);
        IReadOnlyList<string> devices = name == Local ? NodeDevices.Of(parsed.GetValue(device)!, () => ComputeDevices.List(DeviceFamilies.All).Select(d => d.Kind)) : [parsed.GetValue(device)!];
        submission = submission with
        {
            Device = devices[0], Threads = parsed.GetValue(threads), ShardsPerTask = (int)OptionValues.AtLeast("--shards-per-task", parsed.GetValue(shardsPerTask), 1),
            Attempts = (int)OptionValues.AtLeast("--attempts", parsed.GetValue(attempts), 1), Program = parsed.GetValue(program) is { Length: > 0 } words ? new CohortProgram(words) : submission.Program,
        };
        CohortExecutor chosen = name == Local
            ? new LocalExecutor((int)OptionValues.AtLeast("--workers", parsed.GetValue(workers), 1), devices)
            : name == Kubernetes ? KubernetesExecutor.Of(cluster.Read(parsed))
            : new SlurmExecutor(new SlurmOptions { Partition = parsed.GetValue(partition), Account = parsed.GetValue(account), Gres = parsed.GetValue(gres), Most = parsed.GetValue(most), More = parsed.GetValue(sbatch) ?? [], Wait = parsed.GetValue(wait) });
        return (chosen, submission);
    }

    /// <summary>Device of every task.</summary>
    internal static Option<string> DeviceOfTasks()
    {
        Option<string> device = CommonOptions.Device();
        device.Description += " Of local executors also cuda:all or opencl:all: every such device of this machine takes shards, one at a time.";
        return device;
    }
}
