using ILGPU;
using ILGPU.Runtime;

namespace GpuCqa.Compute.Gpu.Tests.Kernels;

/// <summary>Kernels with faults that the tests must find.</summary>
internal static class PlantedKernels
{
    [Kernel]
    public static void FloatSum(ArrayView<float> values, ArrayView<float> sum) => AddTo(values, sum);

    [Kernel]
    public static void DoubleLargest(ArrayView<double> values, ArrayView<double> largest) => Atomic.Max(ref largest[0], values[Grid.GlobalIndex.X]);

    [Kernel]
    public static void IntegerSum(ArrayView<int> values, ArrayView<int> sum) => Atomic.Add(ref sum[0], values[Grid.GlobalIndex.X]);

    [Kernel]
    public static void Clamped(ArrayView<int> values) => values[Grid.GlobalIndex.X] = Math.Clamp(values[Grid.GlobalIndex.X], 0, 9);

    [Kernel]
    public static void Fused(ArrayView<float> values) => values[0] = MathF.FusedMultiplyAdd(values[0], values[0], 1);

    [Kernel]
    public static void Signed(ArrayView<double> values) => values[0] = Math.CopySign(values[0], -1);

    [Kernel]
    public static void ByTypeArgument(ArrayView<float> values) => Apply<Logarithm>(values);

    [Kernel]
    public static void WriteAt(ArrayView<int> values, int shift) => values[Grid.GlobalIndex.X + shift] = 1;

    private static void AddTo(ArrayView<float> values, ArrayView<float> sum) => Atomic.Add(ref sum[0], values[Grid.GlobalIndex.X]);

    private static void Apply<T>(ArrayView<float> values)
        where T : struct, IFunction => values[0] = default(T).Of(values[0]);

    private interface IFunction
    {
        float Of(float x);
    }

    private struct Logarithm : IFunction
    {
        public readonly float Of(float x) => MathF.Log2(x);
    }
}
