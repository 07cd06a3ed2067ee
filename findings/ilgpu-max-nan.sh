#!/bin/sh
set -eu
. "$(dirname "$0")/common.sh"
say package "ILGPU 1.5.3, ILGPU.Algorithms 1.5.3 (NuGet)"
say expected "Math.Max and Math.Min of .NET give NaN where an operand is NaN; a kernel gives on every accelerator what it gives on the CPU"
say seen "the CPU accelerator gives NaN, the code for CUDA is max.f32 without .NaN, which gives the other operand: a NaN is lost on the device alone"
dotnet_app ILGPU=1.5.3 ILGPU.Algorithms=1.5.3 <<'CS'
using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Backends;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.PTX;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.Cuda;

using Context context = Context.Create(builder => builder.CPU().EnableAlgorithms());
using Accelerator accelerator = new CPUDevice(4, 1, 1).CreateCPUAccelerator(context);
using var r = accelerator.Allocate1D<float>(3);
accelerator.LoadAutoGroupedStreamKernel<Index1D, float, float, ArrayView<float>>(Kernels.Largest)(1, float.NaN, 1f, r.View);
accelerator.Synchronize();
float[] values = r.GetAsArray1D();
Console.WriteLine($"CPU accelerator, of NaN and 1: XMath.Max {values[0]}, Math.Max {values[1]}, Math.Min {values[2]}");

// The code for an NVIDIA device can be made without one.
using var backend = new PTXBackend(context, new CudaCapabilityContext(CudaArchitecture.SM_80), CudaArchitecture.SM_80, CudaInstructionSet.ISA_80, null);
var entry = EntryPointDescription.FromImplicitlyGroupedKernel(typeof(Kernels).GetMethod(nameof(Kernels.Largest))!);
string code = ((PTXCompiledKernel)backend.Compile(entry, KernelSpecialization.Empty)).PTXAssembly;
string[] names = [.. code.Split('\n').Select(line => line.Trim().Split('\t')[0]).Where(name => name.StartsWith("max.") || name.StartsWith("min.") || name.StartsWith("testp."))];
Console.WriteLine($"PTX: {string.Join(", ", names)}");
if (values.All(float.IsNaN) && names is ["max.f32", "max.f32", "min.f32"]) return 0;
Console.WriteLine("changed: not NaN three times on the CPU accelerator with plain max, max, min for CUDA");
return 1;

internal static class Kernels
{
    public static void Largest(Index1D index, float x, float y, ArrayView<float> r)
    {
        r[0] = XMath.Max(x, y);
        r[1] = Math.Max(x, y);
        r[2] = Math.Min(x, y);
    }
}
CS
outcome "$code"
