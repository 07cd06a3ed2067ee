using System.Collections.Concurrent;
using GpuCqa.Api.LongRunning;
using GpuCqa.Api.V1;
using GpuCqa.Service.Analyses;
using GpuCqa.Service.Hosting;
using GpuCqa.Testing;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace GpuCqa.Service.Tests.Analyses;

/// <summary>A service whose analyses are scripted, which can be stopped and started again on its state.</summary>
public sealed class JobHost : IAsyncDisposable
{
    private readonly JobOptions options;
    private readonly int drainSeconds;

    private JobHost(JobOptions options, int drainSeconds)
    {
        this.options = options;
        this.drainSeconds = drainSeconds;
        Folder = State.Path;
        Kind.Body = Kind.WaitAtGate;
    }

    /// <summary>Makes the database of hosts that are started from here on; SQLite if null.</summary>
    public static AsyncLocal<Func<string>?> Databases { get; } = new();

    /// <summary>Connection string of the next start; SQLite if empty.</summary>
    public string Database { get; set; } = Databases.Value?.Invoke() ?? "";

    public TemporaryFolder State { get; } = new();

    /// <summary>State folder of the next start.</summary>
    public string Folder { get; set; }

    public TemporaryFolder Imports { get; } = new();

    public ScriptedKind Kind { get; } = new();

    /// <summary>Replaces services of the next start.</summary>
    public Action<IServiceCollection, ServiceOptions>? More { get; set; }

    /// <summary>Where /metrics is; nowhere if empty.</summary>
    public string OperationsListen { get; init; } = "";

    public LogLines Log { get; } = new();

    public WebApplication App { get; private set; } = null!;

    public GrpcChannel Channel { get; private set; } = null!;

    public AnalysisService.AnalysisServiceClient Client => new(Channel);

    public Api.LongRunning.Operations.OperationsClient Operations => new(Channel);

    public static async Task<JobHost> Start(JobOptions? options = null, int drainSeconds = 0, Action<IServiceCollection, ServiceOptions>? more = null, string operations = "")
    {
        var host = new JobHost(options ?? new JobOptions(), drainSeconds) { More = more, OperationsListen = operations };
        await host.Start();
        return host;
    }

    public async Task Start()
    {
        var settings = new ServiceOptions { Listen = "127.0.0.1:0", InsecureLoopback = true, DrainSeconds = drainSeconds, State = Folder, Database = Database, Jobs = options, ImportRoots = [Imports.Path], Operations = { Listen = OperationsListen } };
        App = ServiceHost.Build(settings, logging => logging.ClearProviders().AddProvider(Log), services =>
        {
            services.AddSingleton<AnalysisKind>(Kind);
            More?.Invoke(services, settings);
        });
        await App.StartAsync();
        Channel = GrpcChannel.ForAddress(ServiceHost.Address(App));
    }

    public async Task Stop()
    {
        Channel.Dispose();
        await App.StopAsync();
        await App.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        State.Dispose();
        Imports.Dispose();
    }

    public static CreateAnalysisRequest Request(string label, int priority = 0, string project = "p") => new()
    {
        Parent = $"projects/{project}", AnalysisId = label, Analysis = new AnalysisMessage { Spec = ScriptedKind.Spec(label), Priority = priority },
    };

    /// <summary>Queues an analysis; its name.</summary>
    public async Task<string> Create(string label, int priority = 0, string project = "p")
    {
        Operation operation = await Client.CreateAnalysisAsync(Request(label, priority, project));
        return operation.Metadata.Unpack<AnalysisMessage>().Name;
    }

    public async Task<AnalysisMessage> Get(string name) => await Client.GetAnalysisAsync(new GetAnalysisRequest { Name = name });

    /// <summary>Waits until an analysis is as it should be.</summary>
    public async Task<AnalysisMessage> Until(string name, Func<AnalysisMessage, bool> reached)
    {
        using var end = new CancellationTokenSource(Patience.Span);
        using AsyncServerStreamingCall<WatchAnalysisResponse> watch = Client.WatchAnalysis(new WatchAnalysisRequest { Name = name }, cancellationToken: end.Token);
        AnalysisMessage? last = null;
        while (await watch.ResponseStream.MoveNext(end.Token))
        {
            last = watch.ResponseStream.Current.Analysis;
            if (reached(last)) return last;
        }

        throw new Xunit.Sdk.XunitException($"{name} ended otherwise: {last}");
    }

    public Task<AnalysisMessage> Until(string name, AnalysisState state) => Until(name, a => a.State == state);

    /// <summary>Waits until so many were started; their labels in order.</summary>
    public async Task<string[]> Started(int count)
    {
        DateTime deadline = Patience.Deadline;
        while (Kind.Started.Count < count)
        {
            Assert.True(DateTime.UtcNow < deadline, $"{Kind.Started.Count} of {count} were started");
            await Task.Delay(5);
        }

        return [.. Kind.Started];
    }

    /// <summary>Waits until the scheduler knows what the waiting analyses need.</summary>
    public async Task Planned(params string[] names)
    {
        JobBook book = App.Services.GetRequiredService<JobBook>();
        DateTime deadline = Patience.Deadline;
        while (book.Jobs.Any(j => names.Contains(j.Now.Name) && j.Plan is null))
        {
            Assert.True(DateTime.UtcNow < deadline, "not planned");
            await Task.Delay(5);
        }
    }

    /// <summary>All that was logged.</summary>
    public sealed class LogLines : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public void Dispose() { }

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Lines.Enqueue(formatter(state, exception) + exception);
    }
}
