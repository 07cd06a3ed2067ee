using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;

namespace GpuCqa.Service.Operations.Calls;

/// <summary>Stands between gRPC and the connection and counts the bytes of both bodies as they pass.</summary>
internal sealed class CountedBody : IRequestBodyPipeFeature, IHttpResponseBodyFeature
{
    private readonly IHttpResponseBodyFeature response;

    private CountedBody(PipeReader reader, IHttpResponseBodyFeature response, Action<long> received, Action<long> sent)
    {
        this.response = response;
        Reader = new CountingReader(reader, received);
        Writer = new CountingWriter(response.Writer, sent);
    }

    public PipeReader Reader { get; }

    public PipeWriter Writer { get; }

    public Stream Stream => response.Stream;

    public static void Count(HttpContext http, Action<long> received, Action<long> sent)
    {
        var body = new CountedBody(http.Request.BodyReader, http.Features.GetRequiredFeature<IHttpResponseBodyFeature>(), received, sent);
        http.Features.Set<IRequestBodyPipeFeature>(body);
        http.Features.Set<IHttpResponseBodyFeature>(body);
    }

    public void DisableBuffering() => response.DisableBuffering();

    public Task StartAsync(CancellationToken cancellationToken = default) => response.StartAsync(cancellationToken);

    public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) => response.SendFileAsync(path, offset, count, cancellationToken);

    public Task CompleteAsync() => response.CompleteAsync();
}
