using System.Globalization;
using System.Runtime.InteropServices;
using GpuCqa.Analysis.Results;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Randomness;
using GpuCqa.Reporting.Maps;
using GpuCqa.Reporting.Scenes;
using GpuCqa.Reporting.Texts;
using SkiaSharp;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Pictures;

/// <summary>The map as a still picture: cells as pixels, numbers and words as text.</summary>
internal static class MapPicture
{
    private const int Side = 720;
    private static readonly uint Edge = (uint)SKColor.Parse("#1b1f24");

    /// <summary>Draws one clustering.</summary>
    /// <param name="result">The result.</param>
    /// <param name="clustering">Clustering that colours the cells.</param>
    /// <param name="colors">Its colours.</param>
    /// <param name="focusOnly">Whether only the cells of the finding are coloured, on top of the others.</param>
    public static Scene Draw(DiscoveryResult result, Clustering clustering, ClusterColors colors, bool focusOnly)
    {
        int[] cells = MapSample.Cells(result, Sections.MapSection.MostCells);
        string resolution = clustering.Resolution.ToString(CultureInfo.InvariantCulture);
        Said title = focusOnly
            ? Say($"UMAP of the cells, cluster {colors.Focus} of resolution {resolution} in vermillion", $"細胞のUMAP(朱色: 解像度{resolution}のクラスター{colors.Focus})")
            : Say($"UMAP of the cells, clusters at resolution {resolution}", $"細胞のUMAP(解像度{resolution}のクラスター)");
        MapMark[] marks = [.. colors.Colors.Select((c, k) => new MapMark(focusOnly && k != colors.Focus ? Palette.Quiet : c, focusOnly && k == colors.Focus ? 1 : 0))];
        return Draw(result.Map.Cells.Layout, cells, c => marks[clustering.Labels[c]], title, [.. Centres(clustering.Labels, cells, result.Map.Cells.Layout).Where(c => !focusOnly || c.Group == colors.Focus)]);
    }

    /// <summary>Draws cells of any kind.</summary>
    /// <param name="layout">cells x 2.</param>
    /// <param name="cells">The drawn cells.</param>
    /// <param name="mark">How a cell is drawn.</param>
    /// <param name="title">What the picture shows.</param>
    /// <param name="numbers">Numbers of groups, and where they stand in the layout.</param>
    public static Scene Draw(DenseMatrix<float> layout, int[] cells, Func<int, MapMark> mark, Said title, IReadOnlyList<(int Group, double X, double Y)> numbers)
    {
        MapFrame frame = MapFrame.Of(cells, layout);
        double width = Math.Max(Side * frame.Width, 200), height = Math.Max(Side * frame.Height, 120);
        using SKBitmap bitmap = PngWriter.Blank((int)(width * PngWriter.Scale) + 8, (int)(height * PngWriter.Scale) + 8);
        Span<uint> pixels = MemoryMarshal.Cast<byte, uint>(bitmap.GetPixelSpan());
        MapMark[] marks = [.. cells.Select(mark)];
        Dictionary<string, uint> palette = marks.Select(m => m.Color).Distinct().ToDictionary(c => c, c => (uint)SKColor.Parse(c));
        int dot = Math.Clamp((int)Math.Round(300 / Math.Sqrt(Math.Max(1, cells.Length))), 2, 7);
        // A fixed shuffle, so that no lot lies on top of another; what the picture is about last.
        int[] order = [.. Enumerable.Range(0, cells.Length)];
        Array.Sort([.. cells.Select(c => SplitMix64.Mix((ulong)c))], order);
        foreach (int layer in marks.Select(m => m.Layer).Distinct().Order())
        {
            // An edge around all outlined cells of the layer: their dots, wider and dark, under them.
            foreach (int i in order.Where(i => marks[i].Layer == layer && marks[i].Outlined))
            {
                int c = cells[i], edge = Math.Max(2, dot / 2);
                int x = (int)(frame.X(layout[c, 0]) * Side * PngWriter.Scale), y = (int)(frame.Y(layout[c, 1]) * Side * PngWriter.Scale), left = Math.Max(0, x - edge), right = Math.Min(bitmap.Width, x + dot + edge);
                for (int row = Math.Max(0, y - edge); row < Math.Min(bitmap.Height, y + dot + edge); row++) pixels.Slice((row * bitmap.Width) + left, right - left).Fill(Edge);
            }

            foreach (int i in order.Where(i => marks[i].Layer == layer))
            {
                int c = cells[i];
                int x = (int)(frame.X(layout[c, 0]) * Side * PngWriter.Scale), y = (int)(frame.Y(layout[c, 1]) * Side * PngWriter.Scale);
                for (int row = y; row < y + dot; row++) pixels.Slice((row * bitmap.Width) + x, dot).Fill(palette[marks[i].Color]);
            }
        }

        var scene = new Scene(Math.Max(width, 560) + 24, height + 72, title);
        scene.Text(12, 18, scene.Title, TextStyle.Title);
        scene.Picture(12, 28, bitmap.Width / (double)PngWriter.Scale, bitmap.Height / (double)PngWriter.Scale, PngWriter.Bytes(bitmap));
        foreach ((int k, double x, double y) in numbers)
        {
            scene.Text(12 + (frame.X(x) * Side), 32 + (frame.Y(y) * Side), k.ToString(CultureInfo.InvariantCulture), new TextStyle("#1b1f24", 15, Bold: true, Halo: true), Anchor.Middle);
        }

        scene.Text(12, height + 50, Say("UMAP: distances and areas are not quantitative.", "UMAP: 距離と面積は定量的ではありません。"), TextStyle.Soft);
        scene.Text(12, height + 66, Sections.MapSection.Drawn(cells.Length, layout.Rows), TextStyle.Soft);
        return scene;
    }

    /// <summary>The median place of each group's cells.</summary>
    public static IEnumerable<(int Group, double X, double Y)> Centres(int[] labels, int[] cells, DenseMatrix<float> layout)
    {
        foreach (IGrouping<int, int> group in cells.GroupBy(c => labels[c]).OrderBy(g => g.Key))
        {
            float[] x = [.. group.Select(c => layout[c, 0])], y = [.. group.Select(c => layout[c, 1])];
            Array.Sort(x);
            Array.Sort(y);
            yield return (group.Key, x[x.Length / 2], y[y.Length / 2]);
        }
    }
}
