using System.Globalization;
using GpuCqa.ServiceBench.Hosting;
using GpuCqa.ServiceBench.Uploads;
using Grpc.Net.Client;

namespace GpuCqa.ServiceBench.Soak;

/// <summary>Many clients at once on a service that is a program of its own, round after round.</summary>
public static class SoakRun
{
    private const string Project = "projects/bench";

    /// <summary>What the rounds gave, and the resident bytes of the service before the first and at rest after each.</summary>
    public static async Task<(IReadOnlyList<SoakTally> Rounds, IReadOnlyList<long> Resident)> Run(SoakOptions options, string work, Action<string> say)
    {
        SourceFile source = SourceFile.Make(Path.Combine(work, "source.csv"), 64);
        using ServerProgram server = await ServerProgram.Service(Path.Combine(work, "state"));
        using GrpcChannel channel = GrpcChannel.ForAddress(server.Address);
        var jobs = new SoakJobs(channel, Project);
        await jobs.Prepare(work);
        var rounds = new List<SoakTally>();
        var resident = new List<long> { server.Resident() };
        for (int round = 0; round < options.Rounds; round++)
        {
            var tally = new SoakTally();
            SoakClient[] clients = [.. Enumerable.Range(0, options.Clients).Select(n => new SoakClient(server.Address, (round * options.Clients) + n, options.PauseMilliseconds, Project, () => jobs.Latest))];
            using (var end = new CancellationTokenSource(TimeSpan.FromSeconds(options.Seconds)))
            {
                await Task.WhenAll([.. clients.Select(c => Task.Run(() => c.Run(tally, end.Token))), Task.Run(() => Upload(channel, source, tally, end.Token)), Task.Run(() => jobs.Run(tally, end.Token))]);
            }

            foreach (SoakClient client in clients) client.Dispose();
            await Task.Delay(TimeSpan.FromSeconds(options.RestSeconds));
            rounds.Add(tally);
            resident.Add(server.Resident());
            say(string.Create(CultureInfo.InvariantCulture, $"round {round + 1}: {options.Clients} clients, {options.Seconds} s: {tally.SmallCalls} small calls, p99 {tally.SmallQuantile(0.99):F1} ms; {tally.Watched} messages of watches; {tally.UploadedBytes >> 20} MiB uploaded; {resident[^1] >> 20} MiB resident at rest (before {resident[0] >> 20}, most {server.Peak >> 20})"));
            foreach (string line in tally.Lines()) say(line);
        }

        return (rounds, resident);
    }

    private static async Task Upload(GrpcChannel channel, SourceFile source, SoakTally tally, CancellationToken end)
    {
        var upload = new GrpcUpload(channel);
        while (!end.IsCancellationRequested)
        {
            if (await tally.Call(SoakTally.UploadCall, () => upload.Whole(source, GrpcUpload.ChunkBytes, end), end) && !end.IsCancellationRequested) tally.Uploaded(source.Size);
        }
    }
}
