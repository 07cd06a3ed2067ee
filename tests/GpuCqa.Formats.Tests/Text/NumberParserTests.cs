using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using GpuCqa.Formats.Text;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Formats.Tests.Text;

public class NumberParserTests
{
    [Theory]
    [InlineData("0", 0f)]
    [InlineData("-0.5", -0.5f)]
    [InlineData("+3", 3f)]
    [InlineData(" 7 ", 7f)]
    [InlineData("5.", 5f)]
    [InlineData(".25", 0.25f)]
    [InlineData("1e3", 1000f)]
    [InlineData("6.000000e+00", 6f)]
    [InlineData("2E-7", 2e-7f)]
    [InlineData("0.5179807054551440", 0.517980705455144f)]
    [InlineData("123456789012345678901234567890", 1.2345679e29f)]
    [InlineData("16777217", 16777216f)]
    [InlineData("1e-50", 0f)]
    public void Number_Legal_IsParsed(string text, float expected)
    {
        Assert.True(NumberParser.TryParse(Encoding.ASCII.GetBytes(text), out float value));
        Assert.Equal(expected, value);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("nan")]
    [InlineData("NaN")]
    [InlineData("inf")]
    [InlineData("-Infinity")]
    [InlineData("1e39")]
    [InlineData("1e999999999999")]
    [InlineData("1,5")]
    [InlineData("1.2.3")]
    [InlineData("1e")]
    [InlineData("--1")]
    [InlineData("0x10")]
    [InlineData("1 2")]
    [InlineData(".")]
    public void Number_Illegal_IsRefused(string text) => Assert.False(NumberParser.TryParse(Encoding.ASCII.GetBytes(text), out _));

    [Fact]
    public void Number_AnyFloatWritten_ReadsBackExactly() => Prop.ForAll<float>(x =>
    {
        if (!float.IsFinite(x)) return true;
        return new[] { "R", "G17", "E15", "F10" }.All(format =>
        {
            string text = ((double)x).ToString(format, CultureInfo.InvariantCulture);
            float expected = float.Parse(text, CultureInfo.InvariantCulture);
            return NumberParser.TryParse(Encoding.ASCII.GetBytes(text), out float value) && value == expected;
        });
    }).CheckSeeds();

    [Fact]
    public void Number_HalfwayBetweenFloats_RoundsLikeTheLibrary()
    {
        // Decimal texts of exact midpoints and their neighbours are where a short cut through double could round twice.
        var random = new System.Random(11);
        for (int i = 0; i < 20_000; i++)
        {
            float low = BitConverter.Int32BitsToSingle(random.Next(0x20000000, 0x60000000));
            double middle = ((double)low + MathF.BitIncrement(low)) / 2;
            foreach (double x in new[] { middle, Math.BitIncrement(middle), Math.BitDecrement(middle) })
            {
                string text = x.ToString("R", CultureInfo.InvariantCulture);
                Assert.True(NumberParser.TryParse(Encoding.ASCII.GetBytes(text), out float value));
                Assert.Equal(float.Parse(text, CultureInfo.InvariantCulture), value);
            }
        }
    }
}
