using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Scenes;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Pictures;

/// <summary>Jaccard index of every cluster of one resolution: its subsamples as a range with their mean, and the worst lot left out.</summary>
internal static class JaccardPicture
{
    private const double Pitch = 21;

    /// <summary>Draws it.</summary>
    /// <param name="rows">Clusters of one resolution.</param>
    /// <param name="focus">The clusters of the findings.</param>
    /// <param name="resolution">The resolution.</param>
    /// <param name="width">Pixels.</param>
    public static Scene Draw(IReadOnlyList<ClusterStability> rows, IReadOnlyCollection<StateId> focus, double resolution, double width)
    {
        double left = 34, right = width - 92, top = 24, bottom = top + (rows.Count * Pitch) + 4;
        var x = new Scale(0, 1, Math.Max(2, (int)((right - left) / 60)), left, right, tight: true);
        string at = NumberText.Plain(resolution);
        var scene = new Scene(width, bottom + 38, Say($"Jaccard index of the clusters at resolution {at} when they are found anew", $"解像度{at}の各クラスターの再クラスタリングでのJaccard指数"));
        foreach (double tick in x.Ticks)
        {
            scene.Line(x.Pixel(tick), top, x.Pixel(tick), bottom, Pen.Grid);
            scene.Text(x.Pixel(tick), bottom + 16, x.Label(tick), TextStyle.Soft, Anchor.Middle);
        }

        foreach ((double limit, string name) in new[] { (StabilityRules.LotOutJaccard, "0.60"), (StabilityRules.SubsampleJaccard, "0.75") })
        {
            scene.Line(x.Pixel(limit), top - 4, x.Pixel(limit), bottom, Pen.Axis, dashed: true);
            scene.Text(x.Pixel(limit), top - 8, name, TextStyle.Soft, Anchor.Middle);
        }

        for (int i = 0; i < rows.Count; i++)
        {
            ClusterStability row = rows[i];
            double y = top + (i * Pitch) + (Pitch / 2);
            bool found = focus.Contains(row.State), unstable = row.Flags.Contains(StabilityRules.Unstable);
            string color = found ? Palette.Focus : unstable ? "#7d8790" : Palette.Category(0), mean = NumberText.Index(row.SubsampleMean), worst = NumberText.Index(row.LotOutMin);
            scene.Text(left - 10, y + 4, NumberText.Plain(row.State.Index), found ? TextStyle.Strong : TextStyle.Plain, Anchor.End);
            if (double.IsFinite(row.SubsampleMin)) scene.Line(x.Pixel(row.SubsampleMin), y, x.Pixel(row.SubsampleMean), y, new Pen(color, 2.4));
            if (double.IsFinite(row.LotOutMin)) scene.Rectangle(x.Pixel(row.LotOutMin) - 3.5, y - 3.5, 7, 7, "#ffffff", new Pen(color, 1.6), Say($"cluster {row.State.Index}: {worst} without {row.LotOutWorst}", $"クラスター{row.State.Index}: {row.LotOutWorst}を除くと{worst}"));
            if (double.IsFinite(row.SubsampleMean)) scene.Circle(x.Pixel(row.SubsampleMean), y, 4.5, color, Pen.Edge, Say($"cluster {row.State.Index}: mean of the subsamples {mean}", $"クラスター{row.State.Index}: 部分標本の平均{mean}"));
            scene.Text(width, y + 4, unstable ? Say("not stable", "不安定") : $"{mean} / {worst}", found ? TextStyle.Strong : TextStyle.Soft, Anchor.End);
        }

        scene.Text((left + right) / 2, bottom + 33, Say("Jaccard index", "Jaccard指数"), TextStyle.Soft, Anchor.Middle);
        return scene;
    }
}
