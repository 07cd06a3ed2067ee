using GpuCqa.Analysis.Neighbourhoods;
using GpuCqa.Analysis.Results;
using GpuCqa.Reporting.Maps;
using GpuCqa.Reporting.Scenes;
using GpuCqa.Reporting.Texts;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Pictures;

/// <summary>The map with every cell in the colour of its neighbourhood's correlation with a readout; what passes is outlined.</summary>
internal static class NeighbourhoodPicture
{
    private const int Steps = 9;
    private const double StepWidth = 18;

    /// <summary>Draws one readout.</summary>
    public static Scene Draw(DiscoveryResult result, NeighbourhoodAssociation found)
    {
        int[] cells = MapSample.Cells(result, Sections.MapSection.MostCells);
        Said title = found.Expanded + found.Depleted > 0
            ? Say($"Correlation of each cell's neighbourhood with {found.Readout}; outlined: what passes", $"各細胞の近傍と{found.Readout}の相関(枠線: 水準に届く領域)")
            : Say($"Correlation of each cell's neighbourhood with {found.Readout}; nothing passes", $"各細胞の近傍と{found.Readout}の相関(水準に届く領域はなし)");
        Scene scene = MapPicture.Draw(result.Map.Cells.Layout, cells, c => Mark(found, c), title, []);
        double left = scene.Width - (Steps * StepWidth) - 14, top = scene.Height - 40;
        for (int i = 0; i < Steps; i++) scene.Rectangle(left + (i * StepWidth), top, StepWidth, 12, Palette.Diverging(((2.0 * i) / (Steps - 1)) - 1));
        scene.Text(left, top + 26, "−1", TextStyle.Soft);
        scene.Text(left + (Steps * StepWidth / 2), top + 26, Say("Spearman rho", "スピアマンのρ"), TextStyle.Soft, Anchor.Middle);
        scene.Text(left + (Steps * StepWidth), top + 26, "1", TextStyle.Soft, Anchor.End);
        return scene;
    }

    private static MapMark Mark(NeighbourhoodAssociation found, int cell)
    {
        double rho = found.Rho[cell];
        if (double.IsNaN(rho)) return new MapMark("#f1f3f5", 0);
        // Even steps, so that a picture has few colours.
        return new MapMark(Palette.Diverging(Math.Round(rho * 50) / 50), found.Region[cell] == 0 ? 1 : 2, found.Region[cell] != 0);
    }
}
