using System.Text.Json;

namespace GpuCqa.Service.Audit;

/// <summary>Where a log ends, as its last file tells: what the next entry follows, and bytes behind it that are no entry.</summary>
/// <param name="Number">Number of the last file; 0 if there is none.</param>
/// <param name="Hash">Hash of the last good entry.</param>
/// <param name="Sequence">Its number.</param>
/// <param name="Time">Its time, as in the log.</param>
/// <param name="Rest">Bytes behind it.</param>
/// <param name="EndsLine">Whether the file ends with a line end, or is empty.</param>
/// <param name="IsTorn">Whether the rest is what a write leaves that was cut off: no whole line of it has the form of one.</param>
public sealed record AuditTail(int Number, string Hash, long Sequence, string Time, ReadOnlyMemory<byte> Rest, bool EndsLine, bool IsTorn)
{
    /// <summary>Of a log that has no entry.</summary>
    public static AuditTail Start { get; } = new(0, AuditLine.Zero, 0, "", default, true, false);

    /// <summary>Reads the end of the log in a folder.</summary>
    public static AuditTail Read(string folder) => Read(AuditFiles.List(folder));

    private static AuditTail Read(IReadOnlyList<(int Number, string Path)> files)
    {
        if (files.Count == 0) return Start;
        (int number, string path) = files[^1];
        ReadOnlyMemory<byte> bytes = File.ReadAllBytes(path);
        AuditTail? at = null;
        int good = 0;
        for (int start = 0, end; start < bytes.Length && (end = bytes.Span[start..].IndexOf((byte)'\n')) >= 0; start += end + 1)
        {
            AuditLine? line = AuditLine.Read(bytes.Slice(start, end));
            JsonElement? entry = line?.Parse();
            // The first entry of a file says what it follows; where that was torn, the file before does.
            at ??= entry is { } first && Text(first, "op") == AuditLog.OpenOp && Text(first, "previous") is { Length: 64 } previous
                ? Start with { Hash = previous } : Read(files.Take(files.Count - 1).ToArray());
            if (line is null || entry is null || !line.Value.Follows(at.Hash)) continue;
            at = at with { Hash = line.Value.Hash, Sequence = entry.Value.GetProperty("seq").GetInt64(), Time = Text(entry.Value, "ts") ?? "" };
            good = start + end + 1;
        }

        at ??= Read(files.Take(files.Count - 1).ToArray());
        ReadOnlyMemory<byte> rest = bytes[good..];
        bool ends = bytes.Length == 0 || bytes.Span[^1] == '\n';
        return at with { Number = number, Rest = rest, EndsLine = ends, IsTorn = !ends && !HasLine(rest) };
    }

    /// <summary>Whether bytes hold a whole line of the form of an entry.</summary>
    public static bool HasLine(ReadOnlyMemory<byte> bytes)
    {
        for (int start = 0, end; start < bytes.Length && (end = bytes.Span[start..].IndexOf((byte)'\n')) >= 0; start += end + 1)
        {
            if (AuditLine.Read(bytes.Slice(start, end)) is not null) return true;
        }

        return false;
    }

    private static string? Text(JsonElement entry, string name) => entry.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
