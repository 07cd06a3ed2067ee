using GpuCqa.Formats.Hdf5.Storage;
using Xunit;

namespace GpuCqa.Formats.Tests.Hdf5;

public sealed class ByteShuffleTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(16)]
    public void Apply_ElementsOfAnySize_PutsByteByByteAndUndoes(int size)
    {
        var random = new Random(size);
        for (int count = 0; count < 40; count++)
        {
            byte[] elements = new byte[count * size], planes = new byte[elements.Length], back = new byte[elements.Length];
            random.NextBytes(elements);
            ByteShuffle.Apply(elements, size, planes);
            for (int e = 0; e < count; e++)
            {
                for (int b = 0; b < size; b++) Assert.Equal(elements[(e * size) + b], planes[(b * count) + e]);
            }

            ByteShuffle.Undo(planes, size, back);
            Assert.Equal(elements, back);
        }
    }
}
