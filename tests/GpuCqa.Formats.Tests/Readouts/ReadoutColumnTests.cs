using GpuCqa.Formats.Readouts;
using Xunit;

namespace GpuCqa.Formats.Tests.Readouts;

public class ReadoutColumnTests
{
    [Theory]
    [InlineData("12.5|NA|n/a|NaN|-||#N/A|<NA>|-2e-3", "12.5|?|?|?|?|?|?|?|-0.002")]
    [InlineData("12,5|13|14,125|0,5", "12.5|13|14.125|0.5")]
    [InlineData("12,500|14,125|NA", "12.5|14.125|?")]
    [InlineData("\u22121.5|+2", "-1.5|2")]
    [InlineData("<31.2|40|< 31.2|50", "31.2|40|31.2|50")]
    [InlineData("<31,2|40|50,5", "31.2|40|50.5")]
    [InlineData("\u226431.2|40|>500|>=500|499", "31.2|40|500|500|499")]
    [InlineData("<15|<30|20|31", "30|30|30|31")]
    [InlineData(">500|>400|450|380", "400|400|400|380")]
    public void Values_AsPeopleWriteThem_AreNumbers(string texts, string expected)
    {
        double[] values = Read(texts).Values;
        Assert.Equal(expected.Split('|'), values.Select(v => double.IsNaN(v) ? "?" : v.ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void Limit_ThatAnotherLotWasMeasuredAt_LiesBelowIt()
    {
        double[] values = Read("<31.2|31.2|<20|>50|50").Values;
        Assert.True(values[0] < values[1] && values[0] == values[2]);
        Assert.True(values[3] > values[4] && values[3] < 50.000001);
    }

    [Fact]
    public void Notes_SayWhatWasTaken()
    {
        ReadoutColumn read = Read("<31,2|28|40,5|<20");
        Assert.Equal(
        [
            "vegf: the commas in its values are read as decimal points.",
            "vegf: 2 lots are below a limit of detection (L0 <31,2, L3 <20); they tie below every value measured from that limit on. L1 28, measured below the highest limit, ties with them, because the order is not known.",
        ], read.Notes);
        Assert.Empty(Read("1|2.5|NA").Notes);
    }

    [Theory]
    [InlineData("low|1", "'low' is not a finite number; leave the field empty")]
    [InlineData("1,234|950", "'1,234' is not a finite number; its comma may separate thousands or decimals")]
    [InlineData("1,5|1.5", "'1,5' is not a finite number; its comma is neither")]
    [InlineData("1.234,5|2", "'1.234,5' is not a finite number; write it without thousands separators")]
    [InlineData("1,234.5|2", "write it without thousands separators")]
    [InlineData("1 234|2", "write it without thousands separators")]
    [InlineData("1,234,567|2", "write it without thousands separators")]
    [InlineData("1e999|2", "'1e999' is not a finite number")]
    [InlineData("inf|2", "'inf' is not a finite number")]
    [InlineData("<LOD|2", "'<LOD' names no limit; write the limit as a number")]
    [InlineData(">20|<50", "'>20' cannot be put in order with the limit of detection of another lot, '<50'")]
    [InlineData("none|2", "'none' is not a finite number")]
    [InlineData("#DIV/0!|2", "'#DIV/0!' is not a finite number")]
    [InlineData("12.5 pg/ml|2", "'12.5 pg/ml' is not a finite number")]
    public void Values_ThatAreNone_SayWhy(string texts, string finding) =>
        Assert.Contains(finding, Assert.Throws<InvalidOperationException>(() => Read(texts)).Message, StringComparison.Ordinal);

    private static ReadoutColumn Read(string texts)
    {
        string[] all = texts.Split('|');
        return ReadoutColumn.Of("vegf", [.. all.Select((_, l) => $"L{l}")], all, (l, finding) => new InvalidOperationException($"L{l}: {finding}"));
    }
}
