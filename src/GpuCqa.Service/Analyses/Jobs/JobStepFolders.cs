using GpuCqa.Pipelines.Steps;
using GpuCqa.Service.Hosting;
using GpuCqa.Service.Storage;

namespace GpuCqa.Service.Analyses;

/// <summary>Finished steps of analyses that run, so that one that the end of the service interrupts goes on after them; gone when the analysis ends.</summary>
public sealed class JobStepFolders(StateFolder state, ServiceOptions options)
{
    // Services that share the folder have one each in it.
    private string Tasks { get; } = options.Cluster.Work.Length > 0 ? Path.Combine(options.Cluster.Work, $"gpucqa-{state.Identity()}") : state.Steps;

    /// <summary>Where the steps of an analysis are kept, and from when on.</summary>
    public StepOptions Of(string uid) => new(Path.Combine(state.Steps, uid))
    {
        KeepAfter = options.Jobs.KeepStepsAfterSeconds < 0 ? null : TimeSpan.FromSeconds(options.Jobs.KeepStepsAfterSeconds),
        Resume = true,
    };

    /// <summary>Where the tasks of an analysis on other processes or machines are.</summary>
    public string TasksOf(string uid) => Path.Combine(Tasks, uid, "tasks");

    /// <summary>Removes the steps of an analysis that has ended.</summary>
    public void Remove(string uid)
    {
        foreach (string parent in Parents)
        {
            try
            {
                string folder = Path.Combine(parent, uid);
                if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // The next start tries again; the end of an analysis does not wait for it.
            }
        }
    }

    /// <summary>Removes the steps of all but some analyses.</summary>
    /// <param name="open">Analyses that have not ended.</param>
    public void Sweep(IReadOnlySet<string> open)
    {
        foreach (string folder in Parents.Where(Directory.Exists).SelectMany(Directory.EnumerateDirectories))
        {
            if (!open.Contains(Path.GetFileName(folder))) Remove(Path.GetFileName(folder));
        }
    }

    private string[] Parents => Tasks == state.Steps ? [state.Steps] : [state.Steps, Tasks];
}
