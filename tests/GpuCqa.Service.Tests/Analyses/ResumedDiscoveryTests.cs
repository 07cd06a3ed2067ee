using System.Text.Json;
using GpuCqa.Api.V1;
using GpuCqa.Service.Analyses;
using GpuCqa.Service.Analyses.Kinds;
using GpuCqa.Service.Hosting;
using GpuCqa.Service.Tests.Storage;
using GpuCqa.Testing;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace GpuCqa.Service.Tests.Analyses;

/// <summary>A real discovery that the end of the service interrupts goes on after its last finished step.</summary>
public sealed class ResumedDiscoveryTests : IDisposable
{
    private readonly TemporaryFolder state = new();

    private string Steps => Path.Combine(state.Path, "steps");

    [Fact]
    public async Task Discovery_InterruptedByTheEndOfTheService_GoesOnToTheSameFiles()
    {
        Cohort cohort;
        IReadOnlyList<FileContent> whole;
        await using (Life life = await Life.Start(state.Path))
        {
            using (var sheet = new SmallCohort()) cohort = await UploadedCohort.Of(life.Channel, sheet, "resumed");
            await life.Create("whole", cohort);
            whole = await life.Files((await life.End("whole")).Name);
            Assert.Empty(Directory.GetDirectories(Steps));
            life.Kind.At = moment =>
            {
                if (moment == "begin layout") life.Book.Named("projects/p/analyses/interrupted")!.Stop.WaitHandle.WaitOne();
            };
            await life.Create("interrupted", cohort);
            await life.Begun("interrupted", "layout");
        }

        Assert.NotEmpty(Directory.GetFiles(Steps, "markers-*", SearchOption.AllDirectories));
        await using (Life life = await Life.Start(state.Path))
        {
            AnalysisMessage end = await life.End("interrupted");
            Assert.Equal((AnalysisState.Succeeded, 2), (end.State, end.Attempt));
            string[] resumed = ["cells", "variable genes", "principal components", "alignment of lots", "neighbours", "clusters", "markers"];
            Assert.Equal(resumed, end.Notes.Where(n => n.StartsWith("resumed: ", StringComparison.Ordinal)).Select(n => n["resumed: ".Length..n.IndexOf(" (from ", StringComparison.Ordinal)]));
            Assert.DoesNotContain(end.Notes, n => n.Contains(state.Path, StringComparison.Ordinal));
            Assert.Equal(Timeless(whole), Timeless(await life.Files(end.Name)));
            using JsonDocument provenance = JsonDocument.Parse(await life.Read(end.Name, "provenance.json"));
            Assert.Equal(resumed, provenance.RootElement.GetProperty("resumed").EnumerateArray().Select(s => s.GetProperty("name").GetString()));
            Assert.Empty(Directory.GetDirectories(Steps));
        }
    }

    [Fact]
    public async Task Discovery_CancelledBeforeItGoesOn_LeavesNoSteps()
    {
        await using (Life life = await Life.Start(state.Path))
        {
            using var sheet = new SmallCohort();
            Cohort cohort = await UploadedCohort.Of(life.Channel, sheet, "cancelled");
            life.Kind.At = moment =>
            {
                if (moment == "begin clusters") life.Book.Named("projects/p/analyses/cancelled")!.Stop.WaitHandle.WaitOne();
            };
            await life.Create("cancelled", cohort);
            await life.Begun("cancelled", "clusters");
            Assert.NotEmpty(Directory.GetDirectories(Steps));
            await life.Analyses.CancelAnalysisAsync(new CancelAnalysisRequest { Name = "projects/p/analyses/cancelled" });
            Assert.Equal(AnalysisState.Cancelled, (await life.End("cancelled")).State);
        }

        Assert.Empty(Directory.GetDirectories(Steps));
        // What a service that was killed just then had no time to remove.
        Directory.CreateDirectory(Path.Combine(Steps, "0123", "gpucqa-steps-0"));
        await using (await Life.Start(state.Path)) Assert.Empty(Directory.GetDirectories(Steps));
    }

    public void Dispose() => state.Dispose();

    private static FileContent[] Timeless(IReadOnlyList<FileContent> files) => [.. files.Where(f => f.Path is not ("provenance.json" or "report.html"))];

    private sealed class Life : IAsyncDisposable
    {
        private readonly WebApplication app;

        private Life(WebApplication app)
        {
            this.app = app;
            Channel = GrpcChannel.ForAddress(ServiceHost.Address(app));
        }

        public GrpcChannel Channel { get; }

        public AnalysisService.AnalysisServiceClient Analyses => new(Channel);

        public WatchedDiscovery Kind => app.Services.GetRequiredService<WatchedDiscovery>();

        public JobBook Book => app.Services.GetRequiredService<JobBook>();

        public static async Task<Life> Start(string state)
        {
            var options = new ServiceOptions { Listen = "127.0.0.1:0", InsecureLoopback = true, DrainSeconds = 0, State = state, Jobs = new JobOptions { KeepStepsAfterSeconds = 0 } };
            WebApplication app = ServiceHost.Build(options, logging => logging.ClearProviders(), services => services
                .AddSingleton(p => new WatchedDiscovery(ActivatorUtilities.CreateInstance<DiscoverKind>(p)))
                .AddSingleton<AnalysisKind>(p => p.GetRequiredService<WatchedDiscovery>()));
            await app.StartAsync();
            return new Life(app);
        }

        public async Task Create(string id, Cohort cohort) => await Analyses.CreateAnalysisAsync(new CreateAnalysisRequest
        {
            Parent = "projects/p",
            AnalysisId = id,
            Analysis = new AnalysisMessage
            {
                Device = "cpu",
                Spec = new AnalysisSpec { Discover = new DiscoverSpec { Cohort = cohort.Name, Readouts = { "vegf" }, Neighbors = 8, MaxMitoPercent = 100, MinGenes = 0 } },
            },
        });

        public Task<AnalysisMessage> Begun(string id, string step) => Watch(id, now => now.Steps.Any(s => s.Step == step));

        public Task<AnalysisMessage> End(string id) => Watch(id, _ => false);

        public async Task<IReadOnlyList<FileContent>> Files(string name) =>
            (await new ResultService.ResultServiceClient(Channel).ListResultFilesAsync(new ListResultFilesRequest { Parent = name, PageSize = 1000 })).Files;

        public async Task<byte[]> Read(string name, string path)
        {
            using AsyncServerStreamingCall<ReadResultFileResponse> call = new ResultService.ResultServiceClient(Channel).ReadResultFile(new ReadResultFileRequest { Parent = name, Path = path });
            var bytes = new MemoryStream();
            while (await call.ResponseStream.MoveNext()) call.ResponseStream.Current.Data.Content.WriteTo(bytes);
            return bytes.ToArray();
        }

        public async ValueTask DisposeAsync()
        {
            Channel.Dispose();
            await app.StopAsync();
            await app.DisposeAsync();
        }

        // Until it is as it should be, or has ended.
        private async Task<AnalysisMessage> Watch(string id, Func<AnalysisMessage, bool> until)
        {
            AnalysisMessage last = new();
            using AsyncServerStreamingCall<WatchAnalysisResponse> watch = Analyses.WatchAnalysis(new WatchAnalysisRequest { Name = "projects/p/analyses/" + id }, deadline: DateTime.UtcNow + Patience.Span);
            while (await watch.ResponseStream.MoveNext())
            {
                last = watch.ResponseStream.Current.Analysis;
                if (until(last)) break;
            }

            return last;
        }
    }
}
