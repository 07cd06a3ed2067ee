using GpuCqa.Client.Connections;
using Grpc.Core;

namespace GpuCqa.Client.Calls;

/// <summary>Makes calls that may be repeated until they succeed, are refused, or the patience is over.</summary>
internal sealed class Caller(CallInvoker invoker, ClientOptions options)
{
    // Whether the service, rather than a line to it, ever said anything.
    private volatile bool answered;

    public CallInvoker Invoker => invoker;

    public ClientOptions Options => options;

    /// <summary>A call that answers once.</summary>
    /// <exception cref="Core.Errors.GpuCqaException">What the service refused it with, or that it could not be reached.</exception>
    /// <exception cref="OperationCanceledException">Cancelled here.</exception>
    public Task<T> OnceAsync<T>(Func<CallOptions, AsyncUnaryCall<T>> call, CancellationToken cancellation, TimeSpan? timeout = null) => RepeatAsync(
        async () =>
        {
            using AsyncUnaryCall<T> running = call(new CallOptions(deadline: DateTime.UtcNow + (timeout ?? options.CallTimeout), cancellationToken: cancellation));
            try
            {
                T answer = await running.ResponseAsync.ConfigureAwait(false);
                answered = true;
                return answer;
            }
            catch (RpcException error) when (Failure.IsTold(error))
            {
                answered = true;
                throw;
            }
        },
        new Backoff(options.Retry, Patience), cancellation);

    /// <summary>Work of one call or several, begun again after each transient failure.</summary>
    public static async Task<T> RepeatAsync<T>(Func<Task<T>> work, Backoff backoff, CancellationToken cancellation)
    {
        while (true)
        {
            Failure failure;
            try
            {
                return await work().ConfigureAwait(false);
            }
            catch (RpcException error)
            {
                cancellation.ThrowIfCancellationRequested();
                failure = Failure.Of(error);
            }

            await backoff.WaitAsync(failure, cancellation).ConfigureAwait(false);
        }
    }

    private TimeSpan Patience() => answered || options.Retry.FirstPatience > options.Retry.Patience ? options.Retry.Patience : options.Retry.FirstPatience;
}
