using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using GpuCqa.Analysis.Planning;
using GpuCqa.Cli.Running;
using GpuCqa.Compute;
using GpuCqa.Pipelines.Steps;

namespace GpuCqa.Cli.Verbs;

/// <summary>A plan of a discovery in words, wherever it would run.</summary>
public sealed class PlanText
{
    /// <summary>The plan.</summary>
    public required MemoryPlan Plan { get; init; }

    /// <summary>Where the discovery would run.</summary>
    public required DeviceInfo Device { get; init; }

    /// <summary>What the design can show at best, in a sentence.</summary>
    public required string Design { get; init; }

    /// <summary>Folder of scratch files and what is free there, where the job would run on this machine.</summary>
    public (string Folder, long FreeBytes)? Scratch { get; init; }

    /// <summary>Bytes of the finished steps, at most, and whether they are kept; null where the job would not run on this machine.</summary>
    public (long Bytes, StepOptions Options)? Steps { get; init; }

    /// <summary>What was left out or assumed.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Lines that stand after the design: title and text.</summary>
    public IReadOnlyList<(string Title, string Text)> Lines { get; init; } = [];

    /// <summary>What the document says of a server, or null.</summary>
    public JsonObject? Server { get; init; }

    /// <summary>Bytes in words.</summary>
    public static string Size(long bytes) => bytes < 10_000_000
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB")
        : bytes < 10_000_000_000 ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:N0} MB") : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.0} GB");

    /// <summary>Prints it on stdout, as a table or as a document.</summary>
    public void Print(bool json)
    {
        if (json) Console.Out.WriteLine(Document().ToJsonString(JsonText.Indented));
        else Tell();
    }

    private JsonObject Document()
    {
        JsonObject document = JsonSerializer.SerializeToNode(new
        {
            design = Design,
            device = new { kind = Device.Kind, description = Device.Description, choice = Device.Choice, free_bytes = Plan.DeviceFreeBytes },
            lots = Plan.Size.Lots,
            cells = Plan.Size.Cells,
            genes = Plan.Size.Genes,
            non_zeros = Plan.Size.NonZeros,
            block_cells = Plan.BlockCells,
            blocks = Plan.Blocks,
            resident = Plan.Travel.Resident,
            blocks_ahead = Plan.Travel.Ahead,
            genes_per_block = Plan.Travel.GenesPerBlock,
            stripes = Plan.Travel.Stripes,
            sweeps = Plan.Sweeps,
            host_peak_bytes = Plan.HostPeakBytes,
            host_limit_bytes = Plan.HostLimitBytes,
            counts_in_memory_bytes = Plan.HeldBytes,
            scratch_bytes = Plan.ScratchBytes,
            device_peak_bytes = Plan.DevicePeakBytes,
            device_needed_bytes = Plan.DeviceNeededBytes,
            fits = Plan.Fits,
            steps = Plan.Steps.Select(s => new { step = s.Step, host_bytes = s.HostBytes, device_bytes = s.DeviceBytes, sweeps = s.Sweeps }),
        })!.AsObject();
        if (Steps is { Options.KeepAfter: { } after } steps)
        {
            document["kept_steps_bytes"] = steps.Bytes;
            document["kept_steps_after_seconds"] = after.TotalSeconds;
        }

        if (Server is not null) document["server"] = Server;
        return document;
    }

    private void Tell()
    {
        CohortSize size = Plan.Size;
        Line("design", Design);
        foreach ((string title, string text) in Lines) Line(title, text);
        Line("cohort", string.Create(CultureInfo.InvariantCulture, $"{size.Lots} lots, {size.Cells:N0} cells x {size.Genes:N0} {(size.IsDense ? "features" : "genes")}, at most {size.NonZeros:N0} entries before quality control"));
        Line("device", Device.Choice == "asked for" ? $"{Device.Kind}: {Device.Description}" : $"{Device.Kind}: {Device.Description}; {Device.Choice}");
        Line("blocks", string.Create(CultureInfo.InvariantCulture, $"{Plan.Blocks:N0} of {Plan.BlockCells:N0} cells; {Travel()}"));
        Line("sweeps", string.Create(CultureInfo.InvariantCulture, $"{Plan.Sweeps} over the counts"));
        Line("host peak", Size(Plan.HostPeakBytes));
        if (Plan.HostLimitBytes is { } limit) Line("memory", $"{Size(limit)} allowed; {Size(Plan.HeldBytes)} of packed counts stay in it");
        if (Plan.ScratchBytes > 0) Line("scratch", Scratch is { } scratch ? $"{Size(Plan.ScratchBytes)} of {Size(scratch.FreeBytes)} free in {scratch.Folder}" : Size(Plan.ScratchBytes));
        if (Steps is { Options.KeepAfter: { } after } steps && Scratch is { } place)
        {
            bool fits = steps.Bytes + Plan.ScratchBytes <= place.FreeBytes;
            Line("kept steps", $"{Size(steps.Bytes)} of {Size(place.FreeBytes)} free in {place.Folder}{(after > TimeSpan.Zero ? string.Create(CultureInfo.InvariantCulture, $", once the job has run for {after.TotalMinutes:0} minutes") : "")}, for --resume; gone when it succeeds");
            if (!fits) Line("too small", steps.Options.Asked ? "the disk for finished steps; the job would end with exit code 5" : "the disk for finished steps: none would be kept");
        }

        if (Plan.HostPeakBytes > Plan.HostLimitBytes) Line("too small", $"the job needs {Size(Plan.HostPeakBytes)} of memory even with all counts in scratch space");
        if (Scratch?.FreeBytes < Plan.ScratchBytes) Line("too small", "the disk of the scratch files; the job would end with exit code 5");
        if (Plan.DeviceFreeBytes is { } free) Line("device peak", $"{Size(Plan.DevicePeakBytes)} of {Size(free)} free");
        if (!Plan.Fits) Line("too small", $"the device needs {Size(Plan.DeviceNeededBytes)} free at the least; the job would end with exit code 76");
        foreach (string note in Notes) Line("note", note);
        Console.Out.WriteLine();
        Console.Out.WriteLine($"{"step",-24}{"host",12}{(Plan.DeviceFreeBytes is null ? "" : "device"),12}{"sweeps",8}");
        foreach (StepMemory step in Plan.Steps)
            Console.Out.WriteLine($"{step.Step,-24}{Size(step.HostBytes),12}{(Plan.DeviceFreeBytes is null ? "" : Size(step.DeviceBytes)),12}{(step.Sweeps == 0 ? "" : step.Sweeps.ToString(CultureInfo.InvariantCulture)),8}");
    }

    private string Travel() => Plan switch
    {
        { DeviceFreeBytes: null } => "they stay in host memory, where the device computes",
        { Travel.Resident: true } => "all stay on the device once they have come",
        { Travel.Ahead: > 0 } => "they pass through the device, one copied while one is worked on",
        _ when Plan.Travel.GenesPerBlock == Plan.Size.Genes => "they pass through the device, one at a time",
        _ => string.Create(CultureInfo.InvariantCulture, $"they pass through the device one at a time, {Plan.Travel.GenesPerBlock:N0} genes of them at most"),
    };

    internal static void Line(string title, string text) => Console.Out.WriteLine($"{title,-12} {text}");
}
