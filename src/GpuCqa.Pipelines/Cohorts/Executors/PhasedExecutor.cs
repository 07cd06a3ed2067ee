using GpuCqa.Core.Errors;
using GpuCqa.Core.Progress;

namespace GpuCqa.Pipelines.Cohorts.Executors;

/// <summary>An executor that stays and sees each phase through: all tasks that are missing, then the merge.</summary>
public abstract class PhasedExecutor : CohortExecutor
{
    /// <inheritdoc/>
    public sealed override bool Submit(CohortSubmission submission, StepProgress progress, CancellationToken cancellation)
    {
        CohortWork work = submission.Work;
        work.RemoveDamaged(progress, cancellation);
        foreach (CohortPhase phase in work.Left())
        {
            IReadOnlyList<IReadOnlyList<int>> groups = submission.Groups(phase.Name);
            if (groups.Count > 0) RunShards(submission, phase, groups, progress, cancellation);
            work.RequireShards(phase.Name);
            progress.Begin($"merge {phase.Name}", 0);
            RunCommand(submission, submission.Program.Merge(submission, phase.Name), new CohortTask(phase.Name, null), progress, cancellation);
            progress.End();
        }

        if (!submission.WritesResult) return true;
        progress.Begin("finish", 0);
        RunCommand(submission, submission.Program.Finish(submission), new CohortTask("finish", null), progress, cancellation);
        progress.End();
        return true;
    }

    /// <summary>Runs tasks of a phase, each a group of shards, and returns when all have ended well.</summary>
    /// <exception cref="RefusedException">One failed for good.</exception>
    protected abstract void RunShards(CohortSubmission submission, CohortPhase phase, IReadOnlyList<IReadOnlyList<int>> groups, StepProgress progress, CancellationToken cancellation);

    /// <summary>Runs one command and returns when it has ended well.</summary>
    /// <exception cref="RefusedException">It failed for good.</exception>
    protected abstract void RunCommand(CohortSubmission submission, IReadOnlyList<string> command, CohortTask task, StepProgress progress, CancellationToken cancellation);
}
