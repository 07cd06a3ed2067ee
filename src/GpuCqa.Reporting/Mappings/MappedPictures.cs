using GpuCqa.Reporting.Maps;
using GpuCqa.Reporting.Pictures;
using GpuCqa.Reporting.Scenes;
using GpuCqa.Reporting.Texts;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Mappings;

/// <summary>Still maps of a mapping: the reference's cells grey, the mapped ones over them.</summary>
internal static class MappedPictures
{
    private const string Other = "#7d8790";

    /// <summary>The claim's cluster in the mapped lots.</summary>
    public static Scene Claim(MappingContext mapping)
    {
        int focus = mapping.Colors[mapping.Main].Focus;
        int[] labels = mapping.Places.Labels[mapping.Main];
        return Draw(mapping, Say($"Mapped cells of cluster {focus} in vermillion, other mapped cells dark, the reference grey", $"朱色: クラスター{focus}に写像された細胞、濃灰: その他の写像細胞、淡灰: 参照"),
            c => labels[c] == focus ? new MapMark(Palette.Focus, 2) : new MapMark(Other, 1));
    }

    /// <summary>The mapped cells in the colours of their labels.</summary>
    public static Scene Labels(MappingContext mapping)
    {
        ClusterColors colors = mapping.Colors[mapping.Main];
        int[] labels = mapping.Places.Labels[mapping.Main];
        return Draw(mapping, Say("Mapped cells by label, the reference grey, cells without a label purple", "写像細胞のラベル(淡灰: 参照、紫: ラベルなし)"),
            c => new MapMark(labels[c] < colors.Colors.Length ? colors.Colors[labels[c]] : MappedMapData.VerdictColors[3], 1));
    }

    /// <summary>The cells without a label.</summary>
    public static Scene Refused(MappingContext mapping) =>
        Draw(mapping, Say("Cells without a label: not in the reference purple, uncertain ochre; mapped cells dark, the reference pale", "紫: 参照外、黄土: 不確か、濃灰: 写像、淡灰: 参照"),
            c => mapping.Places.Verdicts[c] >= 2 ? new MapMark(MappedMapData.VerdictColors[mapping.Places.Verdicts[c]], 1 + mapping.Places.Verdicts[c]) : new MapMark(Other, 1));

    private static Scene Draw(MappingContext mapping, Said title, Func<int, MapMark> mapped)
    {
        MappedPlaces places = mapping.Places;
        int[] cells = MapSample.Cells(places.Layout, [.. places.Labels, places.Verdicts], Sections.MapSection.MostCells);
        int[] labels = mapping.Places.Labels[mapping.Main];
        (int Group, double X, double Y)[] numbers = [.. MapPicture.Centres(labels, [.. cells.Where(c => c < places.Train)], places.Layout)];
        return MapPicture.Draw(places.Layout, cells, c => c < places.Train ? new MapMark(Palette.Quiet, 0) : mapped(c), title, numbers);
    }
}
