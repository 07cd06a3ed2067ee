#!/bin/sh
set -eu
. "$(dirname "$0")/common.sh"
say package "ILGPU 1.5.3 (NuGet), ILGPU.Algorithms 1.5.3 enabled"
say expected "a function that a kernel may not call is refused when the kernel is compiled, as Math.Clamp is"
say seen "MathF.FusedMultiplyAdd, MathF.Log2 and MathF.Cbrt compile to a call of an external function that nobody defines: the error comes from the driver, on the device"
dotnet_app ILGPU=1.5.3 ILGPU.Algorithms=1.5.3 <<'CS'
using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Backends;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.PTX;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.Cuda;
using System.Text.RegularExpressions;

(string Kernel, string Recorded)[] cases =
[
    (nameof(Kernels.FusedMultiplyAdd), "extern FusedMultiplyAdd"), (nameof(Kernels.Log2), "extern Log2"), (nameof(Kernels.Cbrt), "extern Cbrt"),
    (nameof(Kernels.Clamp), "refused"), (nameof(Kernels.Sqrt), "compiled"),
];
int changed = 0;
foreach ((string kernel, string recorded) in cases)
{
    string seen = Compile(kernel);
    Console.WriteLine($"{kernel}: {seen}");
    if (seen == recorded) continue;
    Console.WriteLine($"changed: {kernel} was '{recorded}'");
    changed = 1;
}
return changed;

static string Compile(string kernel)
{
    using Context context = Context.Create(builder => builder.CPU().Optimize(OptimizationLevel.O2).EnableAlgorithms());
    using var backend = new PTXBackend(context, new CudaCapabilityContext(CudaArchitecture.SM_80), CudaArchitecture.SM_80, CudaInstructionSet.ISA_80, null);
    try
    {
        var entry = EntryPointDescription.FromImplicitlyGroupedKernel(typeof(Kernels).GetMethod(kernel)!);
        string code = ((PTXCompiledKernel)backend.Compile(entry, KernelSpecialization.Empty)).PTXAssembly;
        Match external = Regex.Match(code, @"\.extern \.func \([^)]*\) (\w+)");
        return external.Success ? $"extern {external.Groups[1].Value}" : "compiled";
    }
    catch (InternalCompilerException)
    {
        return "refused";
    }
}

internal static class Kernels
{
    public static void FusedMultiplyAdd(Index1D i, ArrayView<float> a) => a[i] = MathF.FusedMultiplyAdd(a[i], 2f, 1f);

    public static void Log2(Index1D i, ArrayView<float> a) => a[i] = MathF.Log2(a[i]);

    public static void Cbrt(Index1D i, ArrayView<float> a) => a[i] = MathF.Cbrt(a[i]);

    public static void Clamp(Index1D i, ArrayView<float> a) => a[i] = Math.Clamp(a[i], 0f, 1f);

    public static void Sqrt(Index1D i, ArrayView<float> a) => a[i] = MathF.Sqrt(a[i]);
}
CS
outcome "$code"
