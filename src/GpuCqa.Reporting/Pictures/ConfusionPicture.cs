using System.Globalization;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Scenes;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Pictures;

/// <summary>What cells of each cluster were called when their own lot was left out: a row a cluster, a column a label, the last refused.</summary>
internal static class ConfusionPicture
{
    private const double Pitch = 44;

    /// <summary>Draws it.</summary>
    /// <param name="confusion">clusters x (clusters + 1), cells.</param>
    public static Scene Draw(long[][] confusion)
    {
        int clusters = confusion.Length;
        double left = 150, top = 44, right = left + ((clusters + 1) * Pitch), bottom = top + (clusters * Pitch);
        var scene = new Scene(right + 12, bottom + 14, Say("Labels of cells of left-out train lots, per cluster", "除外した学習ロットの細胞に付いたラベル(クラスターごと)"));
        scene.Text(left, 14, Say("label given, share of the cluster's cells", "付いたラベル(クラスターの細胞に占める割合)"), TextStyle.Soft);
        for (int k = 0; k <= clusters; k++)
            scene.Text(left + ((k + 0.5) * Pitch), top - 8, k < clusters ? k.ToString(CultureInfo.InvariantCulture) : Say("refused", "なし"), TextStyle.Plain with { Bold = true }, Anchor.Middle);
        for (int row = 0; row < clusters; row++)
        {
            double y = top + (row * Pitch), total = confusion[row].Sum();
            string cells = NumberText.Count(total);
            scene.Text(left - 8, y + (Pitch / 2) + 4, Say($"cluster {row} ({cells})", $"クラスター{row}({cells})"), TextStyle.Plain, Anchor.End);
            for (int k = 0; k <= clusters; k++)
            {
                double share = total > 0 ? confusion[row][k] / total : 0;
                string color = share > 0 ? (k == row ? Palette.Sequence(1 - (0.75 * share)) : Palette.Diverging(Math.Min(1, 0.1 + (2 * share)))) : "#ffffff", number = NumberText.Percent(share), count = NumberText.Count(confusion[row][k]);
                string label = k < clusters ? k.ToString(CultureInfo.InvariantCulture) : "–";
                scene.Rectangle(left + (k * Pitch), y, Pitch, Pitch, color, new Pen("#e7eaee", 1), Say($"cluster {row}, label {label}: {count} cells, {number}", $"クラスター{row}、ラベル{label}: {count}細胞、{number}"));
                if (confusion[row][k] > 0) scene.Text(left + ((k + 0.5) * Pitch), y + (Pitch / 2) + 4, share >= 0.001 ? (100 * share).ToString(share >= 0.0995 ? "0" : "0.0", CultureInfo.InvariantCulture) : "<0.1", new TextStyle(Palette.Ink(color)), Anchor.Middle);
            }
        }

        return scene;
    }
}
