using System.Globalization;
using System.Text;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Progress;

namespace GpuCqa.Pipelines.Cohorts.Executors;

/// <summary>Hands a plan to Slurm: an array for each phase, behind it a job that merges, behind that the next array.</summary>
/// <remarks>
/// The merging job waits with afterany and looks itself whether every file is there: behind afterok it would wait for ever once a task failed. What follows a merge waits with afterok and is cancelled by
/// Slurm when the merge failed (--kill-on-invalid-dep). Tasks take their shards from a list by their number alone: what Slurm says of the step of an array depends on how it was written.
/// </remarks>
/// <param name="options">What the site asks.</param>
public sealed class SlurmExecutor(SlurmOptions options) : CohortExecutor
{
    /// <summary>A job may take so many times what was planned.</summary>
    private const double TimeFactor = 4, MemoryFactor = 1.5;

    private const int LeastMinutes = 10, LeastMegabytes = 512;

    /// <inheritdoc/>
    public override string Name => "slurm";

    /// <inheritdoc/>
    public override bool Submit(CohortSubmission submission, StepProgress progress, CancellationToken cancellation)
    {
        CohortWork work = submission.Work;
        work.RemoveDamaged(progress, cancellation);
        string folder = Path.Combine(work.Folder, "slurm");
        Directory.CreateDirectory(folder);
        var jobs = new List<string>();
        try
        {
            return Submit(submission, folder, jobs, progress, cancellation);
        }
        catch (OperationCanceledException) when (jobs.Count > 0)
        {
            ChildProcess.Run(["scancel", .. jobs], CancellationToken.None);
            throw;
        }
    }

    private bool Submit(CohortSubmission submission, string folder, List<string> jobs, StepProgress progress, CancellationToken cancellation)
    {
        CohortWork work = submission.Work;
        string? merged = null;
        IReadOnlyList<CohortPhase> left = work.Left();
        foreach (CohortPhase phase in left)
        {
            IReadOnlyList<IReadOnlyList<int>> groups = submission.Groups(phase.Name);
            string? array = groups.Count == 0 ? null : Sbatch(Array(submission, phase, groups, folder), merged is null ? null : $"afterok:{merged}", Words(submission, $"{phase.Name}", submission.ShardsPerTask * phase.ShardSeconds, phase.ShardMemoryBytes, folder, groups.Count), jobs, cancellation);
            string? behind = array is not null ? $"afterany:{array}" : merged is not null ? $"afterok:{merged}" : null;
            bool stay = !submission.WritesResult && phase == left[^1];
            merged = Sbatch(Script(folder, $"{phase.Name}-merge", submission, submission.Program.Merge(submission, phase.Name)), behind, [.. Words(submission, $"{phase.Name}-merge", phase.MergeSeconds, phase.MergeMemoryBytes, folder, 0), .. stay ? (string[])["--wait"] : []], jobs, cancellation, mayFail: stay);
            progress.Say($"{phase.Name}: {(array is null ? "no task is missing" : $"array {array} of {groups.Count}")}, merge {merged}");
        }

        if (!submission.WritesResult) return work.Left().Count == 0 ? true : throw Ended(work, folder);
        double seconds = work.Plan.Phases.Sum(p => p.ShardSeconds * p.Tasks) + 3600;
        long memory = work.Plan.Phases.Max(p => p.MergeMemoryBytes) * 2;
        string finish = Script(folder, "finish", submission, submission.Program.Finish(submission));
        progress.Begin("slurm", 0);
        string last = Sbatch(finish, merged is null ? null : $"afterok:{merged}", [.. Words(submission, "finish", seconds, memory, folder, 0), .. options.Wait ? (string[])["--wait"] : []], jobs, cancellation, mayFail: options.Wait);
        progress.End();
        progress.Say($"finish: job {last}");
        if (!options.Wait) return false;
        if (work.Has(CohortWork.Finish)) return true;
        throw Ended(work, folder);
    }

    private static RefusedException Ended(CohortWork work, string folder) => new RefusedException(ErrorReason.Unavailable, $"Slurm's jobs ended without a result; {folder} holds what they said. 'gpucqa cohort status --work {work.Folder}' says what is missing, and 'gpucqa cohort resume' goes on from it.");

    private string[] Words(CohortSubmission submission, string name, double seconds, long bytes, string folder, int tasks)
    {
        int minutes = (int)Math.Max(LeastMinutes, Math.Ceiling(TimeFactor * seconds / 60));
        long megabytes = Math.Max(LeastMegabytes, (long)(MemoryFactor * bytes / 1e6));
        var words = new List<string>
        {
            $"--job-name=gpucqa-{name}", string.Create(CultureInfo.InvariantCulture, $"--time={minutes}"), string.Create(CultureInfo.InvariantCulture, $"--mem={megabytes}M"), $"--output={folder}/%x-%A_%a.log", "--open-mode=append",
        };
        if (tasks > 0) words.Add(string.Create(CultureInfo.InvariantCulture, $"--array=0-{tasks - 1}{(options.Most is { } most ? $"%{most}" : "")}"));
        if (submission.Threads is { } threads) words.Add(string.Create(CultureInfo.InvariantCulture, $"--cpus-per-task={threads}"));
        if (options.Partition is { } partition) words.Add($"--partition={partition}");
        if (options.Account is { } account) words.Add($"--account={account}");
        if (options.Gres is { } gres) words.Add($"--gres={gres}");
        words.AddRange(options.More);
        return [.. words];
    }

    private static string Sbatch(string script, string? dependency, string[] words, List<string> jobs, CancellationToken cancellation, bool mayFail = false)
    {
        string[] behind = dependency is null ? [] : [$"--dependency={dependency}", "--kill-on-invalid-dep=yes"];
        string id = "";
        (int code, string said) = ChildProcess.Run(["sbatch", "--parsable", .. behind, .. words, script], cancellation, line =>
        {
            if (id.Length > 0) return;
            id = line.Trim().Split(';')[0];
            // At once: who stays until the job ends is told to cancel it meanwhile.
            lock (jobs) jobs.Add(id);
        });
        if (code != 0 && !(mayFail && id.Length > 0)) throw new RefusedException(ErrorReason.Unavailable, $"sbatch ended with {code}: {said}");
        return id;
    }

    private static string Array(CohortSubmission submission, CohortPhase phase, IReadOnlyList<IReadOnlyList<int>> groups, string folder)
    {
        string list = Path.Combine(folder, $"{phase.Name}.tasks");
        Write(list, string.Concat(groups.Select(g => CohortProgram.Ranges(g) + "\n")));
        string[] command = [.. submission.Program.Shards(submission, phase.Name, [0]).Select(ShellWord.Quoted)];
        int shard = System.Array.IndexOf(command, "--shard") + 1;
        command[shard] = "\"$shards\"";
        return Script(folder, phase.Name, submission, string.Join(' ', command), $"shards=$(sed -n \"$((SLURM_ARRAY_TASK_ID + 1))p\" {ShellWord.Quoted(list)})\n");
    }

    private static string Script(string folder, string name, CohortSubmission submission, IReadOnlyList<string> command) => Script(folder, name, submission, string.Join(' ', command.Select(ShellWord.Quoted)), "");

    // What says "try again" is begun again where it is; what was killed is begun again by resume.
    private static string Script(string folder, string name, CohortSubmission submission, string command, string before)
    {
        string path = Path.Combine(folder, $"{name}.sh");
        Write(path, string.Create(CultureInfo.InvariantCulture, $"#!/bin/bash\n{before}for attempt in $(seq {submission.Attempts}); do\n  {command}\n  code=$?\n  [ $code -eq {CohortFailure.TryAgain} ] || break\ndone\nexit $code\n"));
        return path;
    }

    private static void Write(string path, string text) => File.WriteAllText(path, text, new UTF8Encoding(false));
}
