using System.Buffers;
using System.IO.Pipelines;

namespace GpuCqa.Service.Operations.Calls;

/// <summary>A reader that tells how many bytes were consumed.</summary>
internal sealed class CountingReader(PipeReader inner, Action<long> count) : PipeReader
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
