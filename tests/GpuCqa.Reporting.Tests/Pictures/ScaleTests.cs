using GpuCqa.Reporting.Pictures;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Reporting.Tests.Pictures;

public class ScaleTests
{
    [Theory]
    [InlineData(0, 33.4, 5, false, "0|10|20|30|40")]
    [InlineData(180.2, 598.5, 5, true, "200|300|400|500")]
    [InlineData(0, 0.00087, 4, false, "0.00000|0.00025|0.00050|0.00075|0.00100")]
    [InlineData(-3, 4, 4, true, "−2|0|2|4")]
    [InlineData(12_000, 58_000, 4, true, "20,000|40,000")]
    [InlineData(0, 7.1, 3, false, "0.0|2.5|5.0|7.5")]
    public void Ticks_AnyRange_AreRoundAndReadable(double low, double high, int count, bool tight, string expected)
    {
        var scale = new Scale(low, high, count, 0, 100, tight);
        Assert.Equal(expected, string.Join('|', scale.Ticks.Select(scale.Label)));
    }

    [Fact]
    public void Pixel_TheEnds_AreTheEndsOfTheAxis()
    {
        var scale = new Scale(0, 33, 4, 200, 20);
        Assert.Equal(200, scale.Pixel(scale.Low));
        Close.Relative(20, scale.Pixel(scale.High));
    }

    [Theory]
    [InlineData(5, 5)]
    [InlineData(0, 0)]
    [InlineData(double.PositiveInfinity, double.NegativeInfinity)]
    public void Scale_OfNoRange_IsStillAnAxis(double low, double high)
    {
        var scale = new Scale(low, high, 4, 0, 100, tight: false);
        Assert.True(scale.High > scale.Low && scale.Ticks.Count() >= 2);
        Assert.All(scale.Ticks, t => Assert.InRange(scale.Pixel(t), -1e-6, 100 + 1e-6));
    }
}
