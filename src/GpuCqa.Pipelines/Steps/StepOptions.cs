namespace GpuCqa.Pipelines.Steps;

/// <summary>Whether and where the finished steps of a job are kept.</summary>
/// <param name="Parent">Folder that holds a folder for each job.</param>
public sealed record StepOptions(string Parent)
{
    /// <summary>What is kept unless somebody says otherwise: what finishes after the run has taken so long.</summary>
    public static readonly TimeSpan LongRun = TimeSpan.FromMinutes(5);

    /// <summary>Age of a run from which it keeps what it finishes; null = never.</summary>
    public TimeSpan? KeepAfter { get; init; } = LongRun;

    /// <summary>Takes what an earlier run of the job kept.</summary>
    public bool Resume { get; init; }

    /// <summary>Somebody asked for kept steps: where they cannot be kept, the run ends before it begins.</summary>
    public bool Asked { get; init; }
}
