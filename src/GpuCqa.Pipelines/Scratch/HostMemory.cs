using System.Globalization;

namespace GpuCqa.Pipelines.Scratch;

/// <summary>How much memory a job may take on this machine.</summary>
public static class HostMemory
{
    /// <summary>The share of the free memory that a job takes unless it is told otherwise.</summary>
    public const double DefaultShare = 0.75;

    /// <summary>Memory of the process from which it is worth the time.</summary>
    private const long LargeBytes = 1L << 30;

    /// <summary>Bytes that programs can still take: what the system says it could give, and no more than the container may have.</summary>
    public static long FreeBytes()
    {
        GCMemoryInfo collector = GC.GetGCMemoryInfo();
        long container = Math.Max(0, collector.TotalAvailableMemoryBytes - Environment.WorkingSet);
        return Math.Min(container, SystemFreeBytes() ?? container);
    }

    /// <summary>Gives memory back to the system that a step of a large job has left behind: the collector alone would keep it until the next step needs it, on top of what that takes.</summary>
    public static void GiveBack()
    {
        if (GC.GetGCMemoryInfo().TotalCommittedBytes >= LargeBytes) GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }

    // Linux counts caches that it would give back.
    private static long? SystemFreeBytes()
    {
        const string File = "/proc/meminfo", Key = "MemAvailable:";
        if (!OperatingSystem.IsLinux() || !System.IO.File.Exists(File)) return null;
        string? line = System.IO.File.ReadLines(File).FirstOrDefault(l => l.StartsWith(Key, StringComparison.Ordinal));
        return line is not null && long.TryParse(line[Key.Length..].Replace("kB", "", StringComparison.Ordinal), NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out long kilobytes) ? 1024 * kilobytes : null;
    }
}
