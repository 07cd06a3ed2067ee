using GpuCqa.Core.Errors;

namespace GpuCqa.Pipelines.Cohorts.Kubernetes;

/// <summary>Where in a cluster tasks run, and what a pod of one is given beside the memory that its plan names.</summary>
public sealed record KubernetesPlace
{
    /// <summary>Namespace of the jobs.</summary>
    public string Namespace { get; init; } = "default";

    /// <summary>Image whose program is gpucqa of the build that made the plan.</summary>
    public required string Image { get; init; }

    /// <summary>Claims of volumes, each with the path at which every pod, and who submits, sees it.</summary>
    public required IReadOnlyList<(string Claim, string Path)> Volumes { get; init; }

    /// <summary>GPUs of a pod (nvidia.com/gpu); 0 = it computes on the processor.</summary>
    public int Gpus { get; init; }

    /// <summary>Cores that a pod asks for.</summary>
    public int Cores { get; init; } = 4;

    /// <summary>User and group of the process in a pod, who must be able to write the work folder; null = the image's.</summary>
    public (long User, long Group)? RunAs { get; init; }

    /// <summary>Pods of a job at a time; null = as many as there are tasks, the cluster's queue decides.</summary>
    public int? Parallelism { get; init; }

    /// <summary>Reads CLAIM:PATH.</summary>
    /// <exception cref="InvalidParameterException">It is none.</exception>
    public static (string Claim, string Path) Volume(string text)
    {
        string[] parts = text.Split(':');
        return parts is [{ Length: > 0 }, ['/', ..]] ? (parts[0], System.IO.Path.TrimEndingDirectorySeparator(parts[1]))
            : throw new InvalidParameterException($"--volume is '{text}'; expected CLAIM:PATH, a PersistentVolumeClaim and the absolute path where pods see it.");
    }

    /// <summary>Refuses paths that no pod would see.</summary>
    /// <param name="paths">Absolute paths that tasks read or write.</param>
    /// <exception cref="InvalidParameterException">Names one that is below none of the volumes.</exception>
    public void Require(IEnumerable<string> paths)
    {
        string? outside = paths.FirstOrDefault(p => !Volumes.Any(v => p == v.Path || p.StartsWith(v.Path == "/" ? "/" : v.Path + "/", StringComparison.Ordinal)));
        if (outside is not null)
            throw new InvalidParameterException($"{outside} is on no volume that pods see{(Volumes.Count > 0 ? $" ({string.Join(", ", Volumes.Select(v => $"{v.Claim} at {v.Path}"))})" : "")}; --volume CLAIM:PATH names one.");
    }
}
