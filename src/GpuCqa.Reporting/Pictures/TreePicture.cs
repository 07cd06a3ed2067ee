using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Scenes;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Pictures;

/// <summary>The merge tree: a column for each resolution, a circle for each cluster, a line for the cells that two share.</summary>
internal static class TreePicture
{
    private const double Pitch = 23, MostRadius = 10, LeastRadius = 3;

    /// <summary>Draws it.</summary>
    /// <param name="stability">Clusters and links.</param>
    /// <param name="partitions">Partitions, for their resolutions.</param>
    /// <param name="focus">The clusters of the findings.</param>
    /// <param name="width">Pixels.</param>
    public static Scene Draw(StabilityFindings stability, IReadOnlyList<StatePartition> partitions, IReadOnlyCollection<StateId> focus, double width)
    {
        int[] order = [.. Enumerable.Range(0, partitions.Count).OrderBy(p => partitions[p].Resolution)];
        int most = partitions.Max(p => p.States.Count);
        double top = 30, height = Math.Max(60, most * Pitch), cells = stability.Clusters.Where(c => c.State.Partition == order[0]).Sum(c => c.Cells);
        var scene = new Scene(width, top + height + 6, Say("How clusters split and merge over the resolutions", "解像度によるクラスターの分割と併合"));
        var at = new Dictionary<StateId, (double X, double Y)>();
        for (int column = 0; column < order.Length; column++)
        {
            double x = 24 + ((width - 74) * (order.Length == 1 ? 0 : (double)column / (order.Length - 1)));
            string resolution = NumberText.Plain(partitions[order[column]].Resolution);
            scene.Text(x, 14, resolution, TextStyle.Plain with { Bold = true }, Anchor.Middle, meaning: Say($"resolution {resolution}", $"解像度{resolution}"));
            // Below the cluster that it merges to, the larger first: lines cross little.
            StateId[] own = [.. stability.Clusters.Where(c => c.State.Partition == order[column])
                .OrderBy(c => stability.Links.FirstOrDefault(l => l.Main && l.Child == c.State) is { } link && at.TryGetValue(link.Parent, out var parent) ? parent.Y : 0).ThenBy(c => c.State.Index).Select(c => c.State)];
            for (int i = 0; i < own.Length; i++) at[own[i]] = (x, top + (height * (i + 0.5) / own.Length));
        }

        foreach (ClusterLink link in stability.Links.OrderBy(l => l.Main).ThenBy(l => l.Cells))
        {
            ((double x1, double y1), (double x2, double y2)) = (at[link.Parent], at[link.Child]);
            scene.Line(x1, y1, x2, y2, new Pen(link.Main ? "#99a2ab" : "#d3d8dd", Math.Max(0.8, 7 * Math.Sqrt(link.Cells / Math.Max(1, cells)))), dashed: false);
        }

        foreach (ClusterStability cluster in stability.Clusters)
        {
            (double x, double y) = at[cluster.State];
            bool found = focus.Contains(cluster.State), unstable = cluster.Flags.Contains(StabilityRules.Unstable);
            double radius = Math.Clamp(MostRadius * Math.Sqrt(2 * cluster.Cells / Math.Max(1, cells)), LeastRadius, MostRadius);
            string color = found ? Palette.Focus : Palette.Category(0), count = NumberText.Count(cluster.Cells), mean = NumberText.Index(cluster.SubsampleMean);
            scene.Circle(x, y, radius, unstable ? "#ffffff" : color, unstable ? new Pen("#7d8790", 1.6) : Pen.Edge, Say($"cluster {cluster.State.Index}: {count} cells, mean Jaccard {mean}", $"クラスター{cluster.State.Index}: {count}細胞、平均Jaccard {mean}"));
            scene.Text(x + MostRadius + 4, y + 4, NumberText.Plain(cluster.State.Index), found ? TextStyle.Strong with { Halo = true } : TextStyle.Named);
        }

        return scene;
    }
}
