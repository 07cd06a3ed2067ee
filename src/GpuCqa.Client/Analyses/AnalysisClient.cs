using System.Runtime.CompilerServices;
using GpuCqa.Api.V1;
using GpuCqa.Client.Calls;
using GpuCqa.Client.Results;
using GpuCqa.Core.Errors;
using Grpc.Core;

namespace GpuCqa.Client.Analyses;

/// <summary>One analysis on the service: its course and its results.</summary>
public sealed class AnalysisClient
{
    private readonly Caller caller;
    private readonly AnalysisService.AnalysisServiceClient stub;

    internal AnalysisClient(Caller caller, string name, string operation)
    {
        this.caller = caller;
        (Name, Operation, stub) = (name, operation, new AnalysisService.AnalysisServiceClient(caller.Invoker));
        Results = new ResultClient(caller, name);
    }

    /// <summary>Resource name: projects/{project}/analyses/{analysis}.</summary>
    public string Name { get; }

    /// <summary>The operation that runs it; empty when it was not started here.</summary>
    public string Operation { get; }

    /// <summary>Its tables and files; readable when it succeeded.</summary>
    public ResultClient Results { get; }

    /// <summary>The analysis as it is now.</summary>
    public Task<Analysis> GetAsync(CancellationToken cancellation = default) => caller.OnceAsync(o => stub.GetAnalysisAsync(new GetAnalysisRequest { Name = Name }, o), cancellation);

    /// <summary>The analysis now and after every change, to its terminal state. A line that breaks is made again; the end is never missed.</summary>
    /// <exception cref="RefusedException">The service could not be reached for longer than the patience.</exception>
    public async IAsyncEnumerable<Analysis> WatchAsync([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var backoff = new Backoff(caller.Options.Retry);
        Analysis? last = null;
        while (true)
        {
            using AsyncServerStreamingCall<WatchAnalysisResponse> call = stub.WatchAnalysis(new WatchAnalysisRequest { Name = Name }, cancellationToken: cancellation);
            while (await NextAsync(call.ResponseStream, backoff, cancellation).ConfigureAwait(false) is { } now)
            {
                backoff.Reset();
                // A new line begins with what the old one ended with.
                if (now.Equals(last)) continue;
                yield return last = now;
                if (now.State.IsTerminal()) yield break;
            }
        }
    }

    /// <summary>Waits for the end.</summary>
    /// <param name="progress">Told of every change.</param>
    /// <param name="cancellation">Stops waiting; the analysis goes on.</param>
    /// <returns>The analysis, which succeeded.</returns>
    /// <exception cref="GpuCqaException">What a local run would have ended with.</exception>
    public async Task<Analysis> WaitAsync(IProgress<Analysis>? progress = null, CancellationToken cancellation = default)
    {
        Analysis? last = null;
        await foreach (Analysis now in WatchAsync(cancellation).ConfigureAwait(false))
        {
            last = now;
            progress?.Report(now);
        }

        Analysis end = last!;
        end.ThrowUnlessSucceeded();
        return end;
    }

    /// <summary>Asks for its end; one that is terminal stays as it is.</summary>
    public Task<Analysis> CancelAsync(CancellationToken cancellation = default) => caller.OnceAsync(o => stub.CancelAnalysisAsync(new CancelAnalysisRequest { Name = Name }, o), cancellation);

    /// <summary>Deletes it with its results.</summary>
    /// <exception cref="PreconditionException">It has not ended.</exception>
    public Task DeleteAsync(CancellationToken cancellation = default) => caller.OnceAsync(o => stub.DeleteAnalysisAsync(new DeleteAnalysisRequest { Name = Name }, o), cancellation);

    // Null when the line broke, or the service ended it before the analysis ended; the next one begins after a while.
    private static async Task<Analysis?> NextAsync(IAsyncStreamReader<WatchAnalysisResponse> stream, Backoff backoff, CancellationToken cancellation)
    {
        Failure failure = new(new RefusedException(ErrorReason.Unavailable, "The service ended the watch before the analysis ended."), ErrorReason.Unavailable, Transient: true, null);
        try
        {
            if (await stream.MoveNext(cancellation).ConfigureAwait(false)) return stream.Current.Analysis;
        }
        catch (RpcException error)
        {
            cancellation.ThrowIfCancellationRequested();
            failure = Failure.Of(error);
        }

        await backoff.WaitAsync(failure, cancellation).ConfigureAwait(false);
        return null;
    }
}
