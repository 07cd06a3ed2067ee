using System.Collections.Concurrent;
using System.Reflection;
using ILGPU;
using ILGPU.Runtime;

namespace IlgpuStandin.Engine;

/// <summary>The kernels that an accelerator has loaded.</summary>
internal sealed class ProgramCache(Accelerator accelerator)
{
    private readonly ConcurrentDictionary<(MethodInfo Method, bool Grouped), KernelProgram> programs = new();

    public KernelProgram Explicit(Delegate kernel, KernelSpecialization specialization)
    {
        KernelProgram program = Find(kernel, grouped: true);
        program.MaxGroupSize = specialization.MaxNumThreadsPerGroup ?? accelerator.MaxNumThreadsPerGroup;
        return program;
    }

    public KernelProgram Implicit<TIndex>(Delegate kernel, int customGroupSize)
    {
        if (typeof(TIndex) != typeof(Index1D) && typeof(TIndex) != typeof(Index2D) && typeof(TIndex) != typeof(Index3D))
            throw new NotSupportedException($"Kernel {KernelProgram.NameOf(kernel.Method)}: ranges have 32-bit indices, not {typeof(TIndex).Name}.");
        ArgumentOutOfRangeException.ThrowIfNegative(customGroupSize);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(customGroupSize, accelerator.MaxNumThreadsPerGroup);
        return Find(kernel, grouped: false);
    }

    private KernelProgram Find(Delegate kernel, bool grouped)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        accelerator.Bind();
        if (kernel.Target is { } target && target.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Length > 0)
            throw new NotSupportedException($"Kernel {KernelProgram.NameOf(kernel.Method)} captures variables of its surroundings; pass them as arguments.");
        return programs.GetOrAdd((kernel.Method, grouped), key => new KernelProgram(accelerator, key.Method, key.Grouped));
    }
}
