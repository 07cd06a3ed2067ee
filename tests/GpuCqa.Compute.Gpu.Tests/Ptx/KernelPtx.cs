using System.Reflection;
using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.PTX;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.Cuda;

namespace GpuCqa.Compute.Gpu.Tests.Ptx;

/// <summary>PTX of a kernel for a CUDA architecture, made without a device.</summary>
internal static class KernelPtx
{
    /// <summary>Every kernel of the engine, by name.</summary>
    public static MethodInfo[] All { get; } =
    [
        .. typeof(GpuDevice).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(method => method.GetCustomAttribute<KernelAttribute>() is not null)
            .OrderBy(Name, StringComparer.Ordinal),
    ];

    public static string Name(MethodInfo kernel) => $"{kernel.DeclaringType!.Name}.{kernel.Name}";

    /// <summary>Compiles as the engine does; each kernel in a context of its own, because a failure leaves the context unusable.</summary>
    public static string Of(MethodInfo kernel, CudaArchitecture architecture)
    {
        using var context = Context.Create(builder => builder.CPU().EnableAlgorithms().Optimize(OptimizationLevel.O2));
        // PTX 8.4 is what an assembler of CUDA 12.4 reads; a newer driver is given a newer version of the same code.
        using var backend = new PTXBackend(context, new CudaCapabilityContext(architecture), architecture, new CudaInstructionSet(8, 4), null);
        bool overRange = kernel.GetParameters()[0].ParameterType.Name is nameof(Index1D) or nameof(Index2D) or nameof(Index3D);
        EntryPointDescription entry = overRange ? EntryPointDescription.FromImplicitlyGroupedKernel(kernel) : EntryPointDescription.FromExplicitlyGroupedKernel(kernel);
        return ((PTXCompiledKernel)backend.Compile(entry, KernelSpecialization.Empty)).PTXAssembly;
    }
}
