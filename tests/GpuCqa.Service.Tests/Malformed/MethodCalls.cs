using System.Buffers.Binary;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using GpuCqa.Service.Doors.Access;
using GpuCqa.Service.Hosting;

namespace GpuCqa.Service.Tests.Malformed;

/// <summary>Draws malformed requests of every method that the host has, by its descriptors: methods to come are among them.</summary>
public sealed class MethodCalls(int seed)
{
    private static readonly string[] Tricks =
    [
        "", "/", "projects", "projects/", "projects//x", "projects/p/", "projects/P", "projects/p/../q", "projects/p/datasets/../../q", "projects/p\0", "projects/%70", "projects/p/datasets/x/..", "../../etc/passwd", "/etc/passwd",
        "projects/p/analyses/x/results/../y", "projects/p;DROP TABLE uploads", "projects/-p", "projects/\u00e9", "projects/p/datasets/x\n", new string('a', 100_000), "projects/" + new string('p', 64),
    ];

    private static readonly Dictionary<string, string?> Plain = [];
    private readonly Random random = new(seed);

    /// <summary>All methods of the host.</summary>
    public static IReadOnlyList<MethodDescriptor> Methods { get; } = ServiceHost.Services.SelectMany(s => s.Methods).ToArray();

    public static string Path(MethodDescriptor method) => $"/{method.Service.FullName}/{method.Name}";

    /// <summary>A message that is broken somewhere in its depth.</summary>
    public MalformedCall Broken(MethodDescriptor method)
    {
        (string what, byte[] bytes) = Broken(method.InputType, random.Next(4));
        return new($"{what} in {method.FullName}", Path(method), Frame(bytes), Plain);
    }

    /// <summary>A message that names no project or thing, where it must; null where it need not.</summary>
    public MalformedCall? Tricky(MethodDescriptor method)
    {
        if (MethodTable.Find(Path(method)) is not { Need: Need.Project } rule) return null;
        string trick = Tricks[random.Next(Tricks.Length)];
        return new($"'{(trick.Length < 60 ? trick : trick[..60])}' in {method.FullName}", Path(method), Frame(With(method.InputType, rule.Field, trick)), Plain);
    }

    /// <summary>A message with one text set.</summary>
    public static byte[] With(MessageDescriptor type, string field, string value)
    {
        IMessage message = type.Parser.ParseFrom(ByteString.Empty);
        type.FindFieldByName(field).Accessor.SetValue(message, value);
        return message.ToByteArray();
    }

    public static byte[] Frame(byte[] message)
    {
        byte[] frame = new byte[5 + message.Length];
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(1), (uint)message.Length);
        message.CopyTo(frame, 5);
        return frame;
    }

    private (string What, byte[] Bytes) Broken(MessageDescriptor type, int depth)
    {
        FieldDescriptor[] parts = type.Fields.InDeclarationOrder().Where(f => f.FieldType == FieldType.Message && !f.IsMap).ToArray();
        if (depth > 0 && parts.Length > 0)
        {
            FieldDescriptor part = parts[random.Next(parts.Length)];
            (string what, byte[] inner) = Broken(part.MessageType, depth - 1);
            return ($"{what} in {part.Name}", Bytes(o =>
            {
                o.WriteTag(part.FieldNumber, WireFormat.WireType.LengthDelimited);
                o.WriteBytes(ByteString.CopyFrom(inner));
            }));
        }

        IList<FieldDescriptor> fields = type.Fields.InFieldNumberOrder();
        uint number = (uint)(fields.Count > 0 && random.Next(4) > 0 ? fields[random.Next(fields.Count)].FieldNumber : random.Next(1, 1 << 20));
        return random.Next(8) switch
        {
            0 => ("wire type 6", Bytes(o => o.WriteUInt32(number << 3 | 6))),
            1 => ("wire type 7", Bytes(o => o.WriteUInt32(number << 3 | 7))),
            2 => ("length past the end", Bytes(o =>
            {
                o.WriteUInt32(number << 3 | 2);
                o.WriteUInt32((uint)random.NextInt64(1, 1L << 32));
            })),
            3 => ("endless varint", [.. Bytes(o => o.WriteUInt32(number << 3)), .. Enumerable.Repeat((byte)0xFF, 11)]),
            4 => ("end of a group that did not begin", Bytes(o => o.WriteUInt32(number << 3 | 4))),
            5 => ("group without end", Bytes(o => o.WriteUInt32(number << 3 | 3))),
            6 => ("cut number", [.. Bytes(o => o.WriteUInt32(number << 3 | (random.Next(2) == 0 ? 1u : 5u))), .. new byte[random.Next(0, 4)]]),
            _ => ("field number zero", [(byte)random.Next(0, 8), 1]),
        };
    }

    private static byte[] Bytes(Action<CodedOutputStream> write)
    {
        using var memory = new MemoryStream();
        using (var output = new CodedOutputStream(memory, leaveOpen: true)) write(output);
        return memory.ToArray();
    }
}
