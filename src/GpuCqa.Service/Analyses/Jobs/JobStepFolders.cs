using GpuCqa.Pipelines.Steps;
using GpuCqa.Service.Hosting;
using GpuCqa.Service.Storage;

namespace GpuCqa.Service.Analyses;

/// <summary>Finished steps of analyses that run, so that one that the end of the service interrupts goes on after them; gone when the analysis ends.</summary>
public sealed class JobStepFolders(StateFolder state, ServiceOptions options)
{
    /// <summary>Where the steps of an analysis are kept, and from when on.</summary>
    public StepOptions Of(string uid) => new(Path.Combine(state.Steps, uid))
    {
        KeepAfter = options.Jobs.KeepStepsAfterSeconds < 0 ? null : TimeSpan.FromSeconds(options.Jobs.KeepStepsAfterSeconds),
        Resume = true,
    };

    /// <summary>Removes the steps of an analysis that has ended.</summary>
    public void Remove(string uid)
    {
        try
        {
            string folder = Path.Combine(state.Steps, uid);
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The next start tries again; the end of an analysis does not wait for it.
        }
    }

    /// <summary>Removes the steps of all but some analyses.</summary>
    /// <param name="open">Analyses that have not ended.</param>
    public void Sweep(IReadOnlySet<string> open)
    {
        foreach (string folder in Directory.EnumerateDirectories(state.Steps))
        {
            if (!open.Contains(Path.GetFileName(folder))) Remove(Path.GetFileName(folder));
        }
    }
}
