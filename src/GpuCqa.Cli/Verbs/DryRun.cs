using System.Globalization;
using System.Text.Json;
using GpuCqa.Analysis.Planning;
using GpuCqa.Analysis.Results;
using GpuCqa.Cli.Running;
using GpuCqa.Compute;
using GpuCqa.Pipelines.Discoveries;

namespace GpuCqa.Cli.Verbs;

/// <summary><c>discover --dry-run</c>: what a job would need and do, from the headers of its files.</summary>
public static class DryRun
{
    /// <summary>Prints the plan; 0, also when the device is too small, which the plan then says.</summary>
    /// <param name="job">The job that is not run.</param>
    /// <param name="cancellation">Stops between files.</param>
    public static int Print(DiscoverJob job, CancellationToken cancellation)
    {
        DiscoveryPipeline pipeline = job.Pipeline();
        var notes = new List<string>();
        if (pipeline.Dropped is { } dropped) notes.Add(dropped);
        using ComputeDevice device = DeviceFamilies.Open(job.Device, job.Threads);
        MemoryPlan plan = pipeline.Plan(device.FreeMemory, notes.Add, cancellation);
        if (job.Json) Console.Out.WriteLine(JsonSerializer.Serialize(Document(plan, device.Info, pipeline.Design), JsonText.Indented));
        else Tell(plan, device.Info, pipeline.Design, notes);
        return 0;
    }

    private static object Document(MemoryPlan plan, DeviceInfo device, DesignStatement design) => new
    {
        design = design.Sentence,
        device = new { kind = device.Kind, description = device.Description, choice = device.Choice, free_bytes = plan.DeviceFreeBytes },
        lots = plan.Size.Lots,
        cells = plan.Size.Cells,
        genes = plan.Size.Genes,
        non_zeros = plan.Size.NonZeros,
        block_cells = plan.BlockCells,
        blocks = plan.Blocks,
        resident = plan.Travel.Resident,
        blocks_ahead = plan.Travel.Ahead,
        genes_per_block = plan.Travel.GenesPerBlock,
        stripes = plan.Travel.Stripes,
        sweeps = plan.Sweeps,
        host_peak_bytes = plan.HostPeakBytes,
        device_peak_bytes = plan.DevicePeakBytes,
        device_needed_bytes = plan.DeviceNeededBytes,
        fits = plan.Fits,
        steps = plan.Steps.Select(s => new { step = s.Step, host_bytes = s.HostBytes, device_bytes = s.DeviceBytes, sweeps = s.Sweeps }),
    };

    private static void Tell(MemoryPlan plan, DeviceInfo device, DesignStatement design, List<string> notes)
    {
        CohortSize size = plan.Size;
        Line("design", design.Sentence);
        Line("cohort", string.Create(CultureInfo.InvariantCulture, $"{size.Lots} lots, {size.Cells:N0} cells x {size.Genes:N0} genes, at most {size.NonZeros:N0} entries before quality control"));
        Line("device", device.Choice == "asked for" ? $"{device.Kind}: {device.Description}" : $"{device.Kind}: {device.Description}; {device.Choice}");
        Line("blocks", string.Create(CultureInfo.InvariantCulture, $"{plan.Blocks:N0} of {plan.BlockCells:N0} cells; {Travel(plan)}"));
        Line("sweeps", string.Create(CultureInfo.InvariantCulture, $"{plan.Sweeps} over the counts"));
        Line("host peak", Size(plan.HostPeakBytes));
        if (plan.DeviceFreeBytes is { } free) Line("device peak", $"{Size(plan.DevicePeakBytes)} of {Size(free)} free");
        if (!plan.Fits) Line("too small", $"the device needs {Size(plan.DeviceNeededBytes)} free at the least; the job would end with exit code 76");
        foreach (string note in notes) Line("note", note);
        Console.Out.WriteLine();
        Console.Out.WriteLine($"{"step",-24}{"host",12}{(plan.DeviceFreeBytes is null ? "" : "device"),12}{"sweeps",8}");
        foreach (StepMemory step in plan.Steps)
            Console.Out.WriteLine($"{step.Step,-24}{Size(step.HostBytes),12}{(plan.DeviceFreeBytes is null ? "" : Size(step.DeviceBytes)),12}{(step.Sweeps == 0 ? "" : step.Sweeps.ToString(CultureInfo.InvariantCulture)),8}");
    }

    private static string Travel(MemoryPlan plan) => plan switch
    {
        { DeviceFreeBytes: null } => "they stay in host memory, where the device computes",
        { Travel.Resident: true } => "all stay on the device once they have come",
        { Travel.Ahead: > 0 } => "they pass through the device, one copied while one is worked on",
        _ when plan.Travel.GenesPerBlock == plan.Size.Genes => "they pass through the device, one at a time",
        _ => string.Create(CultureInfo.InvariantCulture, $"they pass through the device one at a time, {plan.Travel.GenesPerBlock:N0} genes of them at most"),
    };

    private static string Size(long bytes) => bytes < 10_000_000
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB")
        : bytes < 10_000_000_000 ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:N0} MB") : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.0} GB");

    private static void Line(string title, string text) => Console.Out.WriteLine($"{title,-12} {text}");
}
