using System.Buffers;

namespace GpuCqa.Service.Results;

/// <summary>Makes a written file durable and records its blocks.</summary>
internal static class ResultFileSeal
{
    public const int BlockBytes = 1 << 20;

    public static StoredContent Run(string file, string listPath, CancellationToken cancellation)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BlockBytes);
        try
        {
            using var data = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.SequentialScan);
            using var list = new BlockListWriter(listPath);
            for (int read; (read = data.ReadAtLeast(buffer.AsSpan(0, BlockBytes), BlockBytes, throwOnEndOfStream: false)) > 0;)
            {
                cancellation.ThrowIfCancellationRequested();
                list.Add(read, buffer.AsSpan(0, read));
            }

            data.Flush(flushToDisk: true);
            return list.Complete();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
