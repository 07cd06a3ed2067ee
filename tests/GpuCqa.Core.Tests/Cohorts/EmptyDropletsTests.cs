using GpuCqa.Core.Cohorts;
using Xunit;

namespace GpuCqa.Core.Tests.Cohorts;

public class EmptyDropletsTests
{
    [Theory]
    [InlineData(930, 1, 100, true)] // a small raw matrix
    [InlineData(737_280, 0, 9_000, true)]
    [InlineData(737_280, 40, 12_000, true)] // with ambient RNA
    [InlineData(500, 128.5, 14_000, false)] // a shallow lot with one large cell
    [InlineData(8_000, 1_200, 60_000, false)]
    [InlineData(60, 2, 6, false)] // a panel of few counts throughout
    public void Are_BarcodesOfDropletsAndOfCells_AreToldApart(int barcodes, double median, double top, bool droplets) => Assert.Equal(droplets, EmptyDroplets.Are(barcodes, median, top));

    [Fact]
    public void Top_IsTheLargestOfFewAndTheBestThousandthOfMany()
    {
        Assert.Equal(7, EmptyDroplets.Top([1, 2, 7]));
        Assert.Equal(9_990, EmptyDroplets.Top([.. Enumerable.Range(0, 10_000).Select(i => (double)i)]));
    }
}
