using GpuCqa.Core.Errors;

namespace GpuCqa.Pipelines.Cohorts.Executors;

/// <summary>The error of a task that failed for good.</summary>
public static class CohortFailure
{
    /// <summary>Exit code of a task that may succeed when it is begun again, perhaps elsewhere.</summary>
    public const int TryAgain = 75;

    /// <summary>Exit code of a task whose device or machine had too little memory for it.</summary>
    public const int SmallerBlocks = 76;

    /// <summary>Whether a task may succeed when it is begun again: it said so, or it was killed from outside.</summary>
    /// <param name="exitCode">What it ended with; 128 and more is a signal, of which 130 is the user's.</param>
    public static bool MayTryAgain(int exitCode) => exitCode is TryAgain or (> 128 and not 130);

    /// <summary>What the user of the command line may do.</summary>
    public const string Advice = " What is whole stays; 'gpucqa cohort resume' goes on from it.";

    /// <summary>What is thrown; its reason is the task's own, so that the exit code is passed on.</summary>
    /// <param name="task">The task.</param>
    /// <param name="exitCode">What it ended with.</param>
    /// <param name="said">The last line that it said.</param>
    public static RefusedException Of(CohortTask task, int exitCode, string said)
    {
        ErrorReason reason = exitCode == TryAgain ? ErrorReason.Unavailable : Enum.GetValues<ErrorReason>().Where(r => ErrorTable.ExitCode(r) == exitCode).Cast<ErrorReason?>().FirstOrDefault() ?? ErrorReason.Internal;
        string name = task.Shard is { } shard ? $"shard {shard} of {task.Phase}" : task.Phase == "finish" ? "finish" : $"the merge of {task.Phase}";
        return new RefusedException(reason, $"{name} ended with {exitCode}{(said.Length > 0 ? $": {said}" : ".")}{Advice}");
    }
}
