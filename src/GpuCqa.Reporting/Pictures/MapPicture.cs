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

    /// <summary>Draws one clustering.</summary>
    /// <param name="result">The result.</param>
    /// <param name="clustering">Clustering that colours the cells.</param>
    /// <param name="colors">Its colours.</param>
    /// <param name="focusOnly">Whether only the cells of the finding are coloured, on top of the others.</param>
    public static Scene Draw(DiscoveryResult result, Clustering clustering, ClusterColors colors, bool focusOnly)
    {
        int[] cells = MapSample.Cells(result, Sections.MapSection.MostCells);
        DenseMatrix<float> layout = result.Map.Cells.Layout;
        MapFrame frame = MapFrame.Of(cells, layout);
        double width = Math.Max(Side * frame.Width, 200), height = Math.Max(Side * frame.Height, 120);
        using SKBitmap bitmap = PngWriter.Blank((int)(width * PngWriter.Scale) + 8, (int)(height * PngWriter.Scale) + 8);
        Span<uint> pixels = MemoryMarshal.Cast<byte, uint>(bitmap.GetPixelSpan());
        uint[] palette = [.. colors.Colors.Select((c, k) => (uint)SKColor.Parse(focusOnly && k != colors.Focus ? Palette.Quiet : c))];
        int dot = Math.Clamp((int)Math.Round(300 / Math.Sqrt(Math.Max(1, cells.Length))), 2, 7);
        // A fixed shuffle, so that no lot lies on top of another; the cells of the finding last.
        int[] order = [.. cells];
        Array.Sort([.. cells.Select(c => SplitMix64.Mix((ulong)c))], order);
        foreach (bool top in new[] { false, true })
        {
            foreach (int c in order)
            {
                int k = clustering.Labels[c];
                if ((focusOnly && k == colors.Focus) != top) continue;
                int x = (int)(frame.X(layout[c, 0]) * Side * PngWriter.Scale), y = (int)(frame.Y(layout[c, 1]) * Side * PngWriter.Scale);
                for (int row = y; row < y + dot; row++) pixels.Slice((row * bitmap.Width) + x, dot).Fill(palette[k]);
            }
        }

        string resolution = clustering.Resolution.ToString(CultureInfo.InvariantCulture);
        var scene = new Scene(Math.Max(width, 560) + 24, height + 72, focusOnly
            ? Say($"UMAP of the cells, cluster {colors.Focus} of resolution {resolution} in vermillion", $"細胞のUMAP(朱色: 解像度{resolution}のクラスター{colors.Focus})")
            : Say($"UMAP of the cells, clusters at resolution {resolution}", $"細胞のUMAP(解像度{resolution}のクラスター)"));
        scene.Text(12, 18, scene.Title, TextStyle.Title);
        scene.Picture(12, 28, bitmap.Width / (double)PngWriter.Scale, bitmap.Height / (double)PngWriter.Scale, PngWriter.Bytes(bitmap));
        foreach ((int k, double x, double y) in Centres(clustering, cells, layout, frame))
        {
            if (!focusOnly || k == colors.Focus) scene.Text(12 + (x * Side), 32 + (y * Side), k.ToString(CultureInfo.InvariantCulture), new TextStyle("#1b1f24", 15, Bold: true, Halo: true), Anchor.Middle);
        }

        scene.Text(12, height + 50, Say("UMAP: distances and areas are not quantitative.", "UMAP: 距離と面積は定量的ではありません。"), TextStyle.Soft);
        scene.Text(12, height + 66, Sections.MapSection.Drawn(cells.Length, result.Map.Cells.Count), TextStyle.Soft);
        return scene;
    }

    // The median place of each cluster's cells.
    private static IEnumerable<(int Cluster, double X, double Y)> Centres(Clustering clustering, int[] cells, DenseMatrix<float> layout, MapFrame frame)
    {
        foreach (IGrouping<int, int> group in cells.GroupBy(c => clustering.Labels[c]).OrderBy(g => g.Key))
        {
            float[] x = [.. group.Select(c => layout[c, 0])], y = [.. group.Select(c => layout[c, 1])];
            Array.Sort(x);
            Array.Sort(y);
            yield return (group.Key, frame.X(x[x.Length / 2]), frame.Y(y[y.Length / 2]));
        }
    }
}
