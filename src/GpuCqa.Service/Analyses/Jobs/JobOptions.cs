using GpuCqa.Core.Errors;

namespace GpuCqa.Service.Analyses;

/// <summary>Configuration of the queue: section GpuCqa:Jobs.</summary>
public sealed class JobOptions
{
    /// <summary>Analyses that run at a time; each uses all threads.</summary>
    public int MaxRunning { get; set; } = 1;

    /// <summary>Analyses of a project that may wait.</summary>
    public int MaxQueuedPerProject { get; set; } = 1000;

    /// <summary>Host memory of all running analyses together, in bytes; 0 means 80 % of what the machine offers.</summary>
    public long HostMemoryBytes { get; set; }

    /// <summary>Times that the service may end without a word while an analysis runs, before the analysis is given up.</summary>
    public int MaxCrashes { get; set; } = 3;

    /// <summary>Seconds that an analysis runs before it keeps its finished steps on the disk, for the next start of the service to go on with; -1 keeps none.</summary>
    public int KeepStepsAfterSeconds { get; set; } = 60;

    /// <summary>Analyses that may start before one that waits for memory; then the others wait too.</summary>
    public int MaxPassedOver { get; set; } = 4;

    /// <summary>Days after which an analysis that has ended is deleted with its results; 0 keeps all.</summary>
    public int KeepDays { get; set; }

    /// <summary>Host memory of all running analyses together, in bytes.</summary>
    public long HostMemory => HostMemoryBytes > 0 ? HostMemoryBytes : (long)(0.8 * GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);

    /// <summary>Refuses values out of range.</summary>
    /// <exception cref="InvalidParameterException">Names the key.</exception>
    public void Check()
    {
        Within(nameof(MaxRunning), MaxRunning, 1, 1000);
        Within(nameof(MaxQueuedPerProject), MaxQueuedPerProject, 1, 100_000);
        Within(nameof(HostMemoryBytes), HostMemoryBytes, 0, long.MaxValue);
        Within(nameof(MaxCrashes), MaxCrashes, 1, 1000);
        Within(nameof(KeepStepsAfterSeconds), KeepStepsAfterSeconds, -1, 31_536_000);
        Within(nameof(MaxPassedOver), MaxPassedOver, 0, 100_000);
        Within(nameof(KeepDays), KeepDays, 0, 36_500);
    }

    private static void Within(string key, long value, long low, long high)
    {
        if (value < low || value > high) throw new InvalidParameterException($"GpuCqa:Jobs:{key} is {value}; expected {low} to {high}.");
    }
}
