using System.Buffers.Binary;
using System.Text.Json.Nodes;
using GpuCqa.Analysis.Neighbourhoods;
using GpuCqa.Analysis.Results;
using GpuCqa.Statistics;
using GpuCqa.Core.Matrices;
using GpuCqa.Reporting.Expression;
using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Pictures;
using GpuCqa.Reporting.Texts;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Maps;

/// <summary>The data of the map: what it is about as JSON, and a column of bytes per property of the cells (coordinates in 16 bits).</summary>
internal sealed class MapData
{
    private readonly List<MapColumn> columns = [];

    /// <summary>Data of a number of cells, still without a column.</summary>
    public MapData(int drawn) => Drawn = drawn;

    /// <summary>What the script reads first.</summary>
    public JsonObject Json { get; } = [];

    /// <summary>The columns, each in an element of its own, so that the page decodes only what it shows.</summary>
    public IReadOnlyList<MapColumn> Columns => columns;

    /// <summary>Cells in it.</summary>
    public int Drawn { get; }

    /// <summary>Packs a result's cells.</summary>
    /// <param name="result">The result.</param>
    /// <param name="expression">Values of the leading markers.</param>
    /// <param name="colors">Colours of each partition.</param>
    /// <param name="lotOrder">Lots in the order of the legend.</param>
    /// <param name="start">Partition that is shown first.</param>
    /// <param name="most">Cells at most.</param>
    /// <param name="names">Whether cells carry their names; otherwise the page gives their row in cells.csv.gz.</param>
    public static MapData Of(DiscoveryResult result, MapExpression expression, IReadOnlyList<ClusterColors> colors, int[] lotOrder, int start, int most, bool names)
    {
        int[] cells = MapSample.Cells(result, most);
        var data = new MapData(cells.Length);
        data.Places(result.Map.Cells.Layout, cells, MapFrame.Of(cells, result.Map.Cells.Layout));
        data.Labels(result, cells, colors, lotOrder);
        data.Json["cells"] = cells.Length;
        data.Json["total"] = result.Map.Cells.Count;
        data.Json["start"] = start;
        data.Json["readouts"] = new JsonArray([.. result.Parameters.Readouts.Select((name, r) => (JsonNode?)Readout(result, name, r))]);
        data.Levels(result, expression, cells);
        data.Places(result, cells);
        if (cells.Length < result.Map.Cells.Count) data.Column("rows", Integers(cells, c => c));
        data.Json["names"] = names;
        if (names) data.Column("names", System.Text.Encoding.UTF8.GetBytes(string.Join('\n', cells.Select(c => result.Map.Cells.Barcodes[c].ReplaceLineEndings(" ")))));
        return data;
    }

    /// <summary>Where the cells lie.</summary>
    public void Places(DenseMatrix<float> layout, int[] cells, MapFrame frame)
    {
        Json["width"] = frame.Width;
        Json["height"] = frame.Height;
        Column("x", Words(cells, c => (ushort)Math.Round(frame.X(layout[c, 0]) * 65535)));
        Column("y", Words(cells, c => (ushort)Math.Round(frame.Y(layout[c, 1]) * 65535)));
    }

    private void Labels(DiscoveryResult result, int[] cells, IReadOnlyList<ClusterColors> colors, int[] lotOrder)
    {
        bool wide = result.Map.Lots.Count > 256 || result.Map.Clusterings.Any(c => c.Clusters > 256);
        Json["wide"] = wide;
        Json["lots"] = new JsonArray([.. result.Map.Lots.Select((l, i) => (JsonNode?)new JsonObject { ["name"] = l.Name, ["color"] = Palette.Category(Array.IndexOf(lotOrder, i)) })]);
        Json["lotOrder"] = new JsonArray([.. lotOrder.Select(l => (JsonNode?)l)]);
        Column("lots", Bytes(cells, c => result.Map.Cells.Lots[c], wide));
        var partitions = new JsonArray();
        for (int i = 0; i < result.Map.Clusterings.Count; i++)
        {
            Clustering clustering = result.Map.Clusterings[i];
            ILookup<int, Association> tests = result.Tests.Associations.Where(a => a.State.Partition == i).ToLookup(a => a.State.Index);
            int[] sizes = new int[clustering.Clusters];
            foreach (int label in clustering.Labels) sizes[label]++;
            partitions.Add((JsonNode)new JsonObject
            {
                ["resolution"] = clustering.Resolution,
                ["focus"] = colors[i].Focus,
                ["clusters"] = new JsonArray([.. sizes.Select((size, k) => (JsonNode?)new JsonObject
                {
                    ["cells"] = size,
                    ["color"] = colors[i].Colors[k],
                    ["rho"] = new JsonArray([.. result.Parameters.Readouts.Select(r => (JsonNode?)Test(tests[k].FirstOrDefault(a => a.Readout == r), result.Parameters.Alpha))]),
                })]),
            });
            Column($"clusters-{i}", Bytes(cells, c => clustering.Labels[c], wide));
        }

        Json["partitions"] = partitions;
    }

    private static JsonObject? Test(Association? a, double alpha) =>
        a is null || double.IsNaN(a.Rho) ? null : new JsonObject { ["rho"] = Math.Round(a.Rho, 4), ["p"] = HtmlNumber.Flat(a.PFamily), ["reaches"] = a.PFamily <= alpha, ["color"] = Palette.Diverging(a.Rho) };

    // One code a cell and readout: 0 = left out, else 128 + 127 rho; 256 more where it passes.
    private void Places(DiscoveryResult result, int[] cells)
    {
        if (result.Neighbourhoods is not { } found) return;
        for (int r = 0; r < found.Readouts.Count; r++)
        {
            NeighbourhoodAssociation own = found.Readouts[r];
            Column($"place-{r}", Words(cells, c => double.IsNaN(own.Rho[c]) ? (ushort)0 : (ushort)(128 + (int)Math.Round(127 * own.Rho[c]) + (own.Region[c] != 0 ? 256 : 0))));
        }

        // What does not pass is paler.
        Json["placeColors"] = new JsonArray([.. Enumerable.Range(0, 512).Select(code => (JsonNode?)(code % 256 == 0 ? Palette.Quiet : Palette.Diverging(((code % 256) - 128) / 127.0 * (code < 256 ? 0.6 : 1))))]);
    }

    private static JsonObject Readout(DiscoveryResult result, string name, int index)
    {
        double[] values = [.. result.Map.Lots.Select(l => l.Readouts[index])];
        double[] known = [.. values.Where(double.IsFinite)];
        double low = known.Length == 0 ? 0 : known.Min(), span = known.Length == 0 ? 1 : known.Max() - low;
        return new JsonObject
        {
            ["name"] = name,
            ["low"] = HtmlNumber.Given(known.Length == 0 ? double.NaN : low),
            ["high"] = HtmlNumber.Given(known.Length == 0 ? double.NaN : known.Max()),
            ["values"] = new JsonArray([.. values.Select(v => (JsonNode?)HtmlNumber.Given(v))]),
            ["colors"] = new JsonArray([.. values.Select(v => (JsonNode?)(double.IsFinite(v) ? Palette.Sequence(span > 0 ? (v - low) / span : 0.5) : Palette.Quiet))]),
        };
    }

    private void Levels(DiscoveryResult result, MapExpression expression, int[] cells)
    {
        CellTable table = result.Map.Cells;
        LevelColumn[] quality =
        [
            LevelColumn.Of(Say("counts per cell", "細胞あたりカウント数"), cells, c => table.TotalCounts[c], logarithmic: true),
            LevelColumn.Of(Say("detected genes", "検出遺伝子数"), cells, c => table.DetectedGenes[c], logarithmic: false),
            LevelColumn.Of(Say("mitochondrial counts, %", "ミトコンドリア比率(%)"), cells, c => table.MitoPercent[c], logarithmic: false),
        ];
        if (result.Map.Modality == Core.Cohorts.CellModality.Features) quality = [];
        var json = new JsonArray();
        for (int q = 0; q < quality.Length; q++)
        {
            json.Add((JsonNode)new JsonObject { ["en"] = quality[q].Name.En, ["ja"] = quality[q].Name.Ja, ["low"] = quality[q].Low, ["high"] = quality[q].High, ["log"] = quality[q].Logarithmic });
            Column($"quality-{q}", quality[q].Levels);
        }

        Json["quality"] = json;
        Json["counts"] = result.Map.Modality == Core.Cohorts.CellModality.Counts;
        Json["genes"] = new JsonArray([.. expression.Genes.Select(g => (JsonNode?)new JsonObject { ["name"] = g.Name, ["cluster"] = g.Cluster, ["low"] = g.Low, ["high"] = g.High })]);
        for (int g = 0; g < expression.Genes.Count; g++)
        {
            byte[] all = expression.Levels[g];
            Column($"gene-{g}", all.Length == cells.Length ? all : [.. cells.Select(c => all[c])]);
        }

        Scales();
    }

    /// <summary>Colours of every kind of view.</summary>
    public void Scales()
    {
        Json["scale"] = new JsonArray([.. Enumerable.Range(0, 256).Select(i => (JsonNode?)Palette.Sequence(1 - (i / 255.0)))]);
        Json["readoutScale"] = new JsonArray([.. Enumerable.Range(0, 7).Select(i => (JsonNode?)Palette.Sequence(i / 6.0))]);
        Json["rhoScale"] = new JsonArray([.. Enumerable.Range(-4, 9).Select(i => (JsonNode?)Palette.Diverging(i / 4.0))]);
        Json["quiet"] = Palette.Quiet;
        Json["focusColor"] = Palette.Focus;
    }

    /// <summary>A column of the cells.</summary>
    public void Column(string id, byte[] bytes) => columns.Add(MapColumn.Of("map-" + id, bytes));

    /// <summary>Two bytes a cell.</summary>
    public static byte[] Words(int[] cells, Func<int, ushort> value)
    {
        byte[] bytes = new byte[cells.Length * 2];
        for (int i = 0; i < cells.Length; i++) BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(i * 2), value(cells[i]));
        return bytes;
    }

    /// <summary>Four bytes a cell.</summary>
    public static byte[] Integers(int[] cells, Func<int, int> value)
    {
        byte[] bytes = new byte[cells.Length * 4];
        for (int i = 0; i < cells.Length; i++) BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(i * 4), value(cells[i]));
        return bytes;
    }

    /// <summary>Labels, one byte a cell or two.</summary>
    public static byte[] Bytes(int[] cells, Func<int, int> label, bool wide) =>
        wide ? Words(cells, c => (ushort)label(c)) : [.. cells.Select(c => (byte)label(c))];
}
