using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace GpuCqa.Core.Audit;

/// <summary>A line of the log: {"entry":...,"hash":"..."}, canonical JSON as a whole. The lines are a chain: each hash covers its entry and the hash before, so all entries before.</summary>
/// <param name="Entry">Bytes of the entry.</param>
/// <param name="Hash">Its hash, hex.</param>
public readonly record struct AuditLine(ReadOnlyMemory<byte> Entry, string Hash)
{
    /// <summary>The hash before the first entry.</summary>
    public static readonly string Zero = new('0', 64);

    private const int HashLength = 64;

    private static ReadOnlySpan<byte> Head => "{\"entry\":"u8;

    private static ReadOnlySpan<byte> Middle => ",\"hash\":\""u8;

    private static ReadOnlySpan<byte> Tail => "\"}"u8;

    /// <summary>Bytes of a line, without its end.</summary>
    public static byte[] Bytes(ReadOnlySpan<byte> entry, string hash) => [.. Head, .. entry, .. Middle, .. Encoding.ASCII.GetBytes(hash), .. Tail];

    /// <summary>Takes a line apart; null if it has not the form of one.</summary>
    public static AuditLine? Read(ReadOnlyMemory<byte> line)
    {
        int entry = line.Length - Head.Length - Middle.Length - HashLength - Tail.Length;
        if (entry < 2) return null;
        ReadOnlySpan<byte> bytes = line.Span;
        if (!bytes.StartsWith(Head) || !bytes.EndsWith(Tail) || !bytes[(Head.Length + entry)..].StartsWith(Middle)) return null;
        return new AuditLine(line.Slice(Head.Length, entry), Encoding.Latin1.GetString(bytes.Slice(Head.Length + entry + Middle.Length, HashLength)));
    }

    /// <summary>SHA-256 of the hash before (as hex), a line end and the entry's canonical JSON; lower-case hex.</summary>
    public static string Next(string before, ReadOnlySpan<byte> entry)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.ASCII.GetBytes(before + "\n"));
        hash.AppendData(entry);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Whether the hash is the one that follows another.</summary>
    public bool Follows(string before) => Next(before, Entry.Span) == Hash;

    /// <summary>The entry, or null if it is no JSON object.</summary>
    public JsonElement? Parse()
    {
        try
        {
            var reader = new Utf8JsonReader(Entry.Span);
            JsonElement entry = JsonElement.ParseValue(ref reader);
            return reader.BytesConsumed == Entry.Length && entry.ValueKind == JsonValueKind.Object ? entry : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
