using System.Buffers;
using Google.Protobuf;
using GpuCqa.Api.V1;
using Grpc.Core;

namespace GpuCqa.Service.Uploads;

/// <summary>
/// Reads messages of WriteDatasetUpload into lent memory: one copy, and no large array per chunk for the collector. Otherwise as the generated parser reads them.
/// </summary>
public static class ChunkMarshaller
{
    private const uint UploadId = 1 << 3 | 2, FilePath = 2 << 3 | 2, WriteOffset = 3 << 3, Data = 4 << 3 | 2, Content = 1 << 3 | 2, Crc32C = 2 << 3 | 5;

    /// <summary>For the server's side; responses are written as ever.</summary>
    public static Marshaller<WriteDatasetUploadRequest> Create() =>
        Marshallers.Create((message, context) => context.Complete(message.ToByteArray()), context => Read(context.PayloadAsReadOnlySequence()));

    /// <summary>Reads one message; its content, unless empty, lies in memory of the shared pool until <see cref="UploadChunk.Dispose"/>.</summary>
    /// <exception cref="InvalidProtocolBufferException">The bytes are not such a message.</exception>
    /// <exception cref="InvalidDataException">A part is longer than what holds it.</exception>
    public static WriteDatasetUploadRequest Read(ReadOnlySequence<byte> payload)
    {
        int length = checked((int)payload.Length);
        byte[] lent = ArrayPool<byte>.Shared.Rent(length);
        var message = new WriteDatasetUploadRequest();
        try
        {
            payload.CopyTo(lent);
            Read(message, lent, length);
            return message;
        }
        finally
        {
            if (message.Data is not { Content.IsEmpty: false }) ArrayPool<byte>.Shared.Return(lent);
        }
    }

    // Fields of later versions are skipped.
    private static void Read(WriteDatasetUploadRequest message, byte[] bytes, int end)
    {
        for (int at = 0; at < end;)
        {
            using var input = new CodedInputStream(bytes, at, end - at);
            uint tag = input.ReadTag();
            switch (tag)
            {
                case UploadId: message.UploadId = input.ReadString(); break;
                case FilePath: message.Path = input.ReadString(); break;
                case WriteOffset: message.WriteOffset = input.ReadInt64(); break;
                case Data:
                    (int from, int to) = Span(input, end);
                    message.Data ??= new ChecksummedData();
                    Read(message.Data, bytes, from, to);
                    at = to;
                    continue;
                default: Skip(input, tag); break;
            }

            at = (int)input.Position;
        }
    }

    private static void Read(ChecksummedData data, byte[] bytes, int start, int end)
    {
        for (int at = start; at < end;)
        {
            using var input = new CodedInputStream(bytes, at, end - at);
            uint tag = input.ReadTag();
            switch (tag)
            {
                case Content:
                    (int from, int to) = Span(input, end);
                    data.Content = from == to ? ByteString.Empty : UnsafeByteOperations.UnsafeWrap(bytes.AsMemory(from..to));
                    at = to;
                    continue;
                case Crc32C: data.Crc32C = input.ReadFixed32(); break;
                default: Skip(input, tag); break;
            }

            at = (int)input.Position;
        }
    }

    private static void Skip(CodedInputStream input, uint tag)
    {
        // Which the reader passes over, and the generated parser does not.
        if ((tag & 7) > 5) throw new InvalidDataException("A wire type that there is not.");
        input.SkipLastField();
    }

    private static (int From, int To) Span(CodedInputStream input, int end)
    {
        int length = input.ReadLength(), from = (int)input.Position;
        return length >= 0 && length <= end - from ? (from, from + length) : throw new InvalidDataException("A length passes the end of its message.");
    }
}
