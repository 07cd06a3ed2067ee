#!/bin/sh
set -eu
. "$(dirname "$0")/common.sh"
say package "ILGPU 1.5.3 (NuGet)"
say expected "C#: integer division rounds toward zero, and a uint has no sign; every accelerator gives what the CPU gives"
say seen "for CUDA a division by a constant power of two is an arithmetic shift, for uint too: negative quotients are rounded down, uint from 2^31 on comes out wrong; the CPU accelerator divides rightly and hides it"
dotnet_app ILGPU=1.5.3 <<'CS'
using ILGPU;
using ILGPU.Backends;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.PTX;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.Cuda;

using Context context = Context.Create(builder => builder.CPU());
using Accelerator accelerator = new CPUDevice(4, 1, 1).CreateCPUAccelerator(context);
using var ints = accelerator.Allocate1D<int>([-7]);
using var longs = accelerator.Allocate1D<long>([-7L]);
using var uints = accelerator.Allocate1D<uint>([3_000_000_000u]);
accelerator.LoadAutoGroupedStreamKernel<Index1D, ArrayView<int>, ArrayView<long>, ArrayView<uint>>(Kernels.Quarter)(1, ints.View, longs.View, uints.View);
accelerator.Synchronize();

// The code for an NVIDIA device can be made without one; what its three instructions give is computed here as PTX defines them.
using var backend = new PTXBackend(context, new CudaCapabilityContext(CudaArchitecture.SM_80), CudaArchitecture.SM_80, CudaInstructionSet.ISA_80, null);
var entry = EntryPointDescription.FromImplicitlyGroupedKernel(typeof(Kernels).GetMethod(nameof(Kernels.Quarter))!);
string code = ((PTXCompiledKernel)backend.Compile(entry, KernelSpecialization.Empty)).PTXAssembly;
string[] quotients = [.. code.Split('\n').Select(line => line.Trim().Split('\t')[0]).Where(name => name.StartsWith("shr.") || name.StartsWith("div."))];
int minusSeven = -7, large = unchecked((int)3_000_000_000u);
Console.WriteLine($"int -7 / 4: C# {minusSeven / 4}, CPU accelerator {ints.GetAsArray1D()[0]}, CUDA {quotients[0]} by 2 = {minusSeven >> 2}");
Console.WriteLine($"long -7 / 4: C# {minusSeven / 4L}, CPU accelerator {longs.GetAsArray1D()[0]}, CUDA {quotients[1]} by 2 = {(long)minusSeven >> 2}");
Console.WriteLine($"uint 3000000000 / 4: C# {3_000_000_000u / 4}, CPU accelerator {uints.GetAsArray1D()[0]}, CUDA {quotients[2]} by 2 = {(uint)(large >> 2)}");
if (quotients is ["shr.s32", "shr.s64", "shr.s32"]) return 0;
Console.WriteLine($"changed: the code for CUDA holds {string.Join(", ", quotients)}");
return 1;

internal static class Kernels
{
    public static void Quarter(Index1D index, ArrayView<int> ints, ArrayView<long> longs, ArrayView<uint> uints)
    {
        ints[index] = ints[index] / 4;
        longs[index] = longs[index] / 4;
        uints[index] = uints[index] / 4;
    }
}
CS
outcome "$code"
