using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Scenes;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Pictures;

/// <summary>One state's share of every lot with both intervals, a row a lot in the order given.</summary>
internal static class FractionPicture
{
    private const double Size = 12;
    private const double Pitch = 21;

    /// <summary>Draws it.</summary>
    /// <param name="rows">A lot's fraction and readout, from the top.</param>
    /// <param name="state">The state.</param>
    /// <param name="color">Colour of its points.</param>
    /// <param name="width">Width in pixels.</param>
    /// <param name="numbers">Whether to write each share with its interval at the right.</param>
    public static Scene Draw(IReadOnlyList<ScatterPoint> rows, StateName state, string color, double width, bool numbers)
    {
        ScatterPoint[] shown = [.. rows.Where(r => double.IsFinite(r.Fraction.Fraction))];
        string[] lots = [.. shown.Select(r => TextWidth.Fit(r.Fraction.Lot, Size, 110))];
        string[] texts = [.. shown.Select(Number)];
        double left = 10 + lots.Select(l => TextWidth.Of(l, Size)).DefaultIfEmpty(20).Max();
        double right = width - (numbers ? 16 + texts.Select(t => TextWidth.Of(t, Size)).DefaultIfEmpty(0).Max() : 18);
        double top = 10, bottom = top + (shown.Length * Pitch);
        double high = shown.Select(r => r.High).DefaultIfEmpty(1).Max();
        var x = new Scale(0, 100 * high, Math.Max(2, (int)((right - left) / 70)), left, right);
        var scene = new Scene(width, bottom + 22, shown.All(r => r.HasInterval)
            ? Say($"Share of {state.Short.En} in each lot with its intervals", $"各ロットにおける{state.Short.Ja}の割合と区間")
            : Say($"Share of {state.Short.En} in each lot", $"各ロットにおける{state.Short.Ja}の割合"));
        foreach (double tick in x.Ticks)
        {
            scene.Line(x.Pixel(tick), top - 4, x.Pixel(tick), bottom, Pen.Grid);
            scene.Text(x.Pixel(tick), bottom + 16, x.Label(tick) + "%", TextStyle.Soft, Anchor.Middle);
        }

        for (int i = 0; i < shown.Length; i++)
        {
            StateFraction f = shown[i].Fraction;
            double y = top + ((i + 0.5) * Pitch);
            scene.Text(0, y + 4, lots[i], TextStyle.Plain, meaning: f.Lot);
            if (shown[i].HasInterval)
            {
                scene.Line(x.Pixel(100 * f.OverdispersedLow), y, x.Pixel(100 * f.OverdispersedHigh), y, Pen.WideInterval);
                scene.Line(x.Pixel(100 * f.WilsonLow), y, x.Pixel(100 * f.WilsonHigh), y, Pen.NarrowInterval);
            }

            string percent = NumberText.Percent(f.Fraction);
            Said count = f.Count is { } own ? Say($"{own} of {f.Cells} cells, ", $"{f.Cells}細胞中{own}、") : "";
            scene.Circle(x.Pixel(100 * f.Fraction), y, 4.5, color, Pen.Edge, Say($"{f.Lot}: {count.En}{percent}", $"{f.Lot}: {count.Ja}{percent}"));
            if (numbers) scene.Text(width, y + 4, texts[i], TextStyle.Soft, Anchor.End);
        }

        return scene;
    }

    private static string Number(ScatterPoint row)
    {
        StateFraction f = row.Fraction;
        if (!row.HasInterval) return NumberText.Percent(f.Fraction);
        return f.Count == 0 ? $"0 (≤ {NumberText.Percent(f.OverdispersedHigh)})" : $"{NumberText.Percent(f.Fraction)} ({NumberText.Percent(f.OverdispersedLow)} – {NumberText.Percent(f.OverdispersedHigh)})";
    }
}
