using System.CommandLine;
using System.Globalization;
using GpuCqa.Cli.Running;
using GpuCqa.Cli.Verbs;
using GpuCqa.Compute;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Texts;
using GpuCqa.Pipelines.Cohorts;
using GpuCqa.Pipelines.Cohorts.Executors;
using GpuCqa.Pipelines.Scratch;

namespace GpuCqa.Cli.Cohorts;

/// <summary>The commands that a scheduler starts, and the one that checks them.</summary>
internal static class TaskCommands
{
    public static Command RunShard()
    {
        Option<string> work = CohortVerb.Work(), phase = Phase(), device = CommonOptions.Device();
        var shard = new Option<string>("--shard") { Description = "Numbers of the tasks, one after another, such as 3 or 0-4,7.", Required = true, HelpName = "numbers" };
        Option<int?> threads = CommonOptions.Threads();
        Option<bool> quiet = CommonOptions.Quiet();
        var command = new Command("run-shard", "Run tasks of one phase; one whose file is there and whole is not run again. Exit 3: a file is not what was planned; 75: try again; 76: too little memory.") { work, phase, shard, device, threads, quiet };
        command.SetAction(parsed => Run(parsed.GetValue(work)!, parsed.GetValue(device)!, parsed.GetValue(threads), parsed.GetValue(quiet), tasks =>
        {
            foreach (int number in CohortProgram.Numbers(parsed.GetValue(shard)!)) tasks.RunShard(parsed.GetValue(phase)!, number);
        }));
        return command;
    }

    public static Command Merge()
    {
        Option<string> work = CohortVerb.Work(), phase = Phase(), device = CommonOptions.Device();
        Option<int?> threads = CommonOptions.Threads();
        Option<bool> quiet = CommonOptions.Quiet();
        var command = new Command("merge", "Bring the files of a phase together once all are there; files that are torn or of another plan are refused by name (exit 3), missing ones too (exit 5).") { work, phase, device, threads, quiet };
        command.SetAction(parsed => Run(parsed.GetValue(work)!, parsed.GetValue(device)!, parsed.GetValue(threads), parsed.GetValue(quiet), tasks => tasks.Merge(parsed.GetValue(phase)!)));
        return command;
    }

    public static Command Verify()
    {
        Option<string> work = CohortVerb.Work(), device = CommonOptions.Device();
        Option<int> sample = OptionValues.Default("--sample", "Tasks that are computed again, of those whose files are there; drawn by --seed.", 5);
        Option<ulong> seed = CommonOptions.Seed();
        Option<int?> threads = CommonOptions.Threads();
        Option<bool> quiet = CommonOptions.Quiet();
        var command = new Command("verify", "Compute some tasks again, on this machine, and compare every bit with their files (exit 3 when one differs).") { work, sample, seed, device, threads, quiet };
        command.SetAction(parsed =>
        {
            var opened = CohortWork.Open(parsed.GetValue(work)!);
            int count = (int)OptionValues.AtLeast("--sample", parsed.GetValue(sample), 1);
            CohortTask[] chosen = CohortSample.Draw([.. opened.Done().Where(t => t.Shard is not null)], count, parsed.GetValue(seed));
            if (chosen.Length == 0) throw new PreconditionException($"{opened.Folder}: no task has ended yet.");
            var differ = new List<string>();
            int code = Run(opened.Folder, parsed.GetValue(device)!, parsed.GetValue(threads), parsed.GetValue(quiet), tasks =>
            {
                using var scratch = ScratchFolder.Create(ScratchFolder.DefaultParent());
                foreach (CohortTask task in chosen)
                {
                    string? difference = tasks.Verify(task.Phase, task.Shard!.Value, scratch.Path);
                    Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{task.Phase} {task.Shard}: {difference ?? "the same bits"}"));
                    if (difference is not null) differ.Add(string.Create(CultureInfo.InvariantCulture, $"shard {task.Shard} of {task.Phase} {difference}"));
                }
            });
            return differ.Count == 0 ? code : throw new BadDataException(opened.Folder, null, $"{Counted.Of(differ.Count, "task")} of {chosen.Length} {Counted.Word(differ.Count, "differs", "differ")}: {string.Join("; ", differ)}");
        });
        return command;
    }

    private static Option<string> Phase() => new("--phase") { Description = $"Phase: {string.Join(", ", CohortPhases.All)}.", Required = true, HelpName = "name" };

    private static int Run(string folder, string name, int? threads, bool quiet, Action<CohortTasks> run)
    {
        using var interruption = new Interruption();
        var work = CohortWork.Open(folder);
        using ComputeDevice device = DeviceFamilies.Open(name, threads);
        var progress = new ConsoleProgress(quiet);
        return Repeatable(() =>
        {
            using var tasks = new CohortTasks(work, device, progress, interruption.Token);
            return progress.Show(() =>
            {
                run(tasks);
                return 0;
            });
        });
    }

    /// <summary>Says of what a file system or the machine did that it may be tried again.</summary>
    internal static int Repeatable(Func<int> run)
    {
        try
        {
            return run();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException(ErrorReason.Unavailable, $"the file system failed: {error.Message} Try again.");
        }
        catch (OutOfMemoryException error)
        {
            throw new DeviceMemoryException($"The machine has too little memory for this task: {error.Message} Ask for more, or plan with fewer --shard-cells.");
        }
    }
}
