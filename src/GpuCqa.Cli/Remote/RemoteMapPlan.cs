using System.CommandLine;
using System.Text.Json.Nodes;
using GpuCqa.Api.V1;
using GpuCqa.Cli.Running;
using GpuCqa.Cli.Verbs;
using GpuCqa.Client.Connections;
using GpuCqa.Client.Projects;
using GpuCqa.Client.Uploads;
using GpuCqa.Compute;
using GpuCqa.Pipelines.Mappings;
using GpuCqa.Pipelines.References;

namespace GpuCqa.Cli.Remote;

/// <summary><c>map --dry-run</c> on a server: the plan made here, from the headers of the files that would be sent, for the server's device; nothing is sent or made.</summary>
public static class RemoteMapPlan
{
    /// <summary>Prints the plan; 0.</summary>
    /// <param name="parsed">The command line, for the server's options.</param>
    /// <param name="address">Address of the server.</param>
    /// <param name="job">The job that is not run.</param>
    public static int Print(ParseResult parsed, string address, MapJob job)
    {
        using var interruption = new Interruption();
        var pipeline = new MapPipeline(job.Request());
        var progress = new ConsoleProgress(job.Quiet);
        using GpuCqaClient client = ServerOptions.Connect(parsed, address, progress.Say);
        ProjectClient project = ServerOptions.Project(parsed, client);
        string folder = ReferenceFolder.Locate(job.Reference);
        MapPlanText text = progress.Show(() =>
        {
            var steps = new RemoteSteps(progress);
            CohortPresence found = project.FindCohortAsync(job.Sheet, RemoteMapping.Lots(job), steps, interruption.Token).GetAwaiter().GetResult();
            steps.End();
            bool known = project.FindReferenceAsync(pipeline.Reference.Hash, interruption.Token).GetAwaiter().GetResult() is not null;
            DeviceInfo device = ServerPlan.Device(client.ListDevicesAsync(interruption.Token).GetAwaiter().GetResult(), job.Device);
            MissingPath[] missing = [.. known ? [] : new[] { new MissingPath(folder, new DirectoryInfo(folder).EnumerateFiles().Sum(f => f.Length)) }, .. found.Missing];
            long bytes = missing.Sum(m => m.SizeBytes);
            return new MapPlanText
            {
                Pipeline = pipeline,
                Device = device,
                DeviceFreeBytes = device.MemoryBytes,
                Lines = [("server", $"{address}; the plan is made here, from headers and the server's device"), .. missing.Length > 0 ? [("upload", RemoteDryRun.Uploads(missing, bytes))] : Array.Empty<(string, string)>()],
                Server = new JsonObject { ["address"] = address, ["planned_by"] = "headers", ["upload_bytes"] = bytes, ["uploads"] = RemoteDryRun.Documents(missing) },
            };
        });
        text.Print(job.Json, interruption.Token);
        return 0;
    }
}
