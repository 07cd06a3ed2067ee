using GpuCqa.Reporting.Pictures;
using Xunit;

namespace GpuCqa.Reporting.Tests.Pictures;

public class PaletteTests
{
    [Fact]
    public void Category_FortyOfThem_AreDistinctAndNotTheFocus()
    {
        string[] colors = Enumerable.Range(0, 40).Select(Palette.Category).ToArray();
        Assert.Equal(40, colors.Distinct().Count());
        Assert.DoesNotContain(Palette.Focus, colors);
        Assert.Equal(Palette.Category(0), Palette.Category(Palette.Distinct));
    }

    [Fact]
    public void Clusters_TheFocus_IsVermillionAndTheOthersKeepTheOrder()
    {
        Assert.Equal([Palette.Category(0), Palette.Focus, Palette.Category(1)], Palette.Clusters(3, 1));
        Assert.Equal([Palette.Category(0), Palette.Category(1)], Palette.Clusters(2, -1));
    }

    [Fact]
    public void Ink_OnEveryColour_MeetsAA()
    {
        foreach (string color in Enumerable.Range(0, Palette.Distinct).Select(Palette.Category).Append(Palette.Focus)) Assert.True(Palette.Contrast(color, Palette.Ink(color)) >= 4.5, color);
    }

    [Theory]
    [InlineData("#1b1f24")]
    [InlineData("#4a5560")]
    [InlineData("#0b5cad")]
    [InlineData("#9c3f00")]
    public void PageColours_OfText_MeetAAOnWhiteAndOnPanels(string color)
    {
        Assert.True(Palette.Contrast(color, "#ffffff") >= 4.5);
        Assert.True(Palette.Contrast(color, "#f4f6f8") >= 4.5);
        using Stream css = typeof(Palette).Assembly.GetManifestResourceStream("report.css")!;
        Assert.Contains(color, new StreamReader(css).ReadToEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public void Sequence_FromLowToHigh_GetsLighter()
    {
        double[] contrast = Enumerable.Range(0, 11).Select(i => Palette.Contrast(Palette.Sequence(i / 10.0), "#000000")).ToArray();
        Assert.Equal(contrast.Order(), contrast);
        Assert.Equal("#00204c", Palette.Sequence(0));
        Assert.Equal("#ffe945", Palette.Sequence(1));
    }

    [Fact]
    public void Stylesheet_Text_IsNeverBelowTwelvePixels()
    {
        using Stream css = typeof(Palette).Assembly.GetManifestResourceStream("report.css")!;
        string screen = new StreamReader(css).ReadToEnd().Split("@media print")[0];
        double[] sizes = System.Text.RegularExpressions.Regex.Matches(screen, "(?:font-size: |font: (?:[0-9]+ )?)([0-9.]+)px").Select(m => double.Parse(m.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        Assert.True(sizes.Length > 10);
        Assert.All(sizes, s => Assert.True(s >= 12));
    }
}
