using GpuCqa.Api.V1;
using GpuCqa.Client.Results;
using GpuCqa.Client.Uploads;
using GpuCqa.Core.Progress;
using RemoteAnalysis = GpuCqa.Api.V1.Analysis;

namespace GpuCqa.Cli.Remote;

/// <summary>Shows what a server does as the steps of a local run are shown.</summary>
public sealed class RemoteSteps(StepProgress progress) : IProgress<UploadProgress>, IProgress<RemoteAnalysis>, IProgress<DownloadProgress>
{
    private string? step;
    private int ended, notes;

    /// <inheritdoc/>
    public void Report(UploadProgress value)
    {
        if (value.Phase is UploadPhase.Finishing) return;
        To(value.Phase == UploadPhase.Hashing ? "hash inputs" : "upload", value.TotalBytes);
        progress.Report(value.DoneBytes);
    }

    /// <inheritdoc/>
    public void Report(DownloadProgress value)
    {
        To("download", value.TotalBytes);
        progress.Report(value.DoneBytes);
    }

    /// <inheritdoc/>
    public void Report(RemoteAnalysis value)
    {
        if (value.State == RemoteAnalysis.Types.State.Queued)
        {
            To("wait for a turn", 0);
            return;
        }

        // A restart of the server begins the steps anew.
        if (value.Steps.Count < ended) ended = 0;
        for (; ended < value.Steps.Count; ended++)
        {
            AnalysisStep now = value.Steps[ended];
            To(now.Step, now.Total);
            progress.Report(now.Done);
            if (!now.Ended) break;
            End();
        }

        foreach (string note in value.Notes.Skip(notes))
        {
            if (note.StartsWith(StepProgress.WarningMark, StringComparison.Ordinal)) progress.Warn(note[StepProgress.WarningMark.Length..]);
            else progress.Note(note);
        }

        notes = value.Notes.Count;
    }

    /// <summary>Ends the step in hand.</summary>
    public void End()
    {
        if (step is not null) progress.End();
        step = null;
    }

    private void To(string name, long total)
    {
        if (step == name) return;
        End();
        progress.Begin(step = name, total);
    }
}
