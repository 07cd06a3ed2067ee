using System.Runtime.CompilerServices;
using GpuCqa.Api.V1;
using GpuCqa.Service.Tests.Analyses;
using GpuCqa.Testing;
using Grpc.Core;
using Grpc.Net.Client;
using Xunit;

namespace GpuCqa.Service.Tests.References;

/// <summary>A small discovery on a service, and the files of its reference.</summary>
public sealed record Discovered(string Analysis, IReadOnlyDictionary<string, byte[]> Files)
{
    private static readonly ConditionalWeakTable<GrpcChannel, Task<Discovered>> Shared = [];

    /// <summary>The one that the tests of a service share.</summary>
    public static Task<Discovered> Of(GrpcChannel channel) => Shared.GetValue(channel, c => Make(c, "found", 1));

    /// <summary>One of its own; another seed makes another reference.</summary>
    public static async Task<Discovered> Make(GrpcChannel channel, string id, ulong seed)
    {
        using var sheet = new SmallCohort();
        Cohort cohort = await UploadedCohort.Of(channel, sheet, id);
        var client = new AnalysisService.AnalysisServiceClient(channel);
        await client.CreateAnalysisAsync(new CreateAnalysisRequest
        {
            Parent = "projects/p",
            AnalysisId = id,
            Analysis = new AnalysisMessage
            {
                Device = "cpu", Spec = new AnalysisSpec { Discover = new DiscoverSpec { Cohort = cohort.Name, Readouts = { "vegf" }, Seed = seed, MinGenes = 1, MinCells = 1, Components = 5, Dimensions = 5, Neighbors = 10, LayoutNeighbors = 8, Resolutions = { 0.3, 0.8 } } },
            },
        });
        string name = $"projects/p/analyses/{id}";
        using (AsyncServerStreamingCall<WatchAnalysisResponse> watch = client.WatchAnalysis(new WatchAnalysisRequest { Name = name }, deadline: Patience.Deadline))
        {
            AnalysisMessage? end = null;
            await foreach (WatchAnalysisResponse change in watch.ResponseStream.ReadAllAsync()) end = change.Analysis;
            Assert.True(end!.State == AnalysisState.Succeeded, end.ToString());
        }

        var results = new ResultService.ResultServiceClient(channel);
        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (FileContent file in (await results.ListResultFilesAsync(new ListResultFilesRequest { Parent = name, PageSize = 1000 })).Files.Where(f => f.Path.StartsWith("reference/", StringComparison.Ordinal)))
        {
            using AsyncServerStreamingCall<ReadResultFileResponse> call = results.ReadResultFile(new ReadResultFileRequest { Parent = name, Path = file.Path });
            var bytes = new List<byte>();
            await foreach (ReadResultFileResponse chunk in call.ResponseStream.ReadAllAsync()) bytes.AddRange(chunk.Data.Content.Span);
            files[file.Path["reference/".Length..]] = [.. bytes];
        }

        return new Discovered(name, files);
    }
}
