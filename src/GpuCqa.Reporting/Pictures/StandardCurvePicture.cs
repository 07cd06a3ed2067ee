using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Scenes;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Pictures;

/// <summary>A plate's standard curve with its standards, its limits of quantification and the samples that are read from it.</summary>
internal static class StandardCurvePicture
{
    private const double Size = 12;

    public static Scene Draw(PotencyResult result, PlateCurve plate, int width, int height)
    {
        WellValue[] standards = [.. result.Wells.Where(w => w.Well.Plate == plate.Plate && w.Well.Kind == WellKind.Standard && w.Well.Concentration > 0 && double.IsFinite(w.Response))];
        WellValue[] samples = [.. result.Wells.Where(w => w.Well.Plate == plate.Plate && w.Well.Kind == WellKind.Sample && double.IsFinite(w.Response) && w.Concentration > 0 && double.IsFinite(w.Concentration))];
        double low = Math.Log10(standards.Min(w => w.Well.Concentration)) - 0.25, high = Math.Log10(standards.Max(w => w.Well.Concentration)) + 0.25;
        samples = [.. samples.Where(w => Math.Log10(w.Concentration) is var at && at >= low && at <= high)];
        double top = 30, bottom = height - 46, right = width - 14;
        double[] responses = [.. standards.Concat(samples).Select(w => w.Response), plate.Fit.Curve.Response(Math.Pow(10, low)), plate.Fit.Curve.Response(Math.Pow(10, high))];
        var y = new Scale(Math.Min(0, responses.Min()), responses.Max() * 1.04, Math.Max(3, height / 62), bottom, top);
        double left = 12 + y.Ticks.Max(t => TextWidth.Of(y.Label(t), Size));
        var x = new Scale(low, high, 4, left, right, tight: true);
        var scene = new Scene(width, height, Say($"Standard curve of plate {plate.Plate}", $"プレート{plate.Plate}の標準曲線"));
        foreach (double tick in y.Ticks)
        {
            scene.Line(left, y.Pixel(tick), right, y.Pixel(tick), Pen.Grid);
            scene.Text(left - 6, y.Pixel(tick) + 4, y.Label(tick), TextStyle.Soft, Anchor.End);
        }

        for (int power = (int)Math.Ceiling(low); power <= high; power++)
        {
            scene.Line(x.Pixel(power), bottom, x.Pixel(power), bottom + 5, Pen.Axis);
            scene.Text(x.Pixel(power), bottom + 19, NumberText.Plain(Math.Pow(10, power)), TextStyle.Soft, Anchor.Middle);
        }

        scene.Line(left, bottom, right, bottom, Pen.Axis);
        foreach ((double limit, string name) in new[] { (plate.LowerLimit, "LLOQ"), (plate.UpperLimit, "ULOQ") })
        {
            if (!(limit > 0) || Math.Log10(limit) < low || Math.Log10(limit) > high) continue;
            double at = x.Pixel(Math.Log10(limit));
            scene.Line(at, top, at, bottom, Pen.Axis, dashed: true);
            scene.Text(at, top - 3, name, TextStyle.Soft, Anchor.Middle);
        }

        const int steps = 90;
        double at0 = low;
        for (int i = 1; i <= steps; i++)
        {
            double at1 = low + ((high - low) * i / steps);
            scene.Line(x.Pixel(at0), y.Pixel(plate.Fit.Curve.Response(Math.Pow(10, at0))), x.Pixel(at1), y.Pixel(plate.Fit.Curve.Response(Math.Pow(10, at1))), new Pen("#5d6873", 1.6));
            at0 = at1;
        }

        foreach (WellValue w in samples) scene.Circle(x.Pixel(Math.Log10(w.Concentration)), y.Pixel(w.Response), 3, null, new Pen(w.Status == WellStatus.Measured ? Palette.Focus : "#99a2ab", 1.4), Say($"{w.Well.Lot}: {NumberText.Significant(w.Concentration, 4)} {result.Parameters.Unit}", $"{w.Well.Lot}: {NumberText.Significant(w.Concentration, 4)} {result.Parameters.Unit}"));
        foreach (WellValue w in standards)
        {
            bool passes = plate.Standards.First(s => s.Concentration == w.Well.Concentration).Passes;
            scene.Circle(x.Pixel(Math.Log10(w.Well.Concentration)), y.Pixel(w.Response), 4.5, passes ? "#2f5d8a" : "#c2c8ce", Pen.Edge, Say($"standard {NumberText.Plain(w.Well.Concentration)}: back-calculated {NumberText.Significant(w.Concentration, 4)}", $"標準品{NumberText.Plain(w.Well.Concentration)}: 逆算値{NumberText.Significant(w.Concentration, 4)}"));
        }

        scene.Text(4, 15, Say("response", "応答"), TextStyle.Soft);
        scene.Text(right, height - 8, Say($"concentration, {result.Parameters.Unit}", $"濃度 ({result.Parameters.Unit})"), TextStyle.Soft, Anchor.End);
        return scene;
    }
}
