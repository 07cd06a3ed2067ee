using GpuCqa.Compute.Tests.Support;
using GpuCqa.Core.Matrices;
using Xunit;

namespace GpuCqa.Compute.Tests.Conformance;

public abstract partial class ComputeDeviceConformance
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Pump_BlocksOfManySizes_ArriveInOrderAsTheyWere(int ahead)
    {
        CsrMatrix<float>[] blocks = [.. new[] { 0, 1, 7, 63, 300, 2 }.Select((rows, i) => TestMatrices.Counts(rows, 41, 0.4, 90 + (ulong)i))];
        int at = 0;
        foreach (DeviceCsr<float> pumped in OneThread.Pump(blocks, ahead))
        {
            using (pumped)
            {
                CsrMatrix<float> found = OneThread.Download(pumped), expected = blocks[at++];
                Assert.Equal((expected.Rows, expected.Columns, expected.NonZeros), (found.Rows, found.Columns, found.NonZeros));
                Assert.Equal(expected.RowOffsets, found.RowOffsets);
                Assert.Equal(expected.ColumnIndices.Take((int)expected.NonZeros), found.ColumnIndices.Take((int)expected.NonZeros));
                Assert.Equal(expected.Values.Take((int)expected.NonZeros), found.Values.Take((int)expected.NonZeros));
            }
        }

        Assert.Equal(blocks.Length, at);
    }
}
