using System.CommandLine;
using System.Text.Json.Nodes;
using GpuCqa.Api.V1;
using GpuCqa.Cli.Running;
using GpuCqa.Cli.Verbs;
using GpuCqa.Client.Connections;
using GpuCqa.Client.Projects;
using GpuCqa.Client.Uploads;
using GpuCqa.Compute;
using GpuCqa.Pipelines.Discoveries;

namespace GpuCqa.Cli.Remote;

/// <summary><c>discover --dry-run</c> on a server: what the job would need there, and which files would be uploaded; nothing is sent or made.</summary>
/// <remarks>A server that has the cohort plans from its own files; otherwise the plan is made here, from the headers of the files that would be sent, for the server's device.</remarks>
public static class RemoteDryRun
{
    private const int ShownPaths = 5;

    /// <summary>Prints the plan; 0, also when the server has too little memory, which the plan then says.</summary>
    /// <param name="parsed">The command line, for the server's options.</param>
    /// <param name="address">Address of the server.</param>
    /// <param name="job">The job that is not run.</param>
    public static int Print(ParseResult parsed, string address, DiscoverJob job)
    {
        using var interruption = new Interruption();
        DiscoveryPipeline pipeline = job.Pipeline();
        var progress = new ConsoleProgress(job.Quiet);
        using GpuCqaClient client = ServerOptions.Connect(parsed, address, progress.Say);
        ProjectClient project = ServerOptions.Project(parsed, client);
        PlanText text = progress.Show(() =>
        {
            var steps = new RemoteSteps(progress);
            var options = new CohortUploadOptions { LotColumn = job.LotColumn, Genome = job.Files.Genome };
            CohortPresence found = project.FindCohortAsync(job.Sheet, options, steps, interruption.Token).GetAwaiter().GetResult();
            MissingPath[] lacking = [.. job.GeneSets.Where(f => project.FindDatasetAsync(f, new DatasetUploadOptions { Content = Dataset.Types.Content.GeneSets }, steps, interruption.Token).GetAwaiter().GetResult() is null).Select(f => new MissingPath(f, new FileInfo(f).Length))];
            steps.End();
            // Gene sets change nothing of the plan.
            return found.Cohort is { } cohort
                ? OfServer(address, lacking, project.PlanAsync(new AnalysisSpec { Discover = DiscoverRequest.Of(cohort.Name, pipeline.Asked, job.Files, job.Language) }, job.Device, interruption.Token).GetAwaiter().GetResult())
                : OfHeaders(address, found with { Missing = [.. found.Missing, .. lacking] }, job, pipeline, client.ListDevicesAsync(interruption.Token).GetAwaiter().GetResult(), interruption.Token);
        });
        text.Print(job.Json);
        return 0;
    }

    private static PlanText OfServer(string address, MissingPath[] lacking, AnalysisPlan plan) => new()
    {
        Plan = ServerPlan.Of(plan),
        Device = new DeviceInfo(plan.Device, plan.DeviceDescription, 0, 0) { Choice = plan.DeviceChoice },
        Design = plan.Discovery.Design,
        Notes = plan.Fits || plan.Notes.Count > 0 ? [.. plan.Notes] : ["The server could not run it."],
        Lines =
        [
            ("server", $"{address}, which has the cohort and all of its files: the plan is the server's"),
            .. lacking.Length > 0 ? [("upload", Uploads(lacking, lacking.Sum(m => m.SizeBytes)))] : Array.Empty<(string, string)>(),
        ],
        Server = new JsonObject { ["address"] = address, ["planned_by"] = "server", ["fits"] = plan.Fits, ["upload_bytes"] = lacking.Sum(m => m.SizeBytes), ["uploads"] = Documents(lacking) },
    };

    private static PlanText OfHeaders(string address, CohortPresence found, DiscoverJob job, DiscoveryPipeline pipeline, IReadOnlyList<Device> devices, CancellationToken cancellation)
    {
        DeviceInfo device = ServerPlan.Device(devices, job.Device);
        var notes = new List<string>();
        notes.AddRange(pipeline.Notes);
        if (device.MemoryBytes is not null) notes.Add("What of the server's device is free is not known here; the plan takes all of its memory.");
        long bytes = found.Missing.Sum(m => m.SizeBytes);
        return new PlanText
        {
            Plan = pipeline.Plan(device.MemoryBytes, notes.Add, cancellation),
            Device = device,
            Design = pipeline.Design.Sentence,
            Notes = notes,
            Lines =
            [
                ("server", $"{address}, which lacks {(found.Missing.Count > 0 ? "files of the cohort" : "the cohort, and has all of its files")}: the plan is made here, from their headers and the server's device"),
                .. found.Missing.Count > 0 ? [("upload", Uploads(found.Missing, bytes))] : Array.Empty<(string, string)>(),
            ],
            Server = new JsonObject
            {
                ["address"] = address,
                ["planned_by"] = "headers",
                ["upload_bytes"] = bytes,
                ["uploads"] = Documents(found.Missing),
            },
        };
    }

    internal static JsonArray Documents(IReadOnlyList<MissingPath> missing) => [.. missing.Select(m => new JsonObject { ["path"] = m.Path, ["bytes"] = m.SizeBytes })];

    internal static string Uploads(IReadOnlyList<MissingPath> missing, long bytes)
    {
        string more = missing.Count > ShownPaths ? $" and {missing.Count - ShownPaths} more" : "";
        return $"{PlanText.Size(bytes)} would be sent: {string.Join(", ", missing.Take(ShownPaths).Select(m => $"{m.Path} ({PlanText.Size(m.SizeBytes)})"))}{more}";
    }
}
