using System.Text;
using System.Text.Json.Nodes;
using GpuCqa.Analysis.Mapping;
using GpuCqa.Analysis.Results;
using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Maps;
using GpuCqa.Reporting.Pictures;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Mappings;

/// <summary>The data of the map of a mapping, for the scripts of Html/Scripts/Mapped: as a discovery's, with the reference's cells first, refused cells as one cluster more, and a column of verdicts.</summary>
internal static class MappedMapData
{
    /// <summary>Colours of the verdicts: of the reference's cells, mapped, uncertain, not in the reference.</summary>
    public static IReadOnlyList<string> VerdictColors { get; } = [Palette.Quiet, "#56b4e9", "#b58900", "#7b1fa2"];

    /// <summary>Packs all cells.</summary>
    /// <param name="context">The mapping.</param>
    /// <param name="most">Cells at most.</param>
    /// <param name="names">Whether cells carry their names.</param>
    public static MapData Of(MappingContext context, int most, bool names)
    {
        MappedPlaces places = context.Places;
        MapResult result = context.Result;
        int[] cells = MapSample.Cells(places.Layout, [.. places.Labels, places.Verdicts], most);
        var data = new MapData(cells.Length);
        data.Places(places.Layout, cells, MapFrame.Of(cells, places.Layout));
        bool wide = result.Reference.Lots.Count + result.Lots.Count > 256 || result.Reference.Clusterings.Any(c => c.Clusters >= 256);
        JsonObject json = data.Json;
        json["wide"] = wide;
        json["cells"] = cells.Length;
        json["total"] = places.Count;
        json["train"] = places.Train;
        json["start"] = context.Main;
        Lots(json, context);
        data.Column("lots", MapData.Bytes(cells, c => places.Lots[c], wide));
        data.Column("verdicts", MapData.Bytes(cells, c => places.Verdicts[c], wide: false));
        Partitions(json, context);
        for (int r = 0; r < places.Labels.Length; r++)
        {
            int[] labels = places.Labels[r];
            data.Column($"clusters-{r}", MapData.Bytes(cells, c => labels[c], wide));
        }

        json["claims"] = new JsonArray([.. result.Reference.Hypotheses.Where(h => context.PartitionOf(h) >= 0).Select(h => (JsonNode?)new JsonObject { ["id"] = h.Id, ["partition"] = context.PartitionOf(h), ["cluster"] = h.Cluster })]);
        json["verdicts"] = new JsonArray([.. Verdicts.Select((v, i) => (JsonNode?)new JsonObject { ["en"] = v.En, ["ja"] = v.Ja, ["color"] = VerdictColors[i] })]);
        json["readouts"] = new JsonArray([.. result.Reference.Parameters.Readouts.Select((name, r) => (JsonNode?)Readout(context, name, r))]);
        Levels(data, context, cells);
        if (cells.Length < places.Count) data.Column("rows", MapData.Integers(cells, c => c));
        json["names"] = names;
        if (names) data.Column("names", Encoding.UTF8.GetBytes(string.Join('\n', cells.Select(c => Name(result, c).ReplaceLineEndings(" ")))));
        return data;
    }

    /// <summary>Measures of a mapped cell that the map colours by.</summary>
    public static IReadOnlyList<(Said Name, Func<MappedCells, double[]?> Values, bool Logarithmic)> Measures(MapResult result)
    {
        List<(Said, Func<MappedCells, double[]?>, bool)> measures =
        [
            (Say("score: share of votes for the label", "スコア: ラベルへの票の割合"), c => c.Scores, false),
            (Say("margin: lead over the next label", "差: 次点との票の差"), c => c.Margins, false),
            (Say("distance from the reference (1 = the limit)", "参照からの距離(1が限界)"), c => c.Distances, true),
            (Say("mapping score", "写像スコア"), c => c.MappingScores, false),
            (Say("counts per cell", "細胞あたりカウント数"), c => c.TotalCounts, true),
        ];
        return [.. measures.Where(m => m.Item2(result.Cells) is not null)];
    }

    private static IReadOnlyList<Said> Verdicts { get; } = [Say("cell of the reference", "参照の細胞"), MapWords.Of(CellVerdict.Mapped), MapWords.Of(CellVerdict.Uncertain), MapWords.Of(CellVerdict.NotInReference)];

    private static string Name(MapResult result, int cell) => cell < result.Reference.Cells.Count ? result.Reference.Cells.Barcodes[cell] : result.Cells.Barcodes[cell - result.Reference.Cells.Count];

    private static void Lots(JsonObject json, MappingContext context)
    {
        MapResult result = context.Result;
        int train = result.Reference.Lots.Count;
        int[] order = [.. context.Train.Lots, .. context.Sets.SelectMany(s => s.Lots.Select(l => train + l))];
        json["trainLots"] = train;
        json["lots"] = new JsonArray(
        [
            .. result.Reference.Lots.Select((l, i) => (JsonNode?)new JsonObject { ["name"] = l.Name, ["color"] = Palette.Category(Array.IndexOf(order, i)), ["set"] = 0 }),
            .. result.Lots.Select((l, i) => (JsonNode?)new JsonObject { ["name"] = l.Lot.Name, ["color"] = Palette.Category(Array.IndexOf(order, train + i) - train), ["set"] = 1 + context.Sets.ToList().FindIndex(s => s.Name.En == l.Set) }),
        ]);
        json["lotOrder"] = new JsonArray([.. order.Select(l => (JsonNode?)l)]);
        json["sets"] = new JsonArray([.. context.Sets.Prepend(context.Train).Select(s => (JsonNode?)new JsonObject { ["en"] = s.Name.En, ["ja"] = s.Name.Ja, ["color"] = s.Color })]);
    }

    private static void Partitions(JsonObject json, MappingContext context)
    {
        var partitions = new JsonArray();
        for (int r = 0; r < context.Reference.Clusterings.Count; r++)
        {
            Clustering clustering = context.Reference.Clusterings[r];
            int[] sizes = new int[clustering.Clusters + 1];
            for (int c = context.Places.Train; c < context.Places.Count; c++) sizes[context.Places.Labels[r][c]]++;
            ClusterColors colors = context.Colors[r];
            partitions.Add((JsonNode)new JsonObject
            {
                ["resolution"] = clustering.Resolution,
                ["focus"] = colors.Focus,
                ["clusters"] = new JsonArray([.. sizes.Select((size, k) => (JsonNode?)new JsonObject { ["cells"] = size, ["color"] = k < clustering.Clusters ? colors.Colors[k] : VerdictColors[^1] })]),
            });
        }

        json["partitions"] = partitions;
    }

    private static JsonObject Readout(MappingContext context, string name, int index)
    {
        double[] values = [.. context.Reference.Lots.Concat(context.Result.Lots.Select(l => l.Lot)).Select(l => index < l.Readouts.Length ? l.Readouts[index] : double.NaN)];
        double[] known = [.. values.Where(double.IsFinite)];
        double low = known.Length == 0 ? double.NaN : known.Min(), high = known.Length == 0 ? double.NaN : known.Max(), span = high - low;
        return new JsonObject
        {
            ["name"] = name,
            ["low"] = HtmlNumber.Given(low),
            ["high"] = HtmlNumber.Given(high),
            ["values"] = new JsonArray([.. values.Select(v => (JsonNode?)HtmlNumber.Given(v))]),
            ["colors"] = new JsonArray([.. values.Select(v => (JsonNode?)(double.IsFinite(v) ? Palette.Sequence(span > 0 ? (v - low) / span : 0.5) : Palette.Quiet))]),
        };
    }

    // Levels of mapped cells only: the scale is theirs, and the reference's cells, which have none, stay at 0.
    private static void Levels(MapData data, MappingContext context, int[] cells)
    {
        int train = context.Places.Train;
        int[] mapped = [.. cells.Where(c => c >= train)];
        var json = new JsonArray();
        foreach ((Said name, Func<MappedCells, double[]?> values, bool logarithmic) in Measures(context.Result))
        {
            double[] own = values(context.Result.Cells)!;
            LevelColumn column = LevelColumn.Of(name, mapped, c => own[c - train], logarithmic);
            data.Column($"quality-{json.Count}", [.. Enumerable.Repeat((byte)0, cells.Length - mapped.Length), .. column.Levels]);
            json.Add((JsonNode)new JsonObject { ["en"] = name.En, ["ja"] = name.Ja, ["low"] = column.Low, ["high"] = column.High, ["log"] = logarithmic });
        }

        data.Json["quality"] = json;
        data.Scales();
    }
}
