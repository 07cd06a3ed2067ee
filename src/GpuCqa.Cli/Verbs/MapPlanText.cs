using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using GpuCqa.Cli.Running;
using GpuCqa.Compute;
using GpuCqa.Pipelines.Mappings;

namespace GpuCqa.Cli.Verbs;

/// <summary><c>map --dry-run</c>: what each set of lots can show, and what the mapping would need, from the sheet, the reference and headers; no cell is read.</summary>
public sealed class MapPlanText
{
    /// <summary>The mapping that is not run.</summary>
    public required MapPipeline Pipeline { get; init; }

    /// <summary>Where it would run.</summary>
    public required DeviceInfo Device { get; init; }

    /// <summary>Free bytes of the device's own memory, or null when it computes in the host's.</summary>
    public required long? DeviceFreeBytes { get; init; }

    /// <summary>Lines that stand after the lots: title and text.</summary>
    public IReadOnlyList<(string Title, string Text)> Lines { get; init; } = [];

    /// <summary>What the document says of a server, or null.</summary>
    public JsonObject? Server { get; init; }

    /// <summary>Prints it on stdout, as lines or as a document.</summary>
    /// <param name="json">As a document.</param>
    /// <param name="cancellation">Stops between files.</param>
    public void Print(bool json, CancellationToken cancellation)
    {
        var notes = new List<string>(Pipeline.Notes);
        MapSize size = Pipeline.Size(notes.Add, cancellation);
        MapNeed need = Pipeline.Need(size, DeviceFreeBytes);
        if (json) Console.Out.WriteLine(Document(size, need, notes).ToJsonString(JsonText.Indented));
        else Tell(size, need, notes);
    }

    private JsonObject Document(MapSize size, MapNeed need, IReadOnlyList<string> notes)
    {
        JsonObject document = JsonSerializer.SerializeToNode(new
        {
            designs = Pipeline.Designs,
            reference = new { sha256 = Pipeline.Reference.Hash, cells = Pipeline.Reference.Cells, lots = Pipeline.Reference.Lots },
            device = new { kind = Device.Kind, description = Device.Description, choice = Device.Choice, free_bytes = DeviceFreeBytes },
            lots = Pipeline.Lots.Select(l => l.Name),
            cells = size.All.Cells,
            largest_query_cells = size.Query.Cells,
            genes = size.All.Genes,
            non_zeros = size.All.NonZeros,
            host_peak_bytes = need.HostBytes,
            device_peak_bytes = need.DeviceBytes,
            notes,
        })!.AsObject();
        if (Server is not null) document["server"] = Server;
        return document;
    }

    private void Tell(MapSize size, MapNeed need, IReadOnlyList<string> notes)
    {
        foreach (string design in Pipeline.Designs) PlanText.Line("design", design);
        PlanText.Line("reference", string.Create(CultureInfo.InvariantCulture, $"{Pipeline.Reference.Lots} lots, {Pipeline.Reference.Cells:N0} cells, {Pipeline.Reference.Hash}"));
        PlanText.Line("lots", $"{Pipeline.Lots.Count}: {string.Join(", ", Pipeline.Lots.Select(l => l.Name))}");
        PlanText.Line("cells", string.Create(CultureInfo.InvariantCulture, $"{size.All.Cells:N0} cells x {size.All.Genes:N0} {(size.All.IsDense ? "features" : "genes")}, at most {size.All.NonZeros:N0} entries before quality control; {size.Query.Cells:N0} in memory at a time"));
        foreach ((string title, string text) in Lines) PlanText.Line(title, text);
        PlanText.Line("device", Device.Choice == "asked for" ? $"{Device.Kind}: {Device.Description}" : $"{Device.Kind}: {Device.Description}; {Device.Choice}");
        PlanText.Line("host peak", PlanText.Size(need.HostBytes));
        if (DeviceFreeBytes is { } free) PlanText.Line("device peak", $"{PlanText.Size(need.DeviceBytes)} of {PlanText.Size(free)} free");
        foreach (string note in notes) PlanText.Line("note", note);
    }
}
