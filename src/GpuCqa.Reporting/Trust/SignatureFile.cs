using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using GpuCqa.Core.Audit;
using GpuCqa.Core.Errors;
using GpuCqa.Reporting.Reading;
using GpuCqa.Statistics;

namespace GpuCqa.Reporting.Trust;

/// <summary>The signatures of a result folder or of a file: one record a line, {"entry":...,"hash":...} in canonical JSON, chained as the audit log and registries are.</summary>
/// <remarks>
/// The key of a person signs the entry (canonical JSON without its "signature"), which holds the hash of what is signed and of the record before. What is signed of a result is its seal, of a file its SHA-256.
/// Records are appended and never rewritten. The signatures of a folder lie in it, those of a file beside it.
/// </remarks>
public static class SignatureFile
{
    /// <summary>File name in a result folder.</summary>
    public const string FileName = "signatures.jsonl";

    private const string Signature = "signature";

    /// <summary>What a signature of a folder or file signs.</summary>
    /// <exception cref="NotFoundException">There is no such folder or file.</exception>
    /// <exception cref="BadDataException">provenance.json was changed.</exception>
    public static string Signed(string target) => Directory.Exists(target) ? FolderSeal.Get(target)
        : File.Exists(target) ? FileHash.Of(target, CancellationToken.None) : throw new NotFoundException($"{target}: there is no such folder or file.");

    /// <summary>Where the signatures of a folder or file are.</summary>
    public static string PathOf(string target) => Directory.Exists(target) ? Path.Combine(target, FileName) : $"{target}.{FileName}";

    /// <summary>The signatures of a folder or file; none where nobody has signed.</summary>
    /// <param name="target">The folder or file.</param>
    /// <param name="persons">Who is trusted, or null to say of the keys nothing.</param>
    /// <exception cref="BadDataException">A record was changed or taken out, or what was signed is no longer what it was.</exception>
    public static IReadOnlyList<SignatureRecord> Read(string target, TrustedPersons? persons)
    {
        string path = PathOf(target);
        if (!File.Exists(path)) return [];
        var records = new List<SignatureRecord>();
        string previous = AuditLine.Zero;
        ReadOnlyMemory<byte> bytes = File.ReadAllBytes(path);
        for (int start = 0, number = 1; start < bytes.Length; number++)
        {
            string place = $"line {number}";
            int end = bytes.Span[start..].IndexOf((byte)'\n');
            if (end < 0) throw new BadDataException(path, place, "is cut off");
            AuditLine line = AuditLine.Read(bytes.Slice(start, end)) ?? throw new BadDataException(path, place, "is no record of a signature");
            if (!line.Follows(previous)) throw new BadDataException(path, place, "the record does not follow from the one before: a signature was changed, taken out or put in");
            records.Add(Read(path, place, line, previous, persons));
            if (records.Count > 1 && string.CompareOrdinal(records[^1].Time, records[^2].Time) < 0) throw new BadDataException(path, place, $"was signed at {records[^1].Time}, before the record above it: a clock was set back");
            previous = line.Hash;
            start += end + 1;
        }

        if (records.Count > 0) Require(target, path, records);
        return records;
    }

    /// <summary>Appends a signature.</summary>
    /// <param name="target">The folder or file.</param>
    /// <param name="record">The signature; its time, what is signed, key and hash are filled in.</param>
    /// <param name="key">The person's key.</param>
    /// <param name="now">When.</param>
    /// <param name="persons">Who is trusted.</param>
    /// <returns>The record as it was written.</returns>
    /// <exception cref="PreconditionException">The list of persons does not let this key sign so, the clock stands before the last signature, or the file cannot be written.</exception>
    public static SignatureRecord Append(string target, SignatureRecord record, SigningKey key, DateTimeOffset now, TrustedPersons persons)
    {
        IReadOnlyList<SignatureRecord> before = Read(target, persons);
        string time = now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        if (before.Count > 0 && string.CompareOrdinal(time, before[^1].Time) < 0) throw new PreconditionException($"The clock says {time}, before the last signature ({before[^1].Time}): set it right first.");
        record = record with { Time = time, Signed = Signed(target), Key = key.Id };
        if (persons.Judge(record) is var state and not SignatureState.Verified) throw new PreconditionException($"{persons.Path}: {record.Person} cannot sign this as {record.Role}: {SignatureWords.English(state)}.");
        string previous = before.Count == 0 ? AuditLine.Zero : before[^1].Hash;
        JsonObject entry = Node(record, key, previous);
        entry[Signature] = Convert.ToBase64String(key.Sign(CanonicalJson.Bytes(entry)));
        byte[] text = CanonicalJson.Bytes(entry);
        string hash = AuditLine.Next(previous, text);
        try
        {
            using var file = new FileStream(PathOf(target), FileMode.Append, FileAccess.Write, FileShare.None);
            file.Write([.. AuditLine.Bytes(text, hash), (byte)'\n']);
            file.Flush(flushToDisk: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new PreconditionException($"{target}: the signature cannot be written: {error.Message}", error);
        }

        return record with { Hash = hash, State = SignatureState.Verified };
    }

    private static void Require(string target, string path, List<SignatureRecord> records)
    {
        string signed = Signed(target);
        int other = records.FindIndex(r => r.Signed != signed);
        if (other >= 0) throw new BadDataException(path, $"line {other + 1}", $"{records[other].Person} signed {records[other].Signed[..12]}, and {(Directory.Exists(target) ? "the folder" : "the file")} is now {signed[..12]}: it was changed after it was signed");
        if (Directory.Exists(target) && FolderSeal.Differences(target, CancellationToken.None) is { Count: > 0 } different) throw new BadDataException(Path.Combine(target, different[0].Name), null, $"{different[0].Text}: it was changed after {records[0].Person} signed");
    }

    private static SignatureRecord Read(string path, string place, AuditLine line, string previous, TrustedPersons? persons)
    {
        try
        {
            JsonObject json = JsonNode.Parse(line.Entry.Span)!.AsObject();
            byte[] publicKey = Convert.FromBase64String(json.String("public_key")), signature = Convert.FromBase64String(json.String(Signature));
            SignatureRecord record = Of(json, line.Hash);
            json.Remove(Signature);
            bool signs = json.String("previous") == previous && SigningKey.IdOf(publicKey) == record.Key && SigningKey.Verifies(publicKey, CanonicalJson.Bytes(json), signature);
            return record with { State = !signs ? SignatureState.Forged : persons?.Judge(record) ?? SignatureState.Unchecked };
        }
        catch (Exception error) when (error is JsonException or FormatException or KeyNotFoundException or InvalidOperationException)
        {
            throw new BadDataException(path, place, $"is no record of a signature by a key: {error.Message}", error);
        }
    }

    private static JsonObject Node(SignatureRecord r, SigningKey key, string previous) => new()
    {
        ["person"] = r.Person, ["role"] = r.Role, ["meaning"] = r.Meaning, ["answer"] = r.Answer is { } answer ? DecisionFlow.NameOf(answer) : null, ["justification"] = r.Justification,
        ["time"] = r.Time, ["signed"] = r.Signed, ["before"] = Name(r.Before), ["after"] = Name(r.After), ["flow"] = r.Flow,
        ["key"] = key.Id, ["public_key"] = Convert.ToBase64String(key.PublicKey), ["previous"] = previous,
    };

    private static string? Name(FlowState? state) => state is { } s ? DecisionFlow.NameOf(s) : null;

    private static SignatureRecord Of(JsonObject json, string hash)
    {
        FlowState? state(string field) => json.OptionalString(field) is { } name ? Enum.GetValues<FlowState>().First(s => DecisionFlow.NameOf(s) == name) : null;
        FlowAnswer? answer = json.OptionalString("answer") is { } text ? Enum.GetValues<FlowAnswer>().First(a => DecisionFlow.NameOf(a) == text) : null;
        string time = json.String("time");
        _ = DateTimeOffset.Parse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        return new SignatureRecord(json.String("person"), json.String("role"), json.String("meaning"), answer, json.String("justification"), time, json.String("signed"), state("before"), state("after"), json.OptionalString("flow"), json.String("key"), hash);
    }
}
