using System.Text.RegularExpressions;
using System.Xml.Linq;
using GpuCqa.Analysis.Results;
using GpuCqa.Statistics;
using GpuCqa.Reporting.Figures;
using GpuCqa.Reporting.Pages;
using GpuCqa.Reporting.Rasters;
using GpuCqa.Reporting.Texts;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Reporting.Tests.Figures;

public sealed partial class FigureFilesTests : IDisposable
{
    private static readonly DiscoveryResult Result = new SyntheticResult { Values = true }.Build();
    private readonly TemporaryFolder place = new();

    public void Dispose() => place.Dispose();

    [Theory]
    [InlineData(ReportLanguage.English)]
    [InlineData(ReportLanguage.Japanese)]
    public void Figures_OfAResult_AreWholeAndHoldNoSmallTextNorUnknownCharacter(ReportLanguage language)
    {
        FigureFiles.Write(ReportSource.Of(Result, SyntheticProvenance.Make(), language), place.Path);
        string[] svg = Directory.GetFiles(place.File("figures"), "*.svg");
        Assert.Equal(["composition", "finding", "fractions", "map_clusters", "map_finding", "markers", "quality_counts", "quality_genes", "quality_mitochondrial", "volcano"], svg.Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));
        OutlineFont font = Font();
        foreach (string file in svg)
        {
            XDocument picture = XDocument.Load(file);
            XElement root = picture.Root!;
            foreach (XElement text in root.Descendants().Where(e => e.Name.LocalName == "text"))
            {
                Assert.True((double)text.Attribute("font-size")! >= 12);
                string words = string.Concat(text.Nodes().OfType<XText>().Select(t => t.Value));
                Assert.All(words.EnumerateRunes(), r => Assert.True(font.Has(r), $"{Path.GetFileName(file)}: the font lacks '{r}' of '{words}'; run eng/figure-font.sh"));
            }

            byte[] png = File.ReadAllBytes(Path.ChangeExtension(file, ".png"));
            Assert.Equal(2 * (int)Math.Ceiling((double)root.Attribute("width")!), System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), 2.0);
        }
    }

    [Fact]
    public void Figures_ForcedNumbers_AreTheResults()
    {
        FigureFiles.Write(ReportSource.Of(Result, SyntheticProvenance.Make()), place.Path);
        string fractions = File.ReadAllText(place.File("figures/fractions.svg"));
        Association best = Result.Tests.Associations[0];
        foreach (StateFraction f in Result.Tests.Fractions.Where(f => f.Resolution == best.Resolution && f.Cluster == best.Cluster))
            Assert.Contains($">{f.Lot}: {f.Count} of {f.Cells} cells, ", fractions, StringComparison.Ordinal);
        Assert.Equal(Result.Map.Lots.Count, Circles().Count(fractions));
    }

    [Fact]
    public void Raster_Text_PutsInkWhereTheLettersAre()
    {
        var scene = new GpuCqa.Reporting.Scenes.Scene(60, 30, "ink");
        scene.Text(5, 22, "HI", new GpuCqa.Reporting.Scenes.TextStyle("#000000", 20));
        Pixels pixels = SceneRaster.Draw(scene, ReportLanguage.English, 1);
        int dark(int x) => Enumerable.Range(0, 30).Count(y => pixels.Rgb[((y * 60) + x) * 3] < 96);
        // The stems of H, its bar, the stem of I: about as tall as a capital of 20 pixels.
        int[] tall = [.. Enumerable.Range(0, 60).Where(x => dark(x) >= 12)];
        Assert.InRange(tall.Length, 3, 9);
        Assert.True(tall.Max() - tall.Min() > 10);
        Assert.Equal(0, dark(2));
        Assert.Equal(0, dark(55));
    }

    private static OutlineFont Font()
    {
        using Stream stream = typeof(OutlineFont).Assembly.GetManifestResourceStream("figure-font.ttf")!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return new OutlineFont(bytes.ToArray());
    }

    [GeneratedRegex("<circle")]
    private static partial Regex Circles();
}
