using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using GpuCqa.Core.Audit;
using GpuCqa.Core.Errors;
using GpuCqa.Reporting.Figures;
using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Reading;
using GpuCqa.Reporting.Records;

namespace GpuCqa.Reporting.Trust;

/// <summary>What provenance.json says of the folder that it lies in: SHA-256 of every file, the results that it was made from, and one hash over all of that, the seal.</summary>
/// <remarks>
/// The seal is SHA-256 of provenance.json in canonical JSON (sorted keys, no blanks, as Python's json.dumps writes it) without the fields "seal" and "pages". Pages (report.html, figures) are made anew from the other
/// files in another language or after a signature; their hashes stand beside the seal, not under it. The seals of results that were read are fields of this one, so that seals form a chain.
/// </remarks>
public static class FolderSeal
{
    private const string Files = "files", Pages = "pages", Results = "results", Seal = "seal";

    // Levels from an input up to the folder of the result that it is of: RESULT/reference/genes.csv.
    private const int Levels = 4;

    /// <summary>Completes provenance.json of a folder whose files are written.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="target">The name that it will have; links to other results are relative to it too.</param>
    /// <remarks>A folder that is sealed already (it came from a server) stays as it is.</remarks>
    public static void Write(string folder, string target)
    {
        if (Document(folder) is not { } json || json.ContainsKey(Seal)) return;
        var all = Hashes(folder, CancellationToken.None);
        json[Files] = List(all.Where(f => !IsPage(f.Name)));
        json[Pages] = List(all.Where(f => IsPage(f.Name)));
        json[Results] = Links(json, Path.GetFullPath(target));
        json[Seal] = Of(json);
        JsonText.WriteFile(Path.Combine(folder, ProvenanceJson.FileName), json);
    }

    /// <summary>Takes up the pages of a sealed folder after they were made anew; the seal stays.</summary>
    public static void WritePages(string folder)
    {
        if (Document(folder) is not { } json || !json.ContainsKey(Seal)) return;
        json[Pages] = List(Hashes(folder, CancellationToken.None, pages: true));
        JsonText.WriteFile(Path.Combine(folder, ProvenanceJson.FileName), json);
    }

    /// <summary>The seal of a folder.</summary>
    /// <exception cref="NotFoundException">There is no provenance.json.</exception>
    /// <exception cref="PreconditionException">The folder has no seal: it was written before folders had one.</exception>
    /// <exception cref="BadDataException">provenance.json was changed.</exception>
    public static string Get(string folder)
    {
        string path = Path.Combine(folder, ProvenanceJson.FileName);
        if (!File.Exists(path)) throw new NotFoundException($"{folder}: has no {ProvenanceJson.FileName}, so it is not a result folder.");
        JsonObject json = Document(folder) ?? throw new BadDataException(path, null, "is no JSON document: it was changed");
        if (json[Seal] is not JsonValue said || said.GetValueKind() != JsonValueKind.String) throw new PreconditionException($"{folder}: has no seal: it was written before result folders kept hashes of their files. Make it again.");
        if (said.GetValue<string>() != Of(json)) throw new BadDataException(path, Seal, "is not the hash of the document: it was changed after the result was written");
        return said.GetValue<string>();
    }

    /// <summary>Whether a folder has a seal, in order or not.</summary>
    public static bool IsSealed(string folder) => Document(folder)?.ContainsKey(Seal) == true;

    /// <summary>Compares every file with its hash.</summary>
    /// <param name="folder">A result folder.</param>
    /// <param name="cancellation">Seen within files.</param>
    /// <returns>What differs, by name; none when all is as it was written.</returns>
    /// <inheritdoc cref="Get" path="/exception"/>
    public static IReadOnlyList<FolderDifference> Differences(string folder, CancellationToken cancellation)
    {
        _ = Get(folder);
        var found = new List<FolderDifference>();
        JsonObject json = Document(folder)!;
        if (File.ReadAllText(Path.Combine(folder, ProvenanceJson.FileName)) != JsonText.Write(json)) found.Add(new(DifferenceKind.Changed, ProvenanceJson.FileName, "is not spelled as it was written"));
        Dictionary<string, SealedFile> expected = new(StringComparer.Ordinal);
        foreach (SealedFile file in Read(folder, json, Files).Concat(Read(folder, json, Pages))) expected[file.Name] = file;
        foreach (SealedFile file in Hashes(folder, cancellation))
        {
            if (!expected.Remove(file.Name, out SealedFile? was)) found.Add(new(DifferenceKind.Extra, file.Name, "does not belong to the result"));
            else if (was.Sha256 != file.Sha256) found.Add(new(DifferenceKind.Changed, file.Name, $"SHA-256 {file.Sha256}, was {was.Sha256}{(was.Bytes == file.Bytes ? "" : $"; {file.Bytes} bytes, was {was.Bytes}")}"));
        }

        found.AddRange(expected.Values.Select(f => new FolderDifference(DifferenceKind.Missing, f.Name, $"is not there; {f.Bytes} bytes, SHA-256 {f.Sha256}")));
        return [.. found.OrderBy(d => d.Name, StringComparer.Ordinal)];
    }

    /// <summary>The results that a result was made from.</summary>
    /// <inheritdoc cref="Get" path="/exception"/>
    public static IReadOnlyList<SealedLink> LinksOf(string folder)
    {
        _ = Get(folder);
        string path = Path.Combine(folder, ProvenanceJson.FileName);
        return Guarded(path, () => Document(folder)!.Array(Results).Select(r => r!.AsObject()).Select(r => new SealedLink(r.String("label"), r.String("path"), r.String("relative"), r.String("seal"))).ToArray());
    }

    /// <summary>Number of files under the seal.</summary>
    /// <inheritdoc cref="Get" path="/exception"/>
    public static int Count(string folder)
    {
        _ = Get(folder);
        return Document(folder)!.Array(Files).Count;
    }

    /// <summary>Whether a file is made from the others, and made anew in another language or after a signature.</summary>
    public static bool IsPage(string name) => name == ReportPage.FileName || name.StartsWith(FigureFiles.FolderName + "/", StringComparison.Ordinal);

    private static string Of(JsonObject json)
    {
        var under = new JsonObject(json.Where(p => p.Key is not (Seal or Pages)).Select(p => KeyValuePair.Create(p.Key, p.Value?.DeepClone())));
        return Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.Bytes(under)));
    }

    private static JsonObject? Document(string folder)
    {
        string path = Path.Combine(folder, ProvenanceJson.FileName);
        try
        {
            return File.Exists(path) ? JsonNode.Parse(File.ReadAllText(path)) as JsonObject : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static List<SealedFile> Hashes(string folder, CancellationToken cancellation, bool pages = false)
    {
        var files = new List<SealedFile>();
        foreach (string path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            string name = Path.GetRelativePath(folder, path).Replace('\\', '/');
            if (name is ProvenanceJson.FileName or SignatureFile.FileName || (pages && !IsPage(name))) continue;
            files.Add(new SealedFile(name, new FileInfo(path).Length, FileHash.Of(path, cancellation)));
        }

        return [.. files.OrderBy(f => f.Name, StringComparer.Ordinal)];
    }

    private static JsonArray List(IEnumerable<SealedFile> files) => JsonText.List(files, f => new JsonObject { ["name"] = f.Name, ["bytes"] = f.Bytes, ["sha256"] = f.Sha256 });

    private static SealedFile[] Read(string folder, JsonObject json, string field) =>
        Guarded(Path.Combine(folder, ProvenanceJson.FileName), () => json.Array(field).Select(f => f!.AsObject()).Select(f => new SealedFile(f.String("name"), f.Long("bytes"), f.String("sha256"))).ToArray());

    private static T Guarded<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is KeyNotFoundException or InvalidOperationException or FormatException or NullReferenceException)
        {
            throw new BadDataException(path, null, $"its list of files cannot be read: {error.Message}", error);
        }
    }

    private static JsonArray Links(JsonObject json, string target)
    {
        var links = new List<JsonNode?>();
        var seen = new HashSet<string>(StringComparer.Ordinal) { target };
        foreach (JsonObject input in (json["inputs"] as JsonArray ?? []).OfType<JsonObject>())
        {
            // Inputs of a server have names of resources, not paths.
            if (input.OptionalString("path") is not { } path || !Path.IsPathFullyQualified(path)) continue;
            string? at = Directory.Exists(path) ? path : Path.GetDirectoryName(path);
            for (int up = 0; up < Levels && at is not null; up++, at = Path.GetDirectoryName(at))
            {
                if (!File.Exists(Path.Combine(at, ProvenanceJson.FileName))) continue;
                if (seen.Add(at) && Document(at)?[Seal] is JsonValue seal)
                    links.Add(new JsonObject { ["label"] = input.OptionalString("label") ?? "", ["path"] = at, ["relative"] = Path.GetRelativePath(target, at).Replace('\\', '/'), ["seal"] = seal.GetValue<string>() });
                break;
            }
        }

        return new JsonArray([.. links]);
    }
}
