namespace IlgpuStandin;

/// <summary>What tests can ask of the stand-in beside what ILGPU has. It holds for the whole process.</summary>
public static class Testing
{
    /// <summary>The order in which groups, and lanes between meetings, run: results of a right kernel do not depend on it.</summary>
    /// <remarks>Environment variable GPUCQA_STANDIN_ORDER: ascending, descending or shuffled:SEED.</remarks>
    public static LaunchOrder Order { get; set; } = LaunchOrder.Parse(Environment.GetEnvironmentVariable("GPUCQA_STANDIN_ORDER"));

    /// <summary>True: copies and launches wait in their stream until it is synchronized, which finds hosts that read too early or write pinned memory again too soon.</summary>
    public static bool DeferStreams { get; set; }

    /// <summary>Bytes that the buffers of one accelerator may take; more throws <see cref="OutOfMemoryException"/>.</summary>
    public static long MemoryLimit { get; set; } = long.MaxValue;

    /// <summary>Bytes of shared memory that a group may take: 48 KiB, what every CUDA device has.</summary>
    public static int SharedMemoryLimit { get; set; } = 48 * 1024;

    /// <summary>True: lanes that wait for each other get a thread each, as they do where a kernel cannot be flattened. Slow; for comparison.</summary>
    public static bool UseThreads { get; set; }

    /// <summary>Why the lanes of a kernel get threads: null when they take turns on one thread, or never wait.</summary>
    public static string? ReasonForThreads(System.Reflection.MethodInfo kernel) => Engine.KernelScan.Of(kernel).ReasonForThreads;
}
