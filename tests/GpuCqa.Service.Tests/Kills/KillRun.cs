using System.Diagnostics;
using System.Globalization;
using GpuCqa.Service.Tests.Hosting;
using GpuCqa.Testing;
using Grpc.Core;
using Xunit;

namespace GpuCqa.Service.Tests.Kills;

/// <summary>One state folder through many lives of the server: what was acknowledged in one life is looked for in all later ones.</summary>
internal sealed class KillRun(int seed) : IDisposable
{
    private readonly Random random = new(seed);
    private readonly TemporaryFolder state = new();
    private readonly KilledUploads uploads = new(seed);
    private readonly KilledJobs jobs = new();
    private TimeSpan duration;

    public int Kills { get; private set; }

    /// <summary>A life that nobody disturbs: what a discovery gives, and how long it takes.</summary>
    public async Task Undisturbed()
    {
        using ServiceProcess server = await Start();
        await jobs.Prepare(server.Channel);
        // Twice, for code is compiled in the first.
        await jobs.Begin(server.Channel, "first");
        await jobs.End(server.Channel, "first");
        long begun = Stopwatch.GetTimestamp();
        await jobs.Begin(server.Channel, "undisturbed");
        await jobs.End(server.Channel, "undisturbed");
        duration = Stopwatch.GetElapsedTime(begun);
    }

    /// <summary>A life that ends by a kill, after what the lives before left was checked and ended.</summary>
    public async Task<string> Round(int round)
    {
        using ServiceProcess server = await Start();
        await uploads.Check(server.Channel);
        await jobs.EndOpen(server.Channel);
        string job = string.Create(CultureInfo.InvariantCulture, $"job-{round}");
        await jobs.Begin(server.Channel, job);
        using var end = new CancellationTokenSource();
        Task sending = uploads.Send(server.Channel, end.Token);
        TimeSpan moment = duration * random.NextDouble();
        long begun = Stopwatch.GetTimestamp();
        // Finer than a timer.
        while (Stopwatch.GetElapsedTime(begun) < moment) await Task.Yield();
        server.Kill();
        Kills++;
        await end.CancelAsync();
        await sending;
        return string.Create(CultureInfo.InvariantCulture, $"round {round}: killed after {moment.TotalMilliseconds:F0} of {duration.TotalMilliseconds:F0} ms; {uploads.Acknowledged >> 10} KiB acknowledged, {uploads.Finished} datasets and {jobs.Ended} analyses finished so far, {jobs.Resumed} of them resumed");
    }

    /// <summary>A last life: everything that was ever acknowledged or finished is there and checks out.</summary>
    public async Task CheckAll()
    {
        using ServiceProcess server = await Start();
        await uploads.Check(server.Channel);
        await uploads.FinishLast(server.Channel);
        await jobs.EndOpen(server.Channel);
        await jobs.CheckAll(server.Channel);
        uploads.CheckBlobs(state.Path);
        Assert.Empty(Directory.GetDirectories(Path.Combine(state.Path, "uploads")));
        Assert.Empty(Directory.GetDirectories(Path.Combine(state.Path, "steps")));
    }

    /// <summary>Whether a call failed because the server was killed under it.</summary>
    public static bool IsOfTheKill(Exception error) =>
        error is IOException or ObjectDisposedException or OperationCanceledException or InvalidOperationException || error is RpcException { StatusCode: StatusCode.Unavailable or StatusCode.Internal or StatusCode.Cancelled or StatusCode.Unknown };

    public void Dispose() => state.Dispose();

    // Every finished step is kept, however short the discovery.
    private Task<ServiceProcess> Start() => ServiceProcess.StartWith([("GpuCqa__Jobs__KeepStepsAfterSeconds", "0")], "--state", state.Path);
}
