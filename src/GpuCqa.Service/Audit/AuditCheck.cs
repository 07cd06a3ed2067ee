using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using GpuCqa.Core.Errors;

namespace GpuCqa.Service.Audit;

/// <summary>Checks a log from its first entry to its last.</summary>
public sealed class AuditCheck
{
    private readonly (long Sequence, string Hash)? head;
    private readonly Action<JsonElement>? each;
    private readonly List<string> torn = [];
    private string hash = AuditLine.Zero, time = "";
    private long sequence;

    private AuditCheck((long Sequence, string Hash)? head, Action<JsonElement>? each) => (this.head, this.each) = (head, each);

    /// <summary>Checks the files of a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="head">An entry that must be in it, or null.</param>
    /// <param name="each">Gets every good entry, in order; those before a break too.</param>
    /// <exception cref="NotFoundException">There is no log.</exception>
    /// <exception cref="BadDataException">Names file and line of the first break.</exception>
    public static Finding Run(string folder, (long Sequence, string Hash)? head, Action<JsonElement>? each = null)
    {
        IReadOnlyList<(int Number, string Path)> files = AuditFiles.List(folder);
        if (files.Count == 0) throw new NotFoundException($"{folder}: there is no audit log.");
        var check = new AuditCheck(head, each);
        for (int i = 0; i < files.Count; i++)
        {
            if (files[i].Number != i + 1) throw new BadDataException(AuditFiles.Name(i + 1), null, "the file is missing.");
            check.File(files[i].Path);
        }

        if (head is { } last && last.Sequence > check.sequence) throw new BadDataException(Path.GetFileName(files[^1].Path), "end", $"the log ends with entry {check.sequence}; there were {last.Sequence} and more.");
        return new Finding(check.sequence, check.hash, check.torn);
    }

    private void File(string path)
    {
        string name = Path.GetFileName(path);
        ReadOnlyMemory<byte> bytes = System.IO.File.ReadAllBytes(path);
        int number = 1;
        for (int start = 0; start < bytes.Length; number++)
        {
            int end = bytes.Span[start..].IndexOf((byte)'\n');
            if (end < 0) throw new BadDataException(name, $"line {number}", "it is cut off, and no later entry records that; the service does so at its next start.");
            string? fault = Take(bytes.Slice(start, end), first: start == 0 && sequence == 0);
            if (fault is null)
            {
                start += end + 1;
                continue;
            }

            int after = Repaired(bytes, start) ?? throw new BadDataException(name, $"line {number}", fault);
            torn.Add($"{name}, line {number}");
            number += bytes.Span[start..after].Count((byte)'\n') - 1;
            start = after;
        }
    }

    // Null if a line is the next entry, else what is wrong with it.
    private string? Take(ReadOnlyMemory<byte> bytes, bool first)
    {
        if (AuditLine.Read(bytes) is not { } line) return "it is no entry.";
        if (!line.Follows(hash)) return $"its hash is not the one that follows entry {sequence}: this entry, or one before it, was changed, added or removed.";
        if (line.Parse() is not { } entry || !CanonicalJson.Bytes(JsonNode.Parse(line.Entry.Span)).AsSpan().SequenceEqual(line.Entry.Span)) return "the entry is not canonical JSON.";
        if (!entry.TryGetProperty("seq", out JsonElement seq) || !seq.TryGetInt64(out long next) || next != sequence + 1) return $"its number is not {sequence + 1}.";
        if (Text(entry, "ts") is not { Length: 27 } ts || string.CompareOrdinal(ts, time) < 0) return "its time is before the entry before.";
        if ((first || Text(entry, "op") == AuditLog.OpenOp) && Text(entry, "previous") != hash) return "the file does not say what it follows.";
        if (Text(entry, "op") == AuditLog.RepairOp && Text(entry, "kind") != "torn") return "it records that entries before it were damaged.";
        (hash, time, sequence) = (line.Hash, ts, next);
        if (head is { } kept && kept.Sequence == sequence && kept.Hash != hash) return "it is another entry than the service wrote.";
        each?.Invoke(entry);
        return null;
    }

    // Where the repair begins that covers the bytes from a place on, or null.
    private int? Repaired(ReadOnlyMemory<byte> bytes, int start)
    {
        for (int at = start; at < bytes.Length;)
        {
            int end = bytes.Span[at..].IndexOf((byte)'\n');
            if (end < 0) return null;
            if (at > start && AuditLine.Read(bytes.Slice(at, end)) is { } line && line.Follows(hash) && line.Parse() is { } entry && Text(entry, "op") == AuditLog.RepairOp && Text(entry, "kind") == "torn"
                && int.TryParse(Text(entry, "bytes"), NumberStyles.None, CultureInfo.InvariantCulture, out int length) && start + length + 1 == at && !AuditTail.HasLine(bytes.Slice(start, length))
                && Text(entry, "sha256") == Convert.ToHexStringLower(SHA256.HashData(bytes.Span.Slice(start, length))))
                return at;
            at += end + 1;
        }

        return null;
    }

    private static string? Text(JsonElement entry, string name) => entry.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>What a check of a log found.</summary>
    /// <param name="Entries">Good entries.</param>
    /// <param name="Hash">Hash of the last one.</param>
    /// <param name="Torn">Places where a crash cut an entry off, which the log itself records.</param>
    public sealed record Finding(long Entries, string Hash, IReadOnlyList<string> Torn);
}
