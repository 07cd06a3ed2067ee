using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Scenes;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Pictures;

/// <summary>Effects of knock-downs with their intervals over lots, one line a gene; siRNAs as small rings; the margin of no effect behind.</summary>
internal static class PerturbationPicture
{
    /// <summary>Genes that are drawn; tables hold all.</summary>
    public const int MostGenes = 40;

    private const double Size = 12, Row = 22;

    public static Scene Draw(PerturbationResult result, int width)
    {
        GeneEffect[] genes = [.. result.Genes.Take(MostGenes)];
        string[] names = [.. genes.Select(g => $"{g.Gene}  {g.CodeText}")];
        double left = 18 + Math.Min(180, names.Max(n => TextWidth.Of(n, Size))), right = width - 18, top = 26, bottom = top + (Row * genes.Length) + 6, margin = -Math.Log(1 - result.Parameters.Margin);
        Interval[] intervals = [.. genes.Select(g => g.Test.Interval(result.Parameters.Confidence))];
        // Intervals of few lots may be far longer than the effects; they are cut at the frame.
        double most = Math.Max(2 * margin, 1.6 * genes.Max(g => Math.Abs(g.Test.Mean))), low = Math.Max(-most, Math.Min(-2 * margin, intervals.Select(i => double.IsNaN(i.Low) ? 0 : i.Low).Min())), high = Math.Min(most, Math.Max(2 * margin, intervals.Select(i => double.IsNaN(i.High) ? 0 : i.High).Max()));
        var x = new Scale(low / Math.Log(2), high / Math.Log(2), Math.Clamp(width / 95, 2, 6), left, right, tight: true);
        double pixel(double log) => x.Pixel(Math.Clamp(log / Math.Log(2), x.Low, x.High));
        var scene = new Scene(width, bottom + 42, Say($"{result.Parameters.Readout} after knock-down, against the non-targeting control", $"ノックダウン後の{result.Parameters.Readout}(非標的対照に対する比)"));
        scene.Rectangle(pixel(-margin), top, pixel(margin) - pixel(-margin), bottom - top, "#eef1f4");
        foreach (double tick in x.Ticks)
        {
            scene.Line(x.Pixel(tick), top, x.Pixel(tick), bottom, Math.Abs(tick) < 1e-9 ? Pen.Axis : Pen.Grid);
            scene.Text(x.Pixel(tick), bottom + 16, $"{NumberText.Significant(100 * Math.Pow(2, tick), 2)}%", TextStyle.Soft, Anchor.Middle);
        }

        for (int g = 0; g < genes.Length; g++)
        {
            double y = top + (Row * (g + 0.5)) + 3;
            GeneEffect gene = genes[g];
            scene.Text(left - 10, y + 4, TextWidth.Fit(names[g], Size, left - 16), gene.Code == EvidenceCode.Effect ? TextStyle.Strong : TextStyle.Plain, Anchor.End);
            if (!double.IsNaN(intervals[g].Low)) scene.Line(pixel(intervals[g].Low), y, pixel(intervals[g].High), y, Pen.NarrowInterval);
            foreach (SirnaEffect s in result.Sirnas.Where(s => s.Gene == gene.Gene)) scene.Circle(pixel(s.LogRatio), y, 3, null, new Pen(s.Achieved ? "#5d6873" : "#c2c8ce", 1.2), Say($"{s.Sirna}: {PerturbationText.Percent(s.LogRatio)}", $"{s.Sirna}: {PerturbationText.Percent(s.LogRatio)}"));
            scene.Circle(pixel(gene.Test.Mean), y, 5, gene.Code == EvidenceCode.Effect ? Palette.Focus : gene.IsPositiveControl ? "#1b1f24" : "#8b959e", Pen.Edge, Say($"{gene.Gene}: {PerturbationText.Percent(gene.Test.Mean)} of the control", $"{gene.Gene}: 対照の{PerturbationText.Percent(gene.Test.Mean)}"));
        }

        scene.Text(right, bottom + 36, Say($"{result.Parameters.Readout}, % of the non-targeting control (log scale)", $"{result.Parameters.Readout}、非標的対照に対する% (対数目盛)"), TextStyle.Soft, Anchor.End);
        return scene;
    }
}
