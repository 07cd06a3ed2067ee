using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using GpuCqa.Core.Errors;
using GpuCqa.Statistics;

namespace GpuCqa.Reporting.Reading;

/// <summary>The signatures of a result folder: one JSON record a line, each with the hash of the one before, on the bytes of every data file.</summary>
/// <remarks>What is signed: names and SHA-256 of all files but the signatures themselves and what is made from the others (report.html, figures). Records are appended and never rewritten.</remarks>
public static class SignatureFile
{
    /// <summary>File name in the result folder.</summary>
    public const string FileName = "signatures.jsonl";

    private static readonly string[] Made = [FileName, "report.html"];

    /// <summary>SHA-256 over the data files of a folder, lower-case hex.</summary>
    public static string Signed(string folder)
    {
        var text = new StringBuilder();
        foreach (string path in Directory.EnumerateFiles(folder).Where(p => !Made.Contains(Path.GetFileName(p))).OrderBy(p => Path.GetFileName(p), StringComparer.Ordinal))
        {
            using FileStream file = File.OpenRead(path);
            text.Append(Path.GetFileName(path)).Append(' ').Append(Convert.ToHexStringLower(SHA256.HashData(file))).Append('\n');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>The signatures of a folder; none where nobody has signed.</summary>
    /// <exception cref="BadDataException">A record was changed or taken out, or the files are no longer those that were signed.</exception>
    public static IReadOnlyList<SignatureRecord> Read(string folder)
    {
        string path = Path.Combine(folder, FileName);
        if (!File.Exists(path)) return [];
        var records = new List<SignatureRecord>();
        string previous = RecordChain.Start, signed = Signed(folder);
        int line = 0;
        foreach (string text in File.ReadLines(path))
        {
            line++;
            JsonObject json;
            try
            {
                json = JsonNode.Parse(text) as JsonObject ?? throw new FormatException("is not a JSON object");
            }
            catch (Exception error) when (error is System.Text.Json.JsonException or FormatException)
            {
                throw new BadDataException(path, $"line {line}", "is no record of a signature", error);
            }

            string hash = json.String("hash");
            json.Remove("hash");
            if (RecordChain.Next(previous, json) != hash) throw new BadDataException(path, $"line {line}", "the record does not follow from the one before: a signature was changed, taken out or put in");
            SignatureRecord record = Of(json, hash);
            if (records.Count > 0 && string.CompareOrdinal(record.Time, records[^1].Time) < 0) throw new BadDataException(path, $"line {line}", $"was signed at {record.Time}, before the record above it: a clock was set back");
            if (record.Signed != signed) throw new BadDataException(path, $"line {line}", $"{record.Person} signed other bytes than those of the folder ({record.Signed[..12]}, now {signed[..12]}): a file was changed after it was signed");
            records.Add(record);
            previous = hash;
        }

        return records;
    }

    /// <summary>Appends a signature.</summary>
    /// <param name="folder">The result folder.</param>
    /// <param name="record">The signature; its time, signed bytes and hash are filled in.</param>
    /// <param name="now">When.</param>
    /// <returns>The record as it was written.</returns>
    /// <exception cref="PreconditionException">The clock stands before the last signature, or the file cannot be written.</exception>
    public static SignatureRecord Append(string folder, SignatureRecord record, DateTimeOffset now)
    {
        IReadOnlyList<SignatureRecord> before = Read(folder);
        string time = now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        if (before.Count > 0 && string.CompareOrdinal(time, before[^1].Time) < 0) throw new PreconditionException($"The clock says {time}, before the last signature ({before[^1].Time}): set it right first.");
        JsonObject json = Json(record with { Time = time, Signed = Signed(folder) });
        string hash = RecordChain.Next(before.Count == 0 ? RecordChain.Start : before[^1].Hash, json);
        SignatureRecord written = Of(json, hash);
        json["hash"] = hash;
        try
        {
            File.AppendAllText(Path.Combine(folder, FileName), RecordChain.Canonical(json) + "\n", new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new PreconditionException($"{folder}: the signature cannot be written: {error.Message}", error);
        }

        return written;
    }

    private static JsonObject Json(SignatureRecord r) => new()
    {
        ["person"] = r.Person, ["role"] = r.Role, ["meaning"] = r.Meaning, ["answer"] = r.Answer is { } answer ? DecisionFlow.NameOf(answer) : null, ["justification"] = r.Justification,
        ["time"] = r.Time, ["signed"] = r.Signed, ["before"] = DecisionFlow.NameOf(r.Before), ["after"] = DecisionFlow.NameOf(r.After), ["flow"] = r.Flow,
    };

    private static SignatureRecord Of(JsonObject json, string hash)
    {
        FlowState state(string name) => Enum.GetValues<FlowState>().First(s => DecisionFlow.NameOf(s) == json.String(name));
        FlowAnswer? answer = json.OptionalString("answer") is { } text ? Enum.GetValues<FlowAnswer>().First(a => DecisionFlow.NameOf(a) == text) : null;
        return new SignatureRecord(json.String("person"), json.String("role"), json.String("meaning"), answer, json.String("justification"), json.String("time"), json.String("signed"), state("before"), state("after"), json.String("flow"), hash);
    }
}
