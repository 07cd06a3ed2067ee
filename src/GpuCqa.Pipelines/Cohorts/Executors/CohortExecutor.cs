using GpuCqa.Core.Errors;
using GpuCqa.Core.Progress;

namespace GpuCqa.Pipelines.Cohorts.Executors;

/// <summary>Has the tasks of a plan run somewhere. It knows nothing of what they compute: it starts command lines (<see cref="CohortProgram"/>), and the files in the work folder say what is done.</summary>
public abstract class CohortExecutor
{
    /// <summary>Name by which it is chosen.</summary>
    public abstract string Name { get; }

    /// <summary>Runs, or hands to a scheduler, whatever is missing between the files that are there and the result.</summary>
    /// <param name="submission">What is asked.</param>
    /// <param name="progress">Receives phases and notes.</param>
    /// <param name="cancellation">Stops; what is whole stays, and resume goes on from it.</param>
    /// <returns>Whether the result is there; false when a scheduler goes on alone.</returns>
    /// <exception cref="RefusedException">A task failed for good.</exception>
    public abstract bool Submit(CohortSubmission submission, StepProgress progress, CancellationToken cancellation);
}
