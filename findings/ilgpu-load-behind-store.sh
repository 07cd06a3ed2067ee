#!/bin/sh
set -eu
. "$(dirname "$0")/common.sh"
say package "ILGPU 1.5.3 (NuGet)"
say expected "an optimization level changes the speed of a kernel, not its result: an element that is read and then written gives its old value"
say seen "at O2 a sum carried through a loop over one view in place reads each element after it was overwritten: the exclusive scan of any input is all zeros"
dotnet_app ILGPU=1.5.3 <<'CS'
using ILGPU;
using ILGPU.Backends;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.PTX;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.Cuda;
using System.Text.RegularExpressions;

// The code for an NVIDIA device can be made without one.
string[] o1 = Memory(OptimizationLevel.O1), o2 = Memory(OptimizationLevel.O2);
Console.WriteLine($"O1: {string.Join(", ", o1)}");
Console.WriteLine($"O2: {string.Join(", ", o2)}");
if (o1 is ["load a[s]", "store a[s]"] && o2 is ["store a[s]", "load a[s]"]) return 0;
Console.WriteLine("changed: not load, store at O1 and store, load at O2");
return 1;

static string[] Memory(OptimizationLevel level)
{
    using Context context = Context.Create(builder => builder.CPU().Optimize(level));
    using var backend = new PTXBackend(context, new CudaCapabilityContext(CudaArchitecture.SM_80), CudaArchitecture.SM_80, CudaInstructionSet.ISA_80, null);
    var entry = EntryPointDescription.FromImplicitlyGroupedKernel(typeof(Kernels).GetMethod(nameof(Kernels.ExclusiveScan))!);
    string code = ((PTXCompiledKernel)backend.Compile(entry, KernelSpecialization.Empty)).PTXAssembly;
    // Registers that hold base + 4 * index, by the instructions before; then the loads and stores through them.
    var scaled = new Dictionary<string, string>();
    var addresses = new Dictionary<string, (string Base, string Index)>();
    var found = new List<(string What, (string Base, string Index) Address)>();
    foreach (string line in code.Split('\n'))
    {
        if (Regex.Match(line, @"mul\.wide\.u32\s+(%rd\d+), (%r\d+), 4;") is { Success: true } product) scaled[product.Groups[1].Value] = product.Groups[2].Value;
        if (Regex.Match(line, @"add\.u64\s+(%rd\d+), (%rd\d+), (%rd\d+);") is { Success: true } sum && scaled.TryGetValue(sum.Groups[3].Value, out string? index))
            addresses[sum.Groups[1].Value] = (sum.Groups[2].Value, index);
        if (Regex.Match(line, @"\b(ld|st)(\.global)?\.b32\s.*\[(%rd\d+)\]") is { Success: true } access)
            found.Add((access.Groups[1].Value == "ld" ? "load" : "store", addresses[access.Groups[3].Value]));
    }
    return [.. found.Select(access => access.Address == found[0].Address ? $"{access.What} a[s]" : $"{access.What} elsewhere")];
}

internal static class Kernels
{
    public static void ExclusiveScan(Index1D index, ArrayView<int> a, int length)
    {
        int sum = 0;
        for (int s = 0; s < length; s++)
        {
            int own = a[s];
            a[s] = sum;
            sum += own;
        }
    }
}
CS
outcome "$code"
