using System.Buffers;
using Google.Protobuf;
using GpuCqa.Api.V1;
using GpuCqa.Service.Uploads;
using Xunit;

namespace GpuCqa.Service.Tests.Uploads;

public class ChunkMarshallerTests
{
    [Fact]
    public void Message_AnyBytes_AreReadAsTheGeneratedParserReadsThem()
    {
        var random = new Random(5);
        int read = 0, refused = 0;
        for (int i = 0; i < 20_000; i++)
        {
            byte[] bytes = Message(random).ToByteArray();
            // Half of them damaged: a byte changed, cut off, twice, or a field of a later version behind.
            if (i % 2 == 1 && bytes.Length > 0) bytes = Damage(random, bytes);
            // The parser that keeps unknown fields decides, for it is the one of the other methods; the one that discards them says what is read.
            WriteDatasetUploadRequest? expected = Parsed(() => WriteDatasetUploadRequest.Parser.ParseFrom(bytes)) is null ? null : WriteDatasetUploadRequest.Parser.WithDiscardUnknownFields(true).ParseFrom(bytes);
            WriteDatasetUploadRequest? found = Parsed(() => ChunkMarshaller.Read(Parts(random, bytes)));
            Assert.Equal(expected, found);
            if (found is null) refused++;
            else read++;
            if (found?.Data is not null) new UploadChunk(found).Dispose();
        }

        Assert.True(read > 10_000 && refused > 1000, $"{read} read, {refused} refused");
    }

    [Fact]
    public void Chunk_Disposed_GivesItsMemoryBack()
    {
        byte[] message = new WriteDatasetUploadRequest { Path = "a", Data = new ChecksummedData { Content = ByteString.CopyFrom(new byte[700_000]) } }.ToByteArray();
        long before = 0;
        for (int i = 0; i < 100; i++)
        {
            if (i == 10) before = GC.GetAllocatedBytesForCurrentThread();
            using var chunk = new UploadChunk(ChunkMarshaller.Read(new ReadOnlySequence<byte>(message)));
            Assert.Equal(700_000, chunk.Bytes.Length);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 700_000);
    }

    private static WriteDatasetUploadRequest Message(Random random)
    {
        var message = new WriteDatasetUploadRequest { WriteOffset = random.Next(3) == 0 ? 0 : random.NextInt64() };
        if (random.Next(2) == 0) message.UploadId = new string('u', random.Next(40));
        if (random.Next(2) == 0) message.Path = "é" + random.Next();
        if (random.Next(5) > 0) message.Data = new ChecksummedData { Crc32C = (uint)random.Next(), Content = ByteString.CopyFrom(Bytes(random, random.Next(300))) };
        return message;
    }

    private static byte[] Damage(Random random, byte[] bytes)
    {
        switch (random.Next(5))
        {
            case 0: bytes[random.Next(bytes.Length)] ^= (byte)random.Next(1, 256); return bytes;
            case 1: return bytes[..random.Next(bytes.Length)];
            case 2: return [.. bytes, .. Message(random).ToByteArray()];
            case 3: return [.. bytes, (byte)(random.Next(1, 16) << 3 | random.Next(8)), .. Bytes(random, random.Next(9))];
            default: return [.. bytes, 9 << 3 | 2, 3, 1, 2, 3];
        }
    }

    private static byte[] Bytes(Random random, int count)
    {
        byte[] bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    private static WriteDatasetUploadRequest? Parsed(Func<WriteDatasetUploadRequest> parse)
    {
        try
        {
            return parse();
        }
        catch (Exception error) when (error is InvalidProtocolBufferException or InvalidDataException)
        {
            return null;
        }
    }

    // As they come from a connection: in pieces.
    private static ReadOnlySequence<byte> Parts(Random random, byte[] bytes)
    {
        if (bytes.Length < 2) return new(bytes);
        int cut = random.Next(1, bytes.Length);
        var first = new Part(bytes.AsMemory(0, cut), 0);
        Part second = first.Append(bytes.AsMemory(cut));
        return new(first, 0, second, bytes.Length - cut);
    }

    private sealed class Part : ReadOnlySequenceSegment<byte>
    {
        public Part(ReadOnlyMemory<byte> memory, long index) => (Memory, RunningIndex) = (memory, index);

        public Part Append(ReadOnlyMemory<byte> memory)
        {
            var next = new Part(memory, RunningIndex + Memory.Length);
            Next = next;
            return next;
        }
    }
}
