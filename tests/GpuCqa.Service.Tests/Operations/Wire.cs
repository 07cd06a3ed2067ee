using System.Text;
using Google.Protobuf;

namespace GpuCqa.Service.Tests.Operations;

/// <summary>A protobuf message without its schema: field numbers and raw values.</summary>
public sealed class Wire
{
    private readonly List<(int Field, object Value)> fields = [];

    public Wire(byte[] bytes)
    {
        var input = new CodedInputStream(bytes);
        for (uint tag; (tag = input.ReadTag()) != 0;)
        {
            fields.Add(((int)(tag >> 3), (tag & 7) switch
            {
                0 => input.ReadUInt64(),
                1 => input.ReadFixed64(),
                2 => input.ReadBytes().ToByteArray(),
                5 => input.ReadFixed32(),
                _ => throw new FormatException($"tag {tag}"),
            }));
        }
    }

    public IEnumerable<Wire> Messages(params int[] path) => path.Length == 1
        ? fields.Where(f => f.Field == path[0]).Select(f => new Wire((byte[])f.Value))
        : Messages(path[0]).SelectMany(m => m.Messages(path[1..]));

    public string Text(int field) => Encoding.UTF8.GetString(Bytes(field));

    public byte[] Bytes(int field) => fields.Where(f => f.Field == field).Select(f => (byte[])f.Value).FirstOrDefault([]);

    public string Hex(int field) => Convert.ToHexStringLower(Bytes(field));

    public ulong Number(int field) => fields.Where(f => f.Field == field).Select(f => (ulong)f.Value).FirstOrDefault();

    /// <summary>Attributes of OTLP: key = 1, value = 2 with string = 1 or int = 3.</summary>
    public Dictionary<string, string> Attributes(int field) => Messages(field).ToDictionary(a => a.Text(1), a => a.Messages(2).Select(v => v.Bytes(1).Length > 0 ? v.Text(1) : $"{(v.fields.Count > 0 ? v.fields[0].Value : "")}").Single(), StringComparer.Ordinal);
}
