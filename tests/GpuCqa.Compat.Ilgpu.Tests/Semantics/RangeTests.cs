using GpuCqa.Compat.Ilgpu.Tests.Support;
using ILGPU;
using ILGPU.Runtime;
using Xunit;

namespace GpuCqa.Compat.Ilgpu.Tests.Semantics;

public class RangeTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    [InlineData(20_000)]
    public void Range_OneDimension_VisitsEveryIndexOnce(int count)
    {
        using var machine = new Machine();
        using MemoryBuffer1D<int, Stride1D.Dense> visits = machine.Accelerator.Allocate1D<int>(count);
        visits.MemSetToZero();
        Action<Index1D, ArrayView<int>> launch = machine.Accelerator.LoadAutoGroupedStreamKernel<Index1D, ArrayView<int>>(Count);
        launch(count, visits.View);
        machine.Accelerator.Synchronize();
        Assert.All(visits.GetAsArray1D(), n => Assert.Equal(1, n));
    }

    [Fact]
    public void Range_TwoDimensions_RunsOverBoth()
    {
        using var machine = new Machine();
        using MemoryBuffer2D<int, Stride2D.DenseX> table = machine.Accelerator.Allocate2DDenseX<int>(new LongIndex2D(5, 3));
        machine.Accelerator.LoadAutoGroupedStreamKernel<Index2D, ArrayView2D<int, Stride2D.DenseX>>(Label)(new Index2D(5, 3), table.View);
        machine.Accelerator.Synchronize();
        int[,] values = table.GetAsArray2D();
        for (int x = 0; x < 5; x++)
        {
            for (int y = 0; y < 3; y++) Assert.Equal((100 * x) + y, values[x, y]);
        }
    }

    [Fact]
    public void Range_LongIndex_IsRefused()
    {
        using var machine = new Machine();
        Assert.ThrowsAny<Exception>(() => machine.Accelerator.LoadAutoGroupedStreamKernel<LongIndex1D, ArrayView<int>>(CountLong));
    }

    [Fact]
    public void Specialized_Value_ReachesTheKernel()
    {
        using var machine = new Machine();
        using MemoryBuffer1D<int, Stride1D.Dense> output = machine.Accelerator.Allocate1D<int>(7);
        Action<Index1D, ArrayView<int>, SpecializedValue<int>> launch = machine.Accelerator.LoadAutoGroupedStreamKernel<Index1D, ArrayView<int>, SpecializedValue<int>>(Scale);
        launch(7, output.View, SpecializedValue.New(3));
        machine.Accelerator.Synchronize();
        Assert.Equal([0, 3, 6, 9, 12, 15, 18], output.GetAsArray1D());
    }

    private static void Count(Index1D index, ArrayView<int> visits) => visits[index] += 1;

    private static void CountLong(LongIndex1D index, ArrayView<int> visits) => visits[index] += 1;

    private static void Label(Index2D index, ArrayView2D<int, Stride2D.DenseX> table) => table[index] = (100 * index.X) + index.Y;

    private static void Scale(Index1D index, ArrayView<int> output, SpecializedValue<int> factor) => output[index] = index.X * factor.Value;
}
