using System.Buffers.Binary;
using System.Text;
using GpuCqa.Reporting.Scenes;
using GpuCqa.Reporting.Texts;
using SkiaSharp;
using Xunit;

namespace GpuCqa.Reporting.Tests.Scenes;

public class PngWriterTests
{
    [Fact]
    public void File_Chunks_AreWholeAndSayTheDensity()
    {
        byte[] png = PngWriter.File(new Scene(18.5, 5, "empty"), ReportLanguage.English);
        var seen = new Dictionary<string, byte[]>();
        for (int at = 8; at < png.Length;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            Assert.Equal(Crc(png.AsSpan(at + 4, length + 4)), BinaryPrimitives.ReadUInt32BigEndian(png.AsSpan(at + 8 + length)));
            Assert.True(seen.TryAdd(Encoding.ASCII.GetString(png, at + 4, 4), png[(at + 8)..(at + 8 + length)]));
            at += length + 12;
        }

        Assert.Equal(["IHDR", "pHYs"], seen.Keys.Take(2));
        Assert.Equal("IEND", seen.Keys.Last());
        // 37 x 10 pixels of 8 bits in red, green, blue; 192 pixels per inch are 7559 per metre.
        Assert.Equal([0, 0, 0, 37, 0, 0, 0, 10, 8, 2], seen["IHDR"][..10]);
        Assert.Equal(7559, BinaryPrimitives.ReadInt32BigEndian(seen["pHYs"]));
        Assert.Equal(7559, BinaryPrimitives.ReadInt32BigEndian(seen["pHYs"].AsSpan(4)));
        Assert.Equal(1, seen["pHYs"][8]);
    }

    [Fact]
    public void File_Text_PutsInkWhereTheLettersAre()
    {
        using SKBitmap png = Draw("HI");
        int dark(int x) => Enumerable.Range(0, png.Height).Count(y => png.GetPixel(x, y).Red < 96);
        // The stems of H, the stem of I: about as tall as a capital of 40 pixels.
        int[] tall = [.. Enumerable.Range(0, png.Width).Where(x => dark(x) >= 24)];
        Assert.InRange(tall.Length, 6, 18);
        Assert.True(tall.Max() - tall.Min() > 20);
        Assert.Equal(0, dark(4));
        Assert.Equal(0, dark(110));
    }

    [Theory]
    [InlineData("k", "p", "3", "%")]
    [InlineData("α", "β", "ρ", "μ")]
    [InlineData("細", "胞", "ク", "臍")]
    [InlineData("≤", "≥", "−", "→")]
    public void File_LettersOfEachScript_AreDrawnAndAreNotTheBoxOfAMissingOne(params string[] letters)
    {
        HashSet<string> pictures = [Shades("\U0001F9EC"), Shades(" ")];
        Assert.Equal(2, pictures.Count);
        Assert.All(letters, letter => Assert.True(pictures.Add(Shades(letter)), letter));
    }

    [Fact]
    public void File_Marks_HaveTheirColoursWhereTheyLie()
    {
        using SKBitmap inner = PngWriter.Blank(4, 4);
        inner.SetPixel(1, 2, SKColors.Green);
        var scene = new Scene(60, 40, "marks");
        scene.Rectangle(2, 2, 10, 10, "#112233", new Pen("#ff0000", 1));
        scene.Circle(30, 10, 6, "#0072b2", new Pen("#000000", 1));
        scene.Circle(50, 10, 6, null, new Pen("#000000", 1));
        scene.Line(2, 30, 58, 30, new Pen("#7d8790", 2), dashed: true);
        scene.Picture(20, 20, 2, 2, PngWriter.Bytes(inner));
        using SKBitmap png = SKBitmap.Decode(PngWriter.File(scene, ReportLanguage.English));
        void at(double x, double y, string color) => Assert.Equal(SKColor.Parse(color), png.GetPixel((int)(2 * x), (int)(2 * y)));
        at(7, 7, "#112233");
        at(2, 7, "#ff0000");
        at(30, 10, "#0072b2");
        at(24, 10, "#000000");
        at(50, 10, "#ffffff");
        at(44, 10, "#000000");
        at(4, 30, "#7d8790");
        at(7, 30, "#ffffff");
        at(11, 30, "#7d8790");
        at(20.5, 21, "#008000");
        at(21, 21, "#ffffff");
    }

    private static SKBitmap Draw(string words)
    {
        var scene = new Scene(60, 30, "ink");
        scene.Text(5, 22, words, new TextStyle("#000000", 20));
        return SKBitmap.Decode(PngWriter.File(scene, ReportLanguage.English));
    }

    private static string Shades(string words)
    {
        using SKBitmap png = Draw(words);
        return Convert.ToHexString(png.GetPixelSpan());
    }

    // CRC-32 as the PNG standard's annex defines it.
    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        uint crc = 0xFFFFFFFF;
        foreach (byte b in bytes)
        {
            crc ^= b;
            for (int k = 0; k < 8; k++) crc = (crc & 1) != 0 ? 0xEDB88320 ^ (crc >> 1) : crc >> 1;
        }

        return crc ^ 0xFFFFFFFF;
    }
}
