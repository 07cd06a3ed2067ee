using Grpc.Health.V1;
using GpuCqa.Api.V1;
using Grpc.Core;
using Grpc.Net.Client;

namespace GpuCqa.ServiceBench.Soak;

/// <summary>One client on a connection of its own: small calls with pauses, and a watch that it opens again from time to time.</summary>
internal sealed class SoakClient(string address, int number, int pauseMilliseconds, string project, Func<string> analysis) : IDisposable
{
    private readonly GrpcChannel channel = GrpcChannel.ForAddress(address);
    private readonly Random random = new(number);
    private int made;

    public async Task Run(SoakTally tally, CancellationToken end)
    {
        Task watching = Watch(tally, end);
        while (!end.IsCancellationRequested)
        {
            (string method, Func<Task> call) = Draw(end);
            bool taken = await tally.Call(method, call, end);
            await Pause(taken ? random.Next(2 * pauseMilliseconds) : 2000, end);
        }

        await watching;
    }

    public void Dispose() => channel.Dispose();

    private (string Method, Func<Task> Call) Draw(CancellationToken end)
    {
        var datasets = new DatasetService.DatasetServiceClient(channel);
        var cohorts = new CohortService.CohortServiceClient(channel);
        var analyses = new AnalysisService.AnalysisServiceClient(channel);
        return random.Next(10) switch
        {
            0 => ("Check", async () => await new Health.HealthClient(channel).CheckAsync(new HealthCheckRequest(), cancellationToken: end)),
            1 => ("ListDevices", async () => await new DeviceService.DeviceServiceClient(channel).ListDevicesAsync(new ListDevicesRequest(), cancellationToken: end)),
            2 or 3 => ("AssociateFractions", async () => await new AssociationService.AssociationServiceClient(channel).AssociateFractionsAsync(Fractions(), cancellationToken: end)),
            4 => ("ListDatasets", async () => await datasets.ListDatasetsAsync(new ListDatasetsRequest { Parent = project }, cancellationToken: end)),
            5 => ("GetDataset", async () => await datasets.GetDatasetAsync(new GetDatasetRequest { Name = project + "/datasets/soak" }, cancellationToken: end)),
            6 => ("ListCohorts", async () => await cohorts.ListCohortsAsync(new ListCohortsRequest { Parent = project, PageSize = 20 }, cancellationToken: end)),
            7 => ("CreateCohort and DeleteCohort", async () =>
            {
                Cohort cohort = await cohorts.CreateCohortAsync(
                    new CreateCohortRequest { Parent = project, CohortId = $"c{number}-{made++}", Cohort = new Cohort { Lots = { new CohortLot { Lot = "L1", Dataset = project + "/datasets/soak" } } } }, cancellationToken: end);
                await cohorts.DeleteCohortAsync(new DeleteCohortRequest { Name = cohort.Name }, cancellationToken: end);
            }),
            8 => ("ListAnalyses", async () => await analyses.ListAnalysesAsync(new ListAnalysesRequest { Parent = project }, cancellationToken: end)),
            _ => ("GetAnalysis", async () => await analyses.GetAnalysisAsync(new GetAnalysisRequest { Name = analysis() }, cancellationToken: end)),
        };
    }

    // Health, which never ends, and an analysis, which may be running, in turns.
    private async Task Watch(SoakTally tally, CancellationToken end)
    {
        for (int turn = number; !end.IsCancellationRequested; turn++)
        {
            using var time = CancellationTokenSource.CreateLinkedTokenSource(end);
            time.CancelAfter(random.Next(1000, 8000));
            await tally.Call("watch", async () =>
            {
                try
                {
                    if (turn % 2 == 0)
                    {
                        using AsyncServerStreamingCall<HealthCheckResponse> health = new Health.HealthClient(channel).Watch(new HealthCheckRequest(), cancellationToken: time.Token);
                        while (await health.ResponseStream.MoveNext(time.Token)) tally.Seen();
                    }
                    else
                    {
                        using AsyncServerStreamingCall<WatchAnalysisResponse> watch = new AnalysisService.AnalysisServiceClient(channel).WatchAnalysis(new WatchAnalysisRequest { Name = analysis() }, cancellationToken: time.Token);
                        while (await watch.ResponseStream.MoveNext(time.Token)) tally.Seen();
                        await Task.Delay(Timeout.Infinite, time.Token);
                    }
                }
                catch (Exception error) when (time.IsCancellationRequested && error is OperationCanceledException or RpcException { StatusCode: StatusCode.Cancelled or StatusCode.Unavailable })
                {
                    // Closed by this client, which its own transport may tell as a broken line.
                }
            }, end);
        }
    }

    private AssociateFractionsRequest Fractions()
    {
        double[] Values() => [.. Enumerable.Range(0, 7).Select(_ => random.NextDouble())];
        var request = new AssociateFractionsRequest { Lots = { Enumerable.Range(0, 7).Select(l => $"L{l}") }, Readouts = { new LotValues { Name = "vegf", Values = { Values() } } } };
        for (int f = 0; f < 5; f++) request.Fractions.Add(new LotValues { Name = $"f{f}", Values = { Values() } });
        return request;
    }

    private static async Task Pause(int milliseconds, CancellationToken end)
    {
        try
        {
            await Task.Delay(milliseconds, end);
        }
        catch (OperationCanceledException)
        {
            // The round is over.
        }
    }
}
