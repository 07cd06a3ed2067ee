#!/bin/sh
set -eu
. "$(dirname "$0")/common.sh"
say package "ILGPU.Algorithms 1.5.3 (NuGet), on the CPU accelerator of ILGPU 1.5.3"
say expected "CreateRadixSort with AscendingFloat or AscendingDouble sorts the keys in ascending order"
say seen "negative keys come out in reverse order, before the positive ones; with DescendingFloat likewise, after them"
dotnet_app ILGPU=1.5.3 ILGPU.Algorithms=1.5.3 <<'CS'
using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Algorithms.RadixSortOperations;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;

using Context context = Context.Create(builder => builder.CPU().EnableAlgorithms());
using Accelerator accelerator = new CPUDevice(4, 4, 1).CreateCPUAccelerator(context);
float[] keys = [-3f, 2f, -1f, 0.5f, -2f, 7f, -0.25f, 1f];
string floats = Sorted<float, AscendingFloat>(keys), falling = Sorted<float, DescendingFloat>(keys), doubles = Sorted<double, AscendingDouble>([.. keys.Select(key => (double)key)]);
Console.WriteLine($"Array.Sort: {string.Join(' ', keys.Order())}");
Console.WriteLine($"AscendingFloat: {floats}");
Console.WriteLine($"AscendingDouble: {doubles}");
Console.WriteLine($"DescendingFloat: {falling}");
if (floats == "-0.25 -1 -2 -3 0.5 1 2 7" && doubles == floats && falling == "7 2 1 0.5 -3 -2 -1 -0.25") return 0;
Console.WriteLine("changed: the negative keys are not simply reversed any more");
return 1;

string Sorted<T, TOrder>(T[] values)
    where T : unmanaged
    where TOrder : struct, IRadixSortOperation<T>
{
    using var view = accelerator.Allocate1D(values);
    using var rest = accelerator.Allocate1D<int>(accelerator.ComputeRadixSortTempStorageSize<T, TOrder>(values.Length));
    accelerator.CreateRadixSort<T, Stride1D.Dense, TOrder>()(accelerator.DefaultStream, view.View, rest.View.AsContiguous());
    accelerator.Synchronize();
    return string.Join(' ', view.GetAsArray1D());
}
CS
outcome "$code"
