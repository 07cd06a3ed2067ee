using GpuCqa.Compat.Ilgpu.Tests.Support;
using ILGPU;
using ILGPU.Runtime;
using Xunit;

namespace GpuCqa.Compat.Ilgpu.Tests.Semantics;

/// <summary>Code around barriers and shuffles: whatever a lane holds there, it holds afterwards.</summary>
public partial class MeetingTests
{
    private const int Lanes = 32;

    [Fact]
    public void Shuffle_InTheMiddleOfAnExpression_KeepsTheRest() =>
        Holds(Expression, lane => (1000 * lane) + (2 * Math.Min(lane ^ 1, 31)) + (lane % 2 == 0 ? 7 : 9));

    [Fact]
    public void Barrier_InAHelperWithReferences_KeepsThem() => Holds(References, lane => ((31 - lane) * 10) + lane + 5);

    [Fact]
    public void Barrier_InAMethodOfAStruct_KeepsItsFields() => Holds(Methods, lane => (3 * lane) + 31 - lane + 3);

    [Fact]
    public void Barrier_InNestedLoops_KeepsTheCounters() => Holds(Loops, lane => Enumerable.Range(0, 3).Sum(a => Enumerable.Range(0, 4).Sum(b => (100 * a) + b + ((lane + 1) % 32))));

    [Fact]
    public void Barrier_WithLocalMemory_KeepsIt() => Holds(Locals, lane => (lane * 6) + ((lane + 1) % 32));

    [Fact]
    public void Barrier_UnderASwitch_ThatAllLanesTake() => Holds(Switches, lane => 100 + ((lane + 1) % 32));

    [Fact]
    public void Generic_Operations_OfATypeArgument() => Holds(Generic, lane => Enumerable.Range(0, 32).Max() + 1 + (2 * lane));

    [Fact]
    public void Reference_ToAnElement_IsKeptAcrossABarrier() => Holds(Element, lane => 31 - lane + 100);

    [Fact]
    public void Helper_CalledTwice_KeepsBothResults() => Holds(Twice, lane => (((lane + 1) % 32) * 100) + ((lane + 2) % 32));

    private static void Holds(Action<ArrayView<int>, int> kernel, Func<int, int> expected)
    {
        using var machine = new Machine(Lanes, 1);
        using MemoryBuffer1D<int, Stride1D.Dense> output = machine.Accelerator.Allocate1D<int>(2 * Lanes);
        Action<KernelConfig, ArrayView<int>, int> launch = machine.Accelerator.LoadStreamKernel(kernel);
        launch(new KernelConfig(2, Lanes), output.View, 5);
        machine.Accelerator.Synchronize();
        int[] values = output.GetAsArray1D();
        for (int i = 0; i < 2 * Lanes; i++) Assert.Equal(expected(i % Lanes), values[i]);
    }
}
