using GpuCqa.Api.V1;
using GpuCqa.Core.Checksums;
using GpuCqa.Service.Storage;
using GpuCqa.Service.Tests.Datasets;
using GpuCqa.Testing;
using Grpc.Core;
using Grpc.Net.Client;
using Xunit;

namespace GpuCqa.Service.Tests.Kills;

/// <summary>Discoveries on a small cohort, whose server dies; each must end right in a later life, and what ended stays as it was.</summary>
internal sealed class KilledJobs
{
    private readonly Dictionary<string, IReadOnlyList<FileContent>> ended = new(StringComparer.Ordinal);
    private readonly List<string> open = [];
    private FileContent[]? whole;

    public int Ended => ended.Count;

    /// <summary>Uploads the cohort.</summary>
    public async Task Prepare(GrpcChannel channel)
    {
        using var sheet = new SmallCohort();
        var uploader = new Uploader(channel);
        var cohort = new Cohort();
        for (int l = 0; l < SmallCohort.Lots; l++)
        {
            (string Path, byte[] Bytes)[] files = [.. Directory.GetFiles(sheet.LotFolder(l)).Select(f => (Path.GetFileName(f), File.ReadAllBytes(f)))];
            DatasetUpload upload = await uploader.Client.StartDatasetUploadAsync(Uploader.Request($"lot-{l}", files));
            foreach ((string path, byte[] bytes) in files) await uploader.Send(upload.UploadId, path, bytes, 0, bytes.Length);
            Dataset dataset = await uploader.Client.FinishDatasetUploadAsync(new FinishDatasetUploadRequest { UploadId = upload.UploadId });
            cohort.Lots.Add(new CohortLot { Lot = $"L{l}", Dataset = dataset.Name, Values = { ["vegf"] = $"{SmallCohort.Vegf(l)}" } });
        }

        await new CohortService.CohortServiceClient(channel).CreateCohortAsync(new CreateCohortRequest { Parent = "projects/p", CohortId = "cohort", Cohort = cohort });
    }

    /// <summary>Queues a discovery.</summary>
    public async Task Begin(GrpcChannel channel, string id)
    {
        var discover = new DiscoverSpec { Cohort = "projects/p/cohorts/cohort", Readouts = { "vegf" }, Neighbors = 8, MaxMitoPercent = 100, MinGenes = 0 };
        await new AnalysisService.AnalysisServiceClient(channel).CreateAnalysisAsync(new CreateAnalysisRequest
        {
            Parent = "projects/p", AnalysisId = id, Analysis = new AnalysisMessage { Device = "cpu", Spec = new AnalysisSpec { Discover = discover } },
        });
        open.Add(id);
    }

    /// <summary>Discoveries that went on after steps of an earlier life.</summary>
    public int Resumed { get; private set; }

    /// <summary>Waits for the end of a discovery, which gives what the undisturbed one gave, and remembers its files.</summary>
    public async Task End(GrpcChannel channel, string id)
    {
        AnalysisMessage last = new();
        using (AsyncServerStreamingCall<WatchAnalysisResponse> watch = new AnalysisService.AnalysisServiceClient(channel).WatchAnalysis(new WatchAnalysisRequest { Name = Name(id) }, deadline: DateTime.UtcNow.AddSeconds(120)))
        {
            while (await watch.ResponseStream.MoveNext()) last = watch.ResponseStream.Current.Analysis;
        }

        Assert.True(last.State == AnalysisState.Succeeded, last.ToString());
        IReadOnlyList<FileContent> files = await Files(channel, id);
        // But for what says when it was.
        FileContent[] found = [.. files.Where(f => f.Path is not ("provenance.json" or "report.html"))];
        whole ??= found;
        Assert.Equal(whole, found);
        if (last.Notes.Any(n => n.StartsWith("resumed: ", StringComparison.Ordinal))) Resumed++;
        ended[id] = files;
        open.Remove(id);
    }

    /// <summary>Waits for the end of what lives before began.</summary>
    public async Task EndOpen(GrpcChannel channel)
    {
        foreach (string id in open.ToArray()) await End(channel, id);
    }

    /// <summary>Every file of every discovery that ended is there, the same as when it ended, and its bytes have its SHA-256.</summary>
    public async Task CheckAll(GrpcChannel channel)
    {
        foreach ((string id, IReadOnlyList<FileContent> files) in ended)
        {
            Assert.Equal(files, await Files(channel, id));
            foreach (FileContent file in files) Assert.Equal(file.Sha256, Uploader.Sha256(await Read(channel, id, file.Path)));
        }
    }

    private static string Name(string id) => "projects/p/analyses/" + id;

    private static async Task<IReadOnlyList<FileContent>> Files(GrpcChannel channel, string id) =>
        (await new ResultService.ResultServiceClient(channel).ListResultFilesAsync(new ListResultFilesRequest { Parent = Name(id), PageSize = 1000 })).Files;

    private static async Task<byte[]> Read(GrpcChannel channel, string id, string path)
    {
        using AsyncServerStreamingCall<ReadResultFileResponse> call = new ResultService.ResultServiceClient(channel).ReadResultFile(new ReadResultFileRequest { Parent = Name(id), Path = path });
        var bytes = new MemoryStream();
        while (await call.ResponseStream.MoveNext())
        {
            ReadResultFileResponse part = call.ResponseStream.Current;
            Assert.Equal(part.Data.Crc32C, Crc32C.Of(part.Data.Content.Span));
            Assert.Equal(bytes.Length, part.ReadOffset);
            part.Data.Content.WriteTo(bytes);
        }

        return bytes.ToArray();
    }
}
