using System.Runtime.ExceptionServices;

namespace GpuCqa.Formats.Text;

/// <summary>Reads another stream on a thread of its own, a few buffers ahead of the reader.</summary>
/// <remarks>The bytes and the place of an error are those of the inner stream whatever the schedule.</remarks>
internal sealed class ReadAheadStream : InputStream
{
    private const int Buffers = 4;
    private const int BufferSize = 256 * 1024;

    private readonly InputStream inner;
    private readonly byte[][] buffers = new byte[Buffers][];
    private readonly int[] lengths = new int[Buffers];
    private readonly SemaphoreSlim filled = new(0);
    private readonly SemaphoreSlim free = new(Buffers);
    private readonly Thread thread;
    private volatile bool stopped;
    private ExceptionDispatchInfo? error;
    private int current = -1;
    private int position;
    private int length;
    private bool ended;

    public ReadAheadStream(InputStream inner)
    {
        this.inner = inner;
        thread = new Thread(Run) { IsBackground = true, Name = "read ahead" };
        thread.Start();
    }

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty) return 0;
        if (position == length && !Next()) return 0;
        int n = Math.Min(buffer.Length, length - position);
        buffers[current].AsSpan(position, n).CopyTo(buffer);
        position += n;
        return n;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !stopped)
        {
            stopped = true;
            free.Release();
            thread.Join();
            inner.Dispose();
            filled.Dispose();
            free.Dispose();
        }

        base.Dispose(disposing);
    }

    private bool Next()
    {
        if (ended) return false;
        if (current >= 0) free.Release();
        filled.Wait();
        current = (current + 1) % Buffers;
        position = 0;
        length = lengths[current];
        if (length > 0) return true;
        ended = true;
        error?.Throw();
        return false;
    }

    private void Run()
    {
        for (int slot = 0; ; slot = (slot + 1) % Buffers)
        {
            free.Wait();
            if (stopped) return;
            int got = 0;
            try
            {
                byte[] buffer = buffers[slot] ??= new byte[BufferSize];
                int n;
                while (got < BufferSize && (n = inner.Read(buffer.AsSpan(got))) > 0) got += n;
            }
            catch (Exception failure)
            {
                // What came before the damage is delivered first, so that a parser can name an earlier fault by its line.
                error = ExceptionDispatchInfo.Capture(failure);
            }

            lengths[slot] = got;
            filled.Release();
            if (got == 0) return;
            if (error is null) continue;
            free.Wait();
            lengths[(slot + 1) % Buffers] = 0;
            filled.Release();
            return;
        }
    }
}
