using GpuCqa.Analysis.Results;
using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Scenes;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Pictures;

/// <summary>Markers of one cluster: how much higher a gene is against how consistently it ranks higher, the leading genes named.</summary>
internal static class VolcanoPicture
{
    private const double Size = 12;

    public static Scene Draw(IReadOnlyList<Marker> markers, int cluster, string color, int width, int height)
    {
        double left = 52, right = width - 14, top = 30, bottom = height - 46;
        Marker[] shown = [.. markers.Where(m => double.IsFinite(m.Effect) && double.IsFinite(m.Log10P))];
        bool features = shown.Length > 0 && Array.TrueForAll(shown, m => double.IsNaN(m.Log2FcV4));
        double reach = shown.Select(m => Math.Abs(m.Effect)).DefaultIfEmpty(1).Max() * 1.12;
        var x = new Scale(-reach, reach, Math.Max(4, width / 90), left, right, tight: true);
        var y = new Scale(0, shown.Select(m => -m.Log10P).DefaultIfEmpty(1).Max() * 1.06, Math.Max(3, height / 62), bottom, top);
        var scene = new Scene(width, height, features
            ? Say($"Features of cluster {cluster}: difference of means in standard deviations against minus log10 p of the rank-sum test", $"クラスター{cluster}の特徴量: 平均の差(標準偏差単位)と順位和検定の−log10 p")
            : Say($"Markers of cluster {cluster}: log2 fold change against minus log10 p of the rank-sum test", $"クラスター{cluster}のマーカー: log2変化量と順位和検定の−log10 p"));
        foreach (double tick in y.Ticks)
        {
            scene.Line(left, y.Pixel(tick), right, y.Pixel(tick), Pen.Grid);
            scene.Text(left - 6, y.Pixel(tick) + 4, y.Label(tick), TextStyle.Soft, Anchor.End);
        }

        foreach (double tick in x.Ticks)
        {
            scene.Line(x.Pixel(tick), bottom, x.Pixel(tick), bottom + 5, Pen.Axis);
            scene.Text(x.Pixel(tick), bottom + 19, x.Label(tick), TextStyle.Soft, Anchor.Middle);
        }

        scene.Line(left, bottom, right, bottom, Pen.Axis);
        scene.Line(x.Pixel(0), top, x.Pixel(0), bottom, Pen.Axis, dashed: true);
        scene.Text(4, 15, Say($"−log10 p (ranks {(features ? "features" : "genes")}, tests nothing)", "−log10 p(順位付けのみ、検定ではない)"), TextStyle.Soft);
        scene.Text(right, height - 8, features ? Say("difference in SD, cluster against rest", "平均の差(SD単位、クラスター 対 その他)") : Say("log2 fold change, cluster against rest", "log2変化量(クラスター 対 その他)"), TextStyle.Soft, Anchor.End);

        var points = shown.Select(m => (X: x.Pixel(m.Effect), Y: y.Pixel(-m.Log10P))).ToArray();
        for (int i = shown.Length - 1; i >= 0; i--)
        {
            Marker m = shown[i];
            scene.Circle(points[i].X, points[i].Y, 3.2, m.Effect > 0 ? color : "#8d97a1", new Pen("#ffffff", 0.6), $"{m.Name}: {(features ? "SD" : "log2")} {HtmlNumber.Value(m.Effect, 3)}, log10 p {HtmlNumber.Value(m.Log10P, 3)}");
        }

        int[] named = [.. Enumerable.Range(0, shown.Length).Where(i => shown[i].Effect > 0).Take(12), .. Enumerable.Range(0, shown.Length).Where(i => shown[i].Effect < 0).Take(4)];
        string[] names = [.. named.Select(i => TextWidth.Fit(shown[i].Name, Size, features ? 190 : 110))];
        Box?[] boxes = LabelPlacement.Place([.. named.Select(i => points[i])], [.. names.Select(n => TextWidth.Of(n, Size))], [], new Box(left + 2, 18, width - left - 4, bottom - 20));
        for (int i = 0; i < named.Length; i++)
        {
            if (boxes[i] is not { } box) continue;
            (double px, double py) = points[named[i]];
            double nearX = Math.Clamp(px, box.X, box.X + box.Width), nearY = Math.Clamp(py, box.Y + 2, box.Y + box.Height - 2);
            if (Math.Abs(nearX - px) + Math.Abs(nearY - py) > 15) scene.Line(px, py, nearX, nearY, Pen.Leader);
            scene.Text(box.X, box.Y + 11, names[i], TextStyle.Named);
        }

        return scene;
    }
}
