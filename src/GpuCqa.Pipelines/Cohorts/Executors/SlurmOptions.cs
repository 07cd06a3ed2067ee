namespace GpuCqa.Pipelines.Cohorts.Executors;

/// <summary>What a Slurm site asks of its jobs.</summary>
public sealed record SlurmOptions
{
    /// <summary>Partition, or null for the site's default.</summary>
    public string? Partition { get; init; }

    /// <summary>Account that is charged, or null.</summary>
    public string? Account { get; init; }

    /// <summary>Generic resources of each task, such as gpu:1, or null.</summary>
    public string? Gres { get; init; }

    /// <summary>Tasks of one phase that run at a time, or null for as many as the site lets.</summary>
    public int? Most { get; init; }

    /// <summary>Further words for every sbatch.</summary>
    public IReadOnlyList<string> More { get; init; } = [];

    /// <summary>Stay until the result is there.</summary>
    public bool Wait { get; init; }
}
