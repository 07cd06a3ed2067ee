using System.Buffers;
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

    // A reader that tells how many bytes were consumed.
    private sealed class CountingReader(PipeReader inner, Action<long> count) : PipeReader
    {
        private ReadOnlySequence<byte> last;

        public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
        {
            ReadResult result = await inner.ReadAsync(cancellationToken);
            last = result.Buffer;
            return result;
        }

        public override bool TryRead(out ReadResult result)
        {
            bool read = inner.TryRead(out result);
            if (read) last = result.Buffer;
            return read;
        }

        public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

        public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
        {
            // Before the buffer goes back: its segments may be used again.
            long bytes = last.Slice(0, consumed).Length;
            last = default;
            inner.AdvanceTo(consumed, examined);
            count(bytes);
        }

        public override void CancelPendingRead() => inner.CancelPendingRead();

        public override void Complete(Exception? exception = null) => inner.Complete(exception);

        public override ValueTask CompleteAsync(Exception? exception = null) => inner.CompleteAsync(exception);
    }

    // A writer that tells how many bytes were written.
    private sealed class CountingWriter(PipeWriter inner, Action<long> count) : PipeWriter
    {
        public override bool CanGetUnflushedBytes => inner.CanGetUnflushedBytes;

        public override long UnflushedBytes => inner.UnflushedBytes;

        public override void Advance(int bytes)
        {
            inner.Advance(bytes);
            count(bytes);
        }

        public override Memory<byte> GetMemory(int sizeHint = 0) => inner.GetMemory(sizeHint);

        public override Span<byte> GetSpan(int sizeHint = 0) => inner.GetSpan(sizeHint);

        public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default)
        {
            count(source.Length);
            return inner.WriteAsync(source, cancellationToken);
        }

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => inner.FlushAsync(cancellationToken);

        public override void CancelPendingFlush() => inner.CancelPendingFlush();

        public override void Complete(Exception? exception = null) => inner.Complete(exception);

        public override ValueTask CompleteAsync(Exception? exception = null) => inner.CompleteAsync(exception);
    }
}
