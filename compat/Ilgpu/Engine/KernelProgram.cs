using System.Reflection;
using ILGPU;
using ILGPU.Runtime;

namespace IlgpuStandin.Engine;

/// <summary>A loaded kernel: what its code does, and how to run it.</summary>
internal sealed class KernelProgram
{
    private readonly Accelerator accelerator;
    private readonly KernelScan scan;

    public KernelProgram(Accelerator accelerator, MethodInfo method, bool grouped)
    {
        this.accelerator = accelerator;
        Name = NameOf(method);
        scan = KernelScan.Of(method);
        if (!grouped && (scan.Meets || scan.UsesShared))
            throw new NotSupportedException($"Kernel {Name} runs over a range and uses {(scan.Meets ? "barriers or shuffles" : "shared memory")}; launch it with a KernelConfig.");
    }

    public string Name { get; }

    public int MaxGroupSize { get; set; }

    public static string NameOf(MethodInfo method) => $"{method.DeclaringType?.Name}.{method.Name}";

    /// <summary>Runs the kernel for each index of a range.</summary>
    public void RunRange(AcceleratorStream stream, long count, Action<long, long> body, object[] arguments)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (count > int.MaxValue) throw new NotSupportedException($"Kernel {Name}: a range of {count} indices is beyond 32 bits.");
        stream.Enqueue(() => Guard(() => RangeRunner.Run((int)count, scan.UsesAtomics, body)), Arguments.Buffers(arguments));
    }

    /// <summary>Runs the kernel for each lane of each group.</summary>
    public void RunGroups(AcceleratorStream stream, KernelConfig config, Action body, object[] arguments)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!config.IsValid) throw new ArgumentOutOfRangeException(nameof(config), $"Kernel {Name}: a grid of {config.GridDim} groups of {config.GroupDim} lanes.");
        if (config.GroupDim.LongSize > MaxGroupSize) throw new ArgumentOutOfRangeException(nameof(config), $"Invalid group dimensions: kernel {Name}, {config.GroupDim.LongSize} lanes, the most is {MaxGroupSize}.");
        if (config.GridDim.Y > ushort.MaxValue || config.GridDim.Z > ushort.MaxValue) throw new ArgumentOutOfRangeException(nameof(config), $"Kernel {Name}: a grid of {config.GridDim}; Y and Z go to {ushort.MaxValue}.");
        stream.Enqueue(() => Guard(() => GroupRunner.Run(new Launch(Name, scan, config, accelerator.WarpSize, body, arguments))), Arguments.Buffers(arguments));
    }

    private void Guard(Action run)
    {
        try
        {
            run();
        }
        catch (AggregateException several)
        {
            throw Named(several.Flatten().InnerExceptions[0]);
        }
        catch (Exception one) when (!one.Message.Contains(Name, StringComparison.Ordinal))
        {
            throw Named(one);
        }
    }

    private Exception Named(Exception fault) =>
        fault.Message.Contains(Name, StringComparison.Ordinal) ? fault : new InvalidOperationException($"Kernel {Name}: {fault.Message}", fault);
}
