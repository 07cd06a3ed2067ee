using GpuCqa.Testing;
using Xunit;
using Xunit.Sdk;

namespace GpuCqa.Core.Tests;

public class CloseTests
{
    [Theory]
    [InlineData(1, 1 + 9e-11)]
    [InlineData(-1e300, -1e300 * (1 + 9e-11))]
    [InlineData(1e-300, 1e-300 * (1 - 9e-11))]
    [InlineData(0, -0.0)]
    [InlineData(double.NaN, double.NaN)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    public void Relative_WithinTheTolerance_Passes(double expected, double actual) => Close.Relative(expected, actual);

    [Theory]
    [InlineData(1, 1 + 2e-10)]
    [InlineData(1e-300, 1.1e-300)]
    [InlineData(0, 5e-324)]
    [InlineData(1e-20, 0)]
    [InlineData(1, -1)]
    [InlineData(double.MaxValue, -double.MaxValue)]
    [InlineData(double.NaN, 0)]
    [InlineData(double.PositiveInfinity, double.MaxValue)]
    [InlineData(double.PositiveInfinity, double.NegativeInfinity)]
    public void Relative_BeyondTheTolerance_FailsBothWays(double expected, double actual)
    {
        Assert.Throws<FailException>(() => Close.Relative(expected, actual));
        Assert.Throws<FailException>(() => Close.Relative(actual, expected));
    }

    [Fact]
    public void Relative_OfZero_TakesAnAbsoluteFloorOnlyWhenStated()
    {
        Close.Relative(0, 1e-13, floor: 1e-12);
        Assert.Throws<FailException>(() => Close.Relative(0, 2e-12, floor: 1e-12));
        Assert.Throws<FailException>(() => Close.Relative(0, 1e-13));
    }

    [Fact]
    public void Relative_Fails_NamesWhatWasComparedAndBothValues()
    {
        double share = 0.5;
        var failure = Assert.Throws<FailException>(() => Close.Relative(0.25, share));
        Assert.Equal("share: expected 0.25, found 0.5; relative difference 0.5 (allowed 1e-10), absolute 0.25.", failure.Message);
    }

    [Fact]
    public void Relative_OfSequences_NamesThePositionAndComparesLengths()
    {
        double[] found = [1, 2, 4];
        Close.Relative([1, 2, 4], found);
        Assert.StartsWith("found, position 2 of 3: expected 3, found 4;", Assert.Throws<FailException>(() => Close.Relative([1, 2, 3], found)).Message, StringComparison.Ordinal);
        Assert.Equal("found: expected 2 numbers, found 3.", Assert.Throws<FailException>(() => Close.Relative([1, 2], found)).Message);
    }

    [Theory]
    [InlineData(0.12, 0.1249999999)]
    [InlineData(0.12, 0.115)]
    [InlineData(0.12, 0.125)]
    [InlineData(-3.70, -3.7049)]
    [InlineData(double.NaN, double.NaN)]
    public void Digits_WithinHalfAUnitOfTheLast_Passes(double printed, double actual) => Close.Digits(printed, actual, 2);

    [Theory]
    [InlineData(0.12, 0.12501)]
    [InlineData(0.12, 0.11499)]
    [InlineData(0, 0.0051)]
    [InlineData(0.12, double.NaN)]
    [InlineData(double.PositiveInfinity, double.MaxValue)]
    public void Digits_Beyond_Fails(double printed, double actual)
    {
        string message = Assert.Throws<FailException>(() => Close.Digits(printed, actual, 2)).Message;
        Assert.StartsWith("actual: expected ", message, StringComparison.Ordinal);
        Assert.EndsWith("(allowed 0.005).", message, StringComparison.Ordinal);
    }
}
