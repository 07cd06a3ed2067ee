using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Google.Protobuf;
using GpuCqa.Api.V1;

namespace GpuCqa.Service.Tests.Malformed;

/// <summary>Draws malformed requests: the same seed, the same requests.</summary>
public sealed class MalformedCalls(int seed)
{
    private const string Associate = "/gpucqa.v1.AssociationService/AssociateFractions", Get = "/gpucqa.v1.DatasetService/GetDataset", List = "/gpucqa.v1.DatasetService/ListDatasets",
        Start = "/gpucqa.v1.DatasetService/StartDatasetUpload", Write = "/gpucqa.v1.DatasetService/WriteDatasetUpload", Import = "/gpucqa.v1.DatasetService/ImportDataset";

    private static readonly Dictionary<string, string?> Plain = [];
    private static readonly string[] Tricks = ["../../etc/passwd", "projects/p/datasets/../../q", "projects/p\0/datasets/x", "projects/p/datasets/%2e%2e", "projects//datasets/x", "projects/P/datasets/X", "projects/p/datasets/x;DROP TABLE datasets", "projects/p/datasets/' OR 1=1 --", new string('a', 4000)];
    private readonly Random random = new(seed);

    /// <summary>Kinds of malformed requests, each with what draws one.</summary>
    public IReadOnlyList<Func<MalformedCall>> Kinds =>
    [
        () => new("truncated prefix", Path(), Message()[..random.Next(1, 5)], Plain),
        () => new("truncated message", Path(), Cut(Message()), Plain),
        () => new("length too large", Path(), Length(Message(), (uint)random.NextInt64(5 << 20, 1L << 32)), Plain),
        () => new("trailing bytes", List, [.. Message(), .. Bytes(random.Next(1, 4))], Plain),
        () => new("compressed without a name", Path(), Flag(Message(), 1), Plain),
        () => new("compressed flag of no meaning", Path(), Flag(Message(), (byte)random.Next(2, 256)), Plain),
        () => new("damaged gzip", Path(), Flag(Frame(Bytes(random.Next(1, 400))), 1), new Dictionary<string, string?> { ["grpc-encoding"] = "gzip" }),
        () => new("gzip bomb", Path(), Flag(Frame(Bomb()), 1), new Dictionary<string, string?> { ["grpc-encoding"] = "gzip" }),
        () => new("unknown compression", Path(), Flag(Message(), 1), new Dictionary<string, string?> { ["grpc-encoding"] = "lzma" }),
        () => new("oversized message", Path(), Frame(new byte[5 << 20]), Plain),
        () => new("no message", List, [], Plain),
        () => new("two messages", List, [.. Message(), .. Message()], Plain),
        () => new("wrong wire type", Associate, Frame([(byte)(1 << 3 | random.Next(3, 6)), .. Bytes(random.Next(0, 12))]), Plain),
        () => new("field number zero", Path(), Frame([0x02, 0x01, 0x41]), Plain),
        () => new("length past the end", List, Frame([0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0x07, 0x41]), Plain),
        () => new("text that is not UTF-8", List, Frame([0x0A, 0x04, 0xC3, 0x28, 0xFF, 0xFE]), Plain),
        () => new("endless varint", List, Frame([0x10, .. Enumerable.Repeat((byte)0xFF, 11)]), Plain),
        () => new("name trick", Get, Frame(new GetDatasetRequest { Name = Tricks[random.Next(Tricks.Length)] }.ToByteArray()), Plain),
        () => new("parent trick", List, Frame(new ListDatasetsRequest { Parent = Tricks[random.Next(Tricks.Length)] }.ToByteArray()), Plain),
        () => new("file trick", Start, Frame(new StartDatasetUploadRequest { Parent = "projects/p", DatasetId = "x", Files = { new FileContent { Path = Tricks[random.Next(Tricks.Length - 1)], SizeBytes = 1, Sha256 = new string('0', 64) } } }.ToByteArray()), Plain),
        () => new("import trick", Import, Frame(new ImportDatasetRequest { Parent = "projects/p", DatasetId = "x", Path = "/etc/" + Tricks[random.Next(Tricks.Length)] }.ToByteArray()), Plain),
        () => new("chunk of no upload", Write, Frame(new WriteDatasetUploadRequest { UploadId = Convert.ToHexStringLower(Bytes(16)), Path = "a" }.ToByteArray()), Plain),
        () => new("page token", List, Frame(new ListDatasetsRequest { Parent = "projects/p", PageToken = Convert.ToBase64String(Bytes(random.Next(1, 60))) }.ToByteArray()), Plain),
        () => new("negative page", List, Frame(new ListDatasetsRequest { Parent = "projects/p", PageSize = -random.Next(1, int.MaxValue) }.ToByteArray()), Plain),
        () => new("unknown method", "/gpucqa.v1.DatasetService/" + Word(), Message(), Plain),
        () => new("unknown service", "/" + Word() + "/" + Word(), Message(), Plain),
        () => new("not gRPC", List, Message(), new Dictionary<string, string?> { ["content-type"] = "application/json" }),
        () => new("GET", List, [], Plain, "GET"),
        () => new("bad timeout", List, Message(), new Dictionary<string, string?> { ["grpc-timeout"] = Word() }),
        () => new("bad binary header", List, Message(), new Dictionary<string, string?> { ["x-trace-bin"] = "%%%" }),
        () => new("token", Get, Frame(new GetDatasetRequest { Name = "x" }.ToByteArray()), new Dictionary<string, string?> { ["authorization"] = "Bearer " + Word() + "." + Word() + "." }),
    ];

    private string Path() => new[] { Associate, Get, List, Start, Write }[random.Next(5)];

    private byte[] Message() => Frame(new ListDatasetsRequest { Parent = "projects/p", PageSize = random.Next(1, 9) }.ToByteArray());

    private byte[] Bytes(int count)
    {
        byte[] bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    private string Word() => string.Concat(Enumerable.Range(0, random.Next(3, 20)).Select(_ => (char)random.Next('a', 'z' + 1)));

    private byte[] Cut(byte[] frame) => frame[..random.Next(5, frame.Length)];

    private static byte[] Frame(byte[] message)
    {
        byte[] frame = new byte[5 + message.Length];
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(1), (uint)message.Length);
        message.CopyTo(frame, 5);
        return frame;
    }

    private static byte[] Length(byte[] frame, uint length)
    {
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(1), length);
        return frame;
    }

    private static byte[] Flag(byte[] frame, byte flag)
    {
        frame[0] = flag;
        return frame;
    }

    private static byte[] Bomb()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            byte[] zeros = Encoding.ASCII.GetBytes(new string('0', 1 << 20));
            for (int i = 0; i < 16; i++) gzip.Write(zeros);
        }

        return packed.ToArray();
    }
}
