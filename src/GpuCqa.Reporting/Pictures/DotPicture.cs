using System.Globalization;
using GpuCqa.Reporting.Expression;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Scenes;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Pictures;

/// <summary>Dot plot: a row a cluster, a column a gene; area is the share of cells in which the gene is detected, colour its mean, from the lowest cluster to the highest.</summary>
internal static class DotPicture
{
    private const double Size = 12;
    private const double Pitch = 26;
    private const double Largest = 11;

    public static Scene Draw(DotCell[][] table, IReadOnlyList<MapGene> genes, int[] order, int focus, bool counts)
    {
        string[] names = [.. genes.Select(g => TextWidth.Fit(g.Name, Size, counts ? 130 : 280))];
        double left = 92, top = 18 + names.Select(n => TextWidth.Of(n, Size)).DefaultIfEmpty(20).Max(), bottom = top + (order.Length * Pitch);
        double width = Math.Max(left + (genes.Count * Pitch) + 10, 560), height = bottom + 62;
        var scene = new Scene(width, height, Say("Dot plot of leading markers by cluster", "クラスターごとの主要マーカーのドットプロット"));
        for (int g = 0; g < genes.Count; g++)
            scene.Text(left + ((g + 0.5) * Pitch) + 4, top - 8, names[g], genes[g].Cluster == focus ? TextStyle.Strong : TextStyle.Plain, turned: true, meaning: genes[g].Gene);
        for (int row = 0; row < order.Length; row++)
        {
            int k = order[row];
            double y = top + ((row + 0.5) * Pitch);
            scene.Line(left, y, left + (genes.Count * Pitch), y, Pen.Grid);
            scene.Text(left - 10, y + 4, Say($"cluster {k}", $"クラスター{k}"), k == focus ? TextStyle.Strong : TextStyle.Plain, Anchor.End);
            for (int g = 0; g < genes.Count; g++)
            {
                DotCell cell = table[k][g];
                double low = table.Min(t => t[g].Mean), high = table.Max(t => t[g].Mean), at = high > low ? (cell.Mean - low) / (high - low) : 0;
                double radius = counts ? Largest * Math.Sqrt(cell.Share) : Largest * 0.8;
                if (radius < 0.6) continue;
                string detected = NumberText.Percent(cell.Share), mean = HtmlNumber.Value(cell.Mean, 3);
                scene.Circle(left + ((g + 0.5) * Pitch), y, radius, Palette.Sequence(1 - at), new Pen("#7d8790", 0.6),
                    Say($"{genes[g].Name}, cluster {k}: {(counts ? $"detected in {detected} of cells, " : "")}mean {mean}", $"{genes[g].Name}、クラスター{k}: {(counts ? $"{detected}の細胞で検出、" : "")}平均 {mean}"));
            }
        }

        Legend(scene, left, bottom + 30, counts);
        return scene;
    }

    private static void Legend(Scene scene, double left, double y, bool counts)
    {
        double x = 0;
        if (counts)
        {
            scene.Text(x, y + 4, Say("detected in", "検出率"), TextStyle.Soft);
            x = 78;
            foreach (double share in new[] { 0.25, 0.5, 1 })
            {
                scene.Circle(x + 11, y, Largest * Math.Sqrt(share), "#ffffff", Pen.Axis);
                scene.Text(x + 26, y + 4, (100 * share).ToString("0", CultureInfo.InvariantCulture) + "%", TextStyle.Soft);
                x += 66;
            }
        }

        double from = Math.Max(x + 8, left);
        scene.Text(from, y + 4, Say("lowest cluster", "最低のクラスター"), TextStyle.Soft);
        from += 104;
        for (int i = 0; i < 6; i++) scene.Rectangle(from + (i * 11), y - 6, 11, 12, Palette.Sequence(1 - (i / 5.0)));
        scene.Text(from + 72, y + 4, Say("highest", "最高"), TextStyle.Soft);
    }
}
