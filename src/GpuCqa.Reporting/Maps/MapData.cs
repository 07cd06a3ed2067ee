using System.Buffers.Binary;
using System.Text.Json.Nodes;
using GpuCqa.Analysis.Results;
using GpuCqa.Core.Matrices;
using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Pictures;

namespace GpuCqa.Reporting.Maps;

/// <summary>The data of the map: coordinates in 16 bits, labels in 8 or 16, base64 in one JSON object; about 12 bytes a cell.</summary>
internal sealed class MapData
{
    private MapData(JsonObject json, int drawn, double height) => (Json, Drawn, Height) = (json, drawn, height);

    /// <summary>The object that the script reads.</summary>
    public JsonObject Json { get; }

    /// <summary>Cells in it.</summary>
    public int Drawn { get; }

    /// <summary>Height of the map over its width: both axes have the same scale.</summary>
    public double Height { get; }

    public static MapData Of(DiscoveryResult result, IReadOnlyList<ClusterColors> colors, int[] lotOrder, int start, int most)
    {
        int[] cells = MapSample.Cells(result, most);
        DenseMatrix<float> layout = result.Cells.Layout;
        (double lowX, double highX) = Range(cells, layout, 0);
        (double lowY, double highY) = Range(cells, layout, 1);
        double scale = Math.Max(Math.Max(highX - lowX, highY - lowY), 1e-9);
        bool wide = result.Lots.Count > 256 || result.Clusterings.Any(c => c.Clusters > 256);
        var json = new JsonObject
        {
            ["cells"] = cells.Length,
            ["wide"] = wide,
            ["width"] = (highX - lowX) / scale,
            ["height"] = (highY - lowY) / scale,
            // Screens count y downwards.
            ["x"] = Words(cells, c => Quantize(layout[c, 0] - lowX, scale)),
            ["y"] = Words(cells, c => Quantize(highY - layout[c, 1], scale)),
            ["lots"] = Labels(cells, c => result.Cells.Lots[c], wide),
            ["start"] = start,
            ["lotNames"] = new JsonArray([.. result.Lots.Select(l => (JsonNode?)l.Name)]),
            ["lotOrder"] = new JsonArray([.. lotOrder.Select(l => (JsonNode?)l)]),
            ["lotColors"] = new JsonArray([.. result.Lots.Select((_, l) => (JsonNode?)Palette.Category(Array.IndexOf(lotOrder, l)))]),
            ["partitions"] = new JsonArray([.. result.Clusterings.Select((c, i) => (JsonNode?)new JsonObject
            {
                ["resolution"] = c.Resolution,
                ["clusters"] = c.Clusters,
                ["focus"] = colors[i].Focus,
                ["colors"] = new JsonArray([.. colors[i].Colors.Select(h => (JsonNode?)h)]),
                ["labels"] = Labels(cells, cell => c.Labels[cell], wide),
            })]),
            ["readouts"] = new JsonArray([.. result.Parameters.Readouts.Select((name, r) => (JsonNode?)Readout(result, name, r))]),
        };
        return new MapData(json, cells.Length, (highY - lowY) / Math.Max(highX - lowX, 1e-9));
    }

    private static JsonObject Readout(DiscoveryResult result, string name, int index)
    {
        double[] values = [.. result.Lots.Select(l => l.Readouts[index])];
        double[] known = [.. values.Where(double.IsFinite)];
        double low = known.Length == 0 ? 0 : known.Min(), span = known.Length == 0 ? 1 : known.Max() - low;
        return new JsonObject
        {
            ["name"] = name,
            ["low"] = HtmlNumber.Given(known.Length == 0 ? double.NaN : low),
            ["high"] = HtmlNumber.Given(known.Length == 0 ? double.NaN : known.Max()),
            ["colors"] = new JsonArray([.. values.Select(v => (JsonNode?)(double.IsFinite(v) ? Palette.Sequence(span > 0 ? (v - low) / span : 0.5) : Palette.Quiet))]),
            ["scale"] = new JsonArray([.. Enumerable.Range(0, 7).Select(i => (JsonNode?)Palette.Sequence(i / 6.0))]),
        };
    }

    private static (double Low, double High) Range(int[] cells, DenseMatrix<float> layout, int axis)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (int c in cells) (low, high) = (Math.Min(low, layout[c, axis]), Math.Max(high, layout[c, axis]));
        return cells.Length == 0 ? (0, 1) : (low, high);
    }

    private static ushort Quantize(double offset, double scale) => (ushort)Math.Round(Math.Clamp(offset / scale, 0, 1) * 65535);

    private static string Words(int[] cells, Func<int, ushort> value)
    {
        byte[] bytes = new byte[cells.Length * 2];
        for (int i = 0; i < cells.Length; i++) BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(i * 2), value(cells[i]));
        return Convert.ToBase64String(bytes);
    }

    private static string Labels(int[] cells, Func<int, int> label, bool wide)
    {
        if (wide) return Words(cells, c => (ushort)label(c));
        byte[] bytes = new byte[cells.Length];
        for (int i = 0; i < cells.Length; i++) bytes[i] = (byte)label(cells[i]);
        return Convert.ToBase64String(bytes);
    }
}
