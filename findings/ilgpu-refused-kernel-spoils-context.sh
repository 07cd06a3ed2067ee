#!/bin/sh
set -eu
. "$(dirname "$0")/common.sh"
say package "ILGPU 1.5.3 (NuGet), its CPU accelerator"
say expected "a kernel that cannot be compiled is refused, and others of the same context compile as before"
say seen "after the refusal of a kernel that may throw (Math.Clamp does), right kernels fail in that context with NullReferenceException; a new context takes them"
dotnet_app ILGPU=1.5.3 <<'CS'
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;

string[] alone = Load(nameof(Kernels.Root)), before = Load(nameof(Kernels.Root), nameof(Kernels.Clamp)), after = Load(nameof(Kernels.Clamp), nameof(Kernels.Root));
Console.WriteLine($"Root: {alone[0]}");
Console.WriteLine($"Root: {before[0]}; then Clamp: {before[1]}");
Console.WriteLine($"Clamp: {after[0]}; then Root: {after[1]}");
if (alone is ["compiled"] && before is ["compiled", "InternalCompilerException"] && after is ["InternalCompilerException", "NullReferenceException"]) return 0;
Console.WriteLine("changed: Root was compiled alone and before Clamp, and failed with NullReferenceException after it");
return 1;

// Each list of kernels in a context of its own.
static string[] Load(params string[] kernels)
{
    using Context context = Context.Create(builder => builder.CPU());
    using Accelerator accelerator = new CPUDevice(4, 1, 1).CreateCPUAccelerator(context);
    var seen = new List<string>();
    foreach (string kernel in kernels)
    {
        try
        {
            using Kernel loaded = accelerator.LoadKernel(typeof(Kernels).GetMethod(kernel)!);
            seen.Add("compiled");
        }
        catch (AggregateException error)
        {
            seen.Add(error.InnerExceptions[0].GetType().Name);
        }
        catch (InternalCompilerException error)
        {
            seen.Add(error.GetType().Name);
        }
    }
    return [.. seen];
}

internal static class Kernels
{
    public static void Clamp(ArrayView<float> a) => a[0] = Math.Clamp(a[0], 0f, 1f);

    public static void Root(ArrayView<float> a) => a[0] = MathF.Sqrt(a[0]);
}
CS
outcome "$code"
