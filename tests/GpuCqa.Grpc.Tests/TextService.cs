using Grpc.Core;

namespace GpuCqa.Grpc.Tests;

[BindServiceMethod(typeof(TextService), nameof(Bind))]
public class TextService
{
    public static TaskCompletionSource<string> Cancelled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static void Bind(ServiceBinderBase binder, TextService? service)
    {
        binder.AddMethod(TextMethods.Unary, service is null ? null : new UnaryServerMethod<string, string>(service.Unary));
        binder.AddMethod(TextMethods.Client, service is null ? null : new ClientStreamingServerMethod<string, string>(service.Client));
        binder.AddMethod(TextMethods.Server, service is null ? null : new ServerStreamingServerMethod<string, string>(service.Server));
        binder.AddMethod(TextMethods.Duplex, service is null ? null : new DuplexStreamingServerMethod<string, string>(service.Duplex));
    }

    public virtual async Task<string> Unary(string request, ServerCallContext context)
    {
        switch (request)
        {
            case "fail":
                throw new RpcException(new Status(StatusCode.FailedPrecondition, "ä lot without readout"), new Metadata { { "detail-bin", new byte[] { 0, 255, 10 } } });
            case "wait":
                using (context.CancellationToken.Register(() => Cancelled.TrySetResult(context.Method))) await Task.Delay(Timeout.Infinite, context.CancellationToken);
                return "";
            case "peer":
                return context.Peer;
            default:
                await context.WriteResponseHeadersAsync(new Metadata { { "seen", context.RequestHeaders.GetValue("ask") ?? "" } });
                context.ResponseTrailers.Add("end", context.UserState.Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
                return "re: " + request;
        }
    }

    public virtual async Task<string> Client(IAsyncStreamReader<string> requests, ServerCallContext context)
    {
        long length = 0;
        while (await requests.MoveNext()) length += requests.Current.Length;
        return length.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    public virtual async Task Server(string request, IServerStreamWriter<string> responses, ServerCallContext context)
    {
        for (int i = 0; i < int.Parse(request, System.Globalization.CultureInfo.InvariantCulture); i++) await responses.WriteAsync(new string('x', i));
    }

    public virtual async Task Duplex(IAsyncStreamReader<string> requests, IServerStreamWriter<string> responses, ServerCallContext context)
    {
        await foreach (string request in requests.ReadAllAsync(context.CancellationToken)) await responses.WriteAsync("re: " + request, context.CancellationToken);
    }
}
