using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;
using Xunit;

namespace GpuCqa.Compute.Gpu.Tests.Pump;

public class BlockPumpTests
{
    // 300 rows of 40 entries: about 100 KB a block, 130 KB as the pool rounds it.
    private static readonly CsrMatrix<float>[] Blocks = Enumerable.Range(0, 6).Select(b => Block(b, 300, 40)).ToArray();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void Pump_AnyDepth_DeliversEveryBlockInOrder(int ahead)
    {
        using var device = (GpuDevice)GpuFamilies.OpenSimulator();
        int at = 0;
        foreach (DeviceCsr<float> block in device.Pump(Blocks, ahead))
        {
            using (block) AssertSame(Blocks[at++], device.Download(block));
        }

        Assert.Equal(Blocks.Length, at);
        Assert.Equal(0, device.Pool.UsedBytes);
    }

    [Fact]
    public void Pump_BlocksLargerThanAChunk_ArriveWhole()
    {
        using var device = (GpuDevice)GpuFamilies.OpenSimulator();
        CsrMatrix<float>[] large = [Block(1, 3000, 1500), Block(2, 10, 3), Block(3, 2000, 1500)];
        int at = 0;
        foreach (DeviceCsr<float> block in device.Pump(large, 1))
        {
            using (block) AssertSame(large[at++], device.Download(block));
        }

        Assert.Equal(large.Length, at);
    }

    [Fact]
    public void Pump_Resident_KeepsAllBlocks()
    {
        using var device = (GpuDevice)GpuFamilies.OpenSimulator();
        DeviceCsr<float>[] kept = [.. device.Pump(Blocks, 1)];
        for (int b = 0; b < kept.Length; b++) AssertSame(Blocks[b], device.Download(kept[b]));
        foreach (DeviceCsr<float> block in kept) block.Dispose();
        Assert.Equal(0, device.Pool.UsedBytes);
    }

    [Fact]
    public void Pump_RoomForOneBlock_CopiesTheNextWhenThatIsDisposed()
    {
        using var device = (GpuDevice)GpuFamilies.OpenSimulator(memoryLimit: 150_000);
        int at = 0;
        foreach (DeviceCsr<float> block in device.Pump(Blocks, 1))
        {
            using (block) AssertSame(Blocks[at++], device.Download(block));
        }

        Assert.Equal(Blocks.Length, at);
        Assert.InRange(device.Pool.PeakBytes, 1, 150_000);
    }

    [Fact]
    public void Pump_RoomForNoBlock_IsTypedAndHoldsNothing()
    {
        using var device = (GpuDevice)GpuFamilies.OpenSimulator(memoryLimit: 60_000);
        Assert.Throws<DeviceMemoryException>(() => device.Pump(Blocks, 1).First());
        Assert.Equal(0, device.Pool.UsedBytes);
    }

    [Fact]
    public void Pump_AReceiverThatThrows_FreesWhatWasCopiedAhead()
    {
        using var device = (GpuDevice)GpuFamilies.OpenSimulator();
        Assert.Throws<InvalidOperationException>(() =>
        {
            foreach (DeviceCsr<float> block in device.Pump(Blocks, 2))
            {
                using (block) throw new InvalidOperationException();
            }
        });
        Assert.Equal(0, device.Pool.UsedBytes);
    }

    [Fact]
    public void Pump_ASourceThatThrows_FreesWhatWasDelivered()
    {
        using var device = (GpuDevice)GpuFamilies.OpenSimulator();
        IEnumerable<CsrMatrix<float>> source = Blocks.Take(3).Concat(Enumerable.Range(0, 1).Select<int, CsrMatrix<float>>(_ => throw new BadDataException("x", null, "damaged")));
        Assert.Throws<BadDataException>(() =>
        {
            foreach (DeviceCsr<float> block in device.Pump(source, 2)) block.Dispose();
        });
        Assert.Equal(0, device.Pool.UsedBytes);
    }

    [Fact]
    public void Pump_KernelsBetweenBlocks_SeeTheirOwnBlock()
    {
        using var device = (GpuDevice)GpuFamilies.OpenSimulator();
        using var reference = new ReferenceDevice();
        int at = 0;
        foreach (DeviceCsr<float> block in device.Pump(Blocks, 1))
        {
            using (block)
            {
                using DeviceCsr<float> expected = reference.Upload(Blocks[at++]);
                Assert.Equal(reference.RowStatistics(expected, null).Totals, device.RowStatistics(block, null).Totals);
            }
        }
    }

    private static CsrMatrix<float> Block(int seed, int rows, int perRow)
    {
        var buffer = new CsrRowBuffer<float>(perRow * 3);
        for (int r = 0; r < rows; r++)
        {
            int[] columns = Enumerable.Range(0, perRow).Select(i => (3 * i) + ((seed + r + i) % 3)).ToArray();
            buffer.Append(columns, columns.Select(c => (float)(1 + ((seed * 7919) + (r * 31) + c) % 97)).ToArray());
        }

        return buffer.Take();
    }

    private static void AssertSame(CsrMatrix<float> expected, CsrMatrix<float> found)
    {
        Assert.Equal((expected.Rows, expected.Columns), (found.Rows, found.Columns));
        Assert.Equal(expected.RowOffsets, found.RowOffsets);
        Assert.True(expected.ColumnIndices.AsSpan().SequenceEqual(found.ColumnIndices));
        Assert.True(expected.Values.AsSpan().SequenceEqual(found.Values));
    }
}
