using System.Globalization;
using System.Text;
using GpuCqa.Api.V1;
using GpuCqa.ServiceBench.Uploads;
using Grpc.Core;
using Grpc.Net.Client;

namespace GpuCqa.ServiceBench.Soak;

/// <summary>A small discovery now and then, for the others to watch.</summary>
internal sealed class SoakJobs(GrpcChannel channel, string project)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    private int made;

    /// <summary>Name of the latest analysis.</summary>
    public string Latest { get; private set; } = "";

    /// <summary>A dataset of six lots, its cohort, and a first analysis.</summary>
    public async Task Prepare(string work)
    {
        string path = Path.Combine(work, "lots.csv");
        await File.WriteAllTextAsync(path, Table());
        var upload = new GrpcUpload(channel);
        SourceFile table = SourceFile.Of(path);
        DatasetUpload started = await upload.Start(table, "soak");
        await upload.Send(started.UploadId, path, 0, GrpcUpload.ChunkBytes);
        Dataset dataset = await upload.Client.FinishDatasetUploadAsync(new FinishDatasetUploadRequest { UploadId = started.UploadId });
        await new CohortService.CohortServiceClient(channel).CreateCohortAsync(new CreateCohortRequest
        {
            Parent = project, CohortId = "soak",
            Cohort = new Cohort { LotColumn = "lot", Lots = { Enumerable.Range(0, 6).Select(l => new CohortLot { Lot = $"L{l}", Dataset = l == 0 ? dataset.Name : "", Values = { ["vegf"] = $"{l}" } }) } },
        });
        await Once(CancellationToken.None);
    }

    /// <summary>One analysis after the other until the round is over.</summary>
    public async Task Run(SoakTally tally, CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            await tally.Call(SoakTally.JobCall, () => Once(end), end);
            await Task.Delay(Every, end).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    private async Task Once(CancellationToken end)
    {
        var client = new AnalysisService.AnalysisServiceClient(channel);
        string id = string.Create(CultureInfo.InvariantCulture, $"soak-{++made}");
        await client.CreateAnalysisAsync(
            new CreateAnalysisRequest
            {
                Parent = project, AnalysisId = id,
                Analysis = new GpuCqa.Api.V1.Analysis { Device = "cpu", Spec = new AnalysisSpec { Discover = new DiscoverSpec { Cohort = project + "/cohorts/soak", Readouts = { "vegf" }, Components = 2, Dimensions = 2 } } },
            },
            cancellationToken: end);
        Latest = $"{project}/analyses/{id}";
        using AsyncServerStreamingCall<WatchAnalysisResponse> watch = client.WatchAnalysis(new WatchAnalysisRequest { Name = Latest }, cancellationToken: end);
        var last = GpuCqa.Api.V1.Analysis.Types.State.Unspecified;
        while (await watch.ResponseStream.MoveNext(end)) last = watch.ResponseStream.Current.Analysis.State;
        if (last != GpuCqa.Api.V1.Analysis.Types.State.Succeeded) throw new InvalidOperationException($"{Latest} ended as {last}.");
    }

    private static string Table()
    {
        var text = new StringBuilder("cell,lot,area,intensity,texture\n");
        var random = new Random(7);
        for (int l = 0; l < 6; l++)
        {
            for (int c = 0; c < 30; c++) text.Append(CultureInfo.InvariantCulture, $"c{l}-{c},L{l},{random.NextDouble() + (c < 5 + (2 * l) ? 5 : 0)},{random.NextDouble()},{random.NextDouble()}\n");
        }

        return text.ToString();
    }
}
