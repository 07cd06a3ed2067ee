using GpuCqa.Reporting.Scenes;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Pictures;

/// <summary>The interval of every attribute against its margins: each row in units of its own margin, so that -1 and 1 are the margins of all.</summary>
internal static class MarginPicture
{
    private const double Pitch = 46, Reach = 2.6;

    public static Scene? Draw(IReadOnlyList<MarginRow> rows, double width)
    {
        if (rows.Count == 0) return null;
        double left = 8, right = width - 8, top = 30, bottom = top + (rows.Count * Pitch);
        var scene = new Scene(width, bottom + 24, Say("Intervals of the differences against their margins", "差の区間と許容差"));
        double pixel(double v) => left + ((right - left) * (Math.Clamp(v, -Reach, Reach) + Reach) / (2 * Reach));
        scene.Rectangle(pixel(-1), top, pixel(1) - pixel(-1), bottom - top, "#eaf5f1");
        foreach (double v in new[] { -1.0, 1 }) scene.Line(pixel(v), top - 4, pixel(v), bottom, new Pen("#009e73", 1.6));
        scene.Line(pixel(0), top, pixel(0), bottom, Pen.Axis, dashed: true);
        scene.Text(pixel(-1), top - 10, Say("lower margin", "下側の許容差"), TextStyle.Soft, Scenes.Anchor.Middle);
        scene.Text(pixel(1), top - 10, Say("upper margin", "上側の許容差"), TextStyle.Soft, Scenes.Anchor.Middle);
        scene.Text(pixel(0), bottom + 17, Say("no difference", "差なし"), TextStyle.Soft, Scenes.Anchor.Middle);
        for (int i = 0; i < rows.Count; i++)
        {
            MarginRow r = rows[i];
            double y = top + (i * Pitch) + 33;
            string color = r.Verdict switch { AttributeVerdict.Different => Palette.Focus, AttributeVerdict.Equivalent => "#009e73", _ => "#5d6873" };
            double roomForName = width * 0.5;
            scene.Text(left, y - 16, Say(TextWidth.Fit(r.Name.En, 12, roomForName), TextWidth.Fit(r.Name.Ja, 12, roomForName)), TextStyle.Named with { Bold = true });
            scene.Text(right, y - 16, Say(TextWidth.Fit(r.Numbers.En, 12, roomForName - 12), TextWidth.Fit(r.Numbers.Ja, 12, roomForName - 12)), TextStyle.Named, Scenes.Anchor.End);
            scene.Line(pixel(r.Low), y, pixel(r.High), y, new Pen(color, 3));
            foreach ((double end, double side) in new[] { (r.Low, -1.0), (r.High, 1.0) })
            {
                if (Math.Abs(end) <= Reach) continue;
                // Beyond the frame: an arrow.
                scene.Line(pixel(end), y, pixel(end) - (6 * side), y - 5, new Pen(color, 2));
                scene.Line(pixel(end), y, pixel(end) - (6 * side), y + 5, new Pen(color, 2));
            }

            if (Math.Abs(r.Estimate) <= Reach) scene.Circle(pixel(r.Estimate), y, 4.5, color, Pen.Edge, r.Numbers);
        }

        return scene;
    }
}
