using System.Text.RegularExpressions;
using System.Xml.Linq;
using GpuCqa.Analysis.Results;
using GpuCqa.Statistics;
using GpuCqa.Reporting.Figures;
using GpuCqa.Reporting.Pages;
using GpuCqa.Reporting.Pictures;
using GpuCqa.Reporting.Scenes;
using GpuCqa.Reporting.Texts;
using GpuCqa.Testing;
using SkiaSharp;
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
    public void Figures_OfAResult_AreWholeAndShowEveryText(ReportLanguage language)
    {
        FigureFiles.Write(ReportSource.Of(Result, SyntheticProvenance.Make(), language), place.Path);
        string[] svg = Directory.GetFiles(place.File("figures"), "*.svg");
        Assert.Equal(["composition", "finding", "fractions", "map_clusters", "map_finding", "markers", "quality_counts", "quality_genes", "quality_mitochondrial", "volcano"], svg.Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));
        using var font = new SKFont(PngWriter.Font);
        foreach (string file in svg)
        {
            XElement root = XDocument.Load(file).Root!;
            using SKBitmap png = SKBitmap.Decode(Path.ChangeExtension(file, ".png"));
            Assert.Equal(2 * (int)Math.Ceiling((double)root.Attribute("width")!), png.Width, 2.0);
            foreach (XElement text in root.Descendants().Where(e => e.Name.LocalName == "text"))
            {
                Assert.True((double)text.Attribute("font-size")! >= 12);
                string words = string.Concat(text.Nodes().OfType<XText>().Select(t => t.Value));
                Assert.All(words.EnumerateRunes(), r => Assert.True(font.ContainsGlyph(r.Value), $"{Path.GetFileName(file)}: the font lacks '{r}' of '{words}' (eng/figure-font.sh)"));
                int letters = words.Count(c => !char.IsWhiteSpace(c)), ink = Ink(png, Place(text, words), SKColor.Parse((string)text.Attribute("fill")!));
                Assert.True(ink >= 6 * letters, $"{Path.GetFileName(file)}: {ink} pixels of the text's colour where '{words}' must be");
            }
        }
    }

    [Fact]
    public void Figures_DrawnAgainAndByManyThreadsAtOnce_HaveTheSameBytes()
    {
        string[] folders = [.. Enumerable.Range(0, 9).Select(i => place.File($"run{i}"))];
        ReportSource source = ReportSource.Of(Result, SyntheticProvenance.Make(), ReportLanguage.Japanese);
        FigureFiles.Write(source, folders[0]);
        Parallel.ForEach(folders[1..], new ParallelOptions { MaxDegreeOfParallelism = 8 }, folder => FigureFiles.Write(source, folder));
        string[] files = Directory.GetFiles(Path.Combine(folders[0], "figures"));
        Assert.Equal(20, files.Length);
        foreach (string file in files)
        {
            byte[] first = File.ReadAllBytes(file);
            Assert.All(folders[1..], folder => Assert.True(first.AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(folder, "figures", Path.GetFileName(file)))), file));
        }
    }

    [Fact]
    public void Figures_ForcedNumbers_AreTheResults()
    {
        FigureFiles.Write(ReportSource.Of(Result, SyntheticProvenance.Make()), place.Path);
        string fractions = File.ReadAllText(place.File("figures/fractions.svg"));
        Association best = Result.Tests.Associations[0];
        foreach (StateFraction f in Result.Tests.Fractions.Where(f => f.State == best.State))
            Assert.Contains($">{f.Lot}: {f.Count} of {f.Cells} cells, ", fractions, StringComparison.Ordinal);
        Assert.Equal(Result.Map.Lots.Count, Circles().Count(fractions));
    }

    // Where a text lies in the .png, in pixels; its width is estimated.
    private static SKRectI Place(XElement text, string words)
    {
        float x = (float)text.Attribute("x")!, y = (float)text.Attribute("y")!, size = (float)text.Attribute("font-size")!, width = (float)TextWidth.Of(words, size);
        float left = (string?)text.Attribute("text-anchor") switch { "middle" => -width / 2, "end" => -width, _ => 0 };
        SKRect box = text.Attribute("transform") is null ? new(x + left, y - size, x + left + width, y + (size / 4)) : new(x - size, y - left - width, x + (size / 4), y - left);
        return SKRectI.Create((int)(box.Left * PngWriter.Scale), (int)(box.Top * PngWriter.Scale), (int)(box.Width * PngWriter.Scale), (int)(box.Height * PngWriter.Scale));
    }

    private static int Ink(SKBitmap png, SKRectI box, SKColor color)
    {
        int ink = 0;
        SKColor[] pixels = png.Pixels;
        for (int y = Math.Max(0, box.Top); y < Math.Min(png.Height, box.Bottom); y++)
        {
            for (int x = Math.Max(0, box.Left); x < Math.Min(png.Width, box.Right); x++)
            {
                SKColor p = pixels[(y * png.Width) + x];
                if (Math.Abs(p.Red - color.Red) + Math.Abs(p.Green - color.Green) + Math.Abs(p.Blue - color.Blue) < 48) ink++;
            }
        }

        return ink;
    }

    [GeneratedRegex("<circle")]
    private static partial Regex Circles();
}
