using System.Text;
using GpuCqa.Analysis.Results;
using GpuCqa.Reporting.Maps;
using GpuCqa.Reporting.Pages;
using GpuCqa.Reporting.Pictures;
using GpuCqa.Reporting.Rasters;
using GpuCqa.Reporting.Scenes;
using GpuCqa.Reporting.Sections;
using GpuCqa.Reporting.Texts;

namespace GpuCqa.Reporting.Figures;

/// <summary>The report's pictures as files to paste into documents: each as .svg and, drawn from the same marks, as .png.</summary>
/// <remarks>Deterministic: the same result and language give the same bytes on every machine, as the .png carry their own font.</remarks>
public static class FigureFiles
{
    /// <summary>Name of the folder in the result folder.</summary>
    public const string FolderName = "figures";

    private const double Scale = 2;

    /// <summary>Writes them below a result folder; files of the same names are replaced.</summary>
    /// <exception cref="OperationCanceledException">Cancelled between two figures.</exception>
    public static void Write(ReportSource source, string folder, CancellationToken cancellation = default)
    {
        string target = Path.Combine(folder, FolderName);
        Directory.CreateDirectory(target);
        foreach ((string name, Scene scene) in Scenes(new ReportContext(source)))
        {
            cancellation.ThrowIfCancellationRequested();
            File.WriteAllText(Path.Combine(target, name + ".svg"), SvgWriter.File(scene, source.Language), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            File.WriteAllBytes(Path.Combine(target, name + ".png"), PngFile.Bytes(SceneRaster.Draw(scene, source.Language, Scale), pixelsPerInch: 96 * Scale));
        }
    }

    private static IEnumerable<(string Name, Scene Scene)> Scenes(ReportContext context)
    {
        if (context.Finding.Best is { } best) yield return ("finding", ScatterPicture.Draw(context.Points(best), best.Readout, best.State.Index, Palette.Focus, 640, 480).Scene);
        if (context.Clustering is not { } clustering || context.Result.Map.Cells.Count == 0) yield break;
        ClusterColors colors = context.Colors[context.ClusteringIndex];
        if (colors.Focus >= 0) yield return ("map_finding", MapPicture.Draw(context.Result, clustering, colors, focusOnly: true));
        yield return ("map_clusters", MapPicture.Draw(context.Result, clustering, colors, focusOnly: false));
        yield return ("composition", CompositionPicture.Draw(CompositionSection.Rows(context, clustering), context.ReadoutName, colors.Colors, colors.Focus, 1080));
        if (colors.Focus >= 0) yield return ("fractions", FractionPicture.Draw([.. CompositionSection.Points(context, clustering)[colors.Focus]], colors.Focus, Palette.Focus, 640, numbers: true));
        if (MarkerSection.Dots(context) is { } dots) yield return ("markers", dots);
        Marker[] own = [.. context.Result.Map.Markers.Where(m => m.Resolution == clustering.Resolution && m.Cluster == context.Finding.Best?.State.Index)];
        if (own.Length > 0) yield return ("volcano", VolcanoPicture.Draw(own, context.Finding.Best!.State.Index, Palette.Focus, 720, 480));
        IReadOnlyList<Scene> quality = LotSection.Pictures(context);
        string[] names = ["quality_counts", "quality_genes", "quality_mitochondrial"];
        for (int i = 0; i < quality.Count; i++) yield return (names[i], quality[i]);
    }
}
