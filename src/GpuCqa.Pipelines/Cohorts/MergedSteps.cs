using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using GpuCqa.Analysis.Cells;
using GpuCqa.Analysis.Shards;
using GpuCqa.Compute;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Progress;
using GpuCqa.Pipelines.Steps;

namespace GpuCqa.Pipelines.Cohorts;

/// <summary>The steps of a discovery that tasks of a plan made. What follows them is made as ever, and kept beside them where it took long, so that the end of a plan goes on after it too.</summary>
/// <param name="work">The plan's folder.</param>
/// <param name="device">Its host threads unpack cells.</param>
/// <param name="cancellation">Stops between files.</param>
internal sealed class MergedSteps(CohortWork work, ComputeDevice device, CancellationToken cancellation) : KeptSteps, IDisposable
{
    private const double LongSeconds = 10;

    private readonly CellsFiles files = new();

    /// <summary>Where the result of a step lies.</summary>
    public static CohortTask Task(string step) => new($"steps/{string.Concat(step.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'))}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(step)))[..8]}", null);

    /// <inheritdoc/>
    public override T Of<T>(string step, StepProgress progress, Func<StepProgress, T> make)
    {
        CohortTask task = Task(step);
        if (!work.Has(task)) return Made(task, step, progress, make);
        progress.Begin(step, 0);
        try
        {
            if (typeof(T) == typeof(FilteredCells))
            {
                (StepFile cells, TaskFile<CellFrame> frame) = work.Read<TaskFile<CellFrame>>(task, cancellation);
                foreach (StepTold told in cells.Told) told.To(progress);
                return (T)(object)frame.Value.With(CohortTasks.Cells(work, device, files, cancellation));
            }

            (StepFile found, TaskFile<T> made) = work.Read<TaskFile<T>>(task, cancellation);
            foreach (StepTold told in found.Told) told.To(progress);
            return made.Value;
        }
        finally
        {
            progress.End();
        }
    }

    private T Made<T>(CohortTask task, string step, StepProgress progress, Func<StepProgress, T> make)
    {
        var listener = new StepListener(progress);
        long began = Stopwatch.GetTimestamp();
        T made = make(listener);
        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        if (seconds < LongSeconds) return made;
        try
        {
            work.Write(task, new TaskFile<T>(CohortWork.Node, device.Info.Kind, made), listener.Told, seconds);
        }
        catch (Exception error) when (error is DiskSpaceException or NotSupportedException)
        {
            progress.Say($"The step '{step}' is not kept: {error.Message}");
        }

        return made;
    }

    /// <inheritdoc/>
    public void Dispose() => files.Dispose();
}
