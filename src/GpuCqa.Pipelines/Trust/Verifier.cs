using System.Text.Json;
using System.Text.Json.Nodes;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Texts;
using GpuCqa.Formats.References;
using GpuCqa.Pipelines.Plans;
using GpuCqa.Pipelines.References;
using GpuCqa.Pipelines.Registry;
using GpuCqa.Reporting.Records;
using GpuCqa.Reporting.Trust;
using GpuCqa.Statistics;

namespace GpuCqa.Pipelines.Trust;

/// <summary>Whether what the program wrote is as it was written: result folders with what they were made from, references, locked plans, registries, and signatures of each.</summary>
public sealed class Verifier
{
    private readonly TrustedPersons? persons;
    private readonly bool links;
    private readonly CancellationToken cancellation;
    private readonly List<(string Place, FolderDifference Difference)> found = [];
    private readonly List<string> done = [], open = [];
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);

    private Verifier(TrustedPersons? persons, bool links, CancellationToken cancellation) => (this.persons, this.links, this.cancellation) = (persons, links, cancellation);

    /// <summary>Verifies a folder or file.</summary>
    /// <param name="path">A result folder, a reference, a locked plan or a registry.</param>
    /// <param name="persons">Whose signatures count; null = keys are checked only for having signed.</param>
    /// <param name="links">Whether what a result was made from is looked at too, and what that was made from.</param>
    /// <param name="cancellation">Seen within files.</param>
    /// <exception cref="NotFoundException">There is no such thing.</exception>
    /// <exception cref="PreconditionException">It is of a kind that carries no hashes, or of before it did.</exception>
    public static Verification Of(string path, TrustedPersons? persons, bool links, CancellationToken cancellation)
    {
        var verifier = new Verifier(persons, links, cancellation);
        string kind;
        string? hash;
        if (Directory.Exists(path))
        {
            if (File.Exists(Path.Combine(path, ProvenanceJson.FileName))) (kind, hash) = ($"result of {Verb(path)}", verifier.Result(path, ""));
            else if (File.Exists(Path.Combine(path, ReferenceJson.FileName))) (kind, hash) = ("frozen reference", verifier.Reference(path));
            else throw new PreconditionException($"{path}: is no folder with hashes of its files: it has neither {ProvenanceJson.FileName} nor {ReferenceJson.FileName}. The audit log of a service has its own check, audit verify.");
        }
        else
        {
            if (!File.Exists(path)) throw new NotFoundException($"{path}: there is no such folder or file.");
            (kind, hash) = verifier.OneFile(path);
        }

        return new Verification(path, kind, hash, verifier.found, verifier.done, verifier.open, verifier.Signatures(path));
    }

    private string? Result(string folder, string place)
    {
        seen.Add(Path.GetFullPath(folder));
        try
        {
            IReadOnlyList<FolderDifference> differences = FolderSeal.Differences(folder, cancellation);
            found.AddRange(differences.Select(d => (place, d)));
            if (place.Length == 0) done.Add($"{Counted.Of(FolderSeal.Count(folder), "file")} under the seal, report and figures beside it");
            if (links)
            {
                Inputs(folder, place);
                foreach (SealedLink link in FolderSeal.LinksOf(folder)) Follow(folder, place, link);
            }

            return FolderSeal.Get(folder);
        }
        catch (BadDataException error)
        {
            found.Add((place, new(DifferenceKind.Changed, ProvenanceJson.FileName, Said(error))));
            return null;
        }
    }

    private void Follow(string folder, string place, SealedLink link)
    {
        string? there = new[] { Path.GetFullPath(Path.Combine(folder, link.Relative)), link.Path }.FirstOrDefault(p => File.Exists(Path.Combine(p, ProvenanceJson.FileName)));
        if (there is null)
        {
            open.Add($"{Before(place)}{link.Label}: its result {link.Path} is not here");
            return;
        }

        string name = place.Length == 0 ? there : $"{place} > {there}";
        string? now = null;
        try
        {
            now = FolderSeal.Get(there);
        }
        catch (GpuCqaException)
        {
            // Named below, file by file.
        }

        if (now is not null && now != link.Seal) found.Add((place, new(DifferenceKind.Link, link.Label, $"was made from the result {there} with the seal {link.Seal[..12]}, and there is now one with {now[..12]}: it was made again or changed")));
        if (seen.Add(Path.GetFullPath(there))) Result(there, name);
        if (now == link.Seal) done.Add($"{Before(place)}{link.Label}: the result {there} as it was");
    }

    private void Inputs(string folder, string place)
    {
        var inputs = (JsonNode.Parse(File.ReadAllText(Path.Combine(folder, ProvenanceJson.FileName)))!["inputs"] as JsonArray)?.OfType<JsonObject>() ?? [];
        int good = 0;
        foreach (JsonObject input in inputs)
        {
            string label = input["label"]?.GetValue<string>() ?? "", path = input["path"]?.GetValue<string>() ?? "", sha256 = input["sha256"]?.GetValue<string>() ?? "";
            try
            {
                string? now = !Path.IsPathFullyQualified(path) ? null : Directory.Exists(path) ? ReferenceFolder.Inspect(path).Record.Hash : File.Exists(path) ? FileHash.Of(path, cancellation) : null;
                if (now is null) open.Add($"{Before(place)}{label}: {path} is not here");
                else if (now == sha256) good++;
                else found.Add((place, new(DifferenceKind.Link, label, $"{path} has SHA-256 {now}, and the result was made from {sha256}")));
            }
            catch (Exception error) when (error is GpuCqaException or IOException or UnauthorizedAccessException)
            {
                found.Add((place, new(DifferenceKind.Link, label, error.Message)));
            }
        }

        if (good > 0) done.Add($"{Before(place)}{Counted.Of(good, "input")} as {(good == 1 ? "it was" : "they were")}");
    }

    private string? Reference(string folder)
    {
        try
        {
            ReferenceRecord record = ReferenceJson.Read(folder);
            Dictionary<string, FileChecksum> expected = record.Files.ToDictionary(f => f.Name, StringComparer.Ordinal);
            foreach (string path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            {
                string name = Path.GetRelativePath(folder, path).Replace('\\', '/');
                if (name is ReferenceJson.FileName or SignatureFile.FileName) continue;
                if (!expected.Remove(name, out FileChecksum? file)) found.Add(("", new(DifferenceKind.Extra, name, "does not belong to the reference")));
                else if (FileHash.Of(path, cancellation) is var now && now != file.Sha256) found.Add(("", new(DifferenceKind.Changed, name, $"SHA-256 {now}, was {file.Sha256}")));
            }

            found.AddRange(expected.Values.Select(f => ("", new FolderDifference(DifferenceKind.Missing, f.Name, $"is not there; {f.Bytes} bytes, SHA-256 {f.Sha256}"))));
            done.Add($"{Counted.Of(record.Files.Count + 1, "file")} of the reference");
            return record.Hash;
        }
        catch (BadDataException error)
        {
            found.Add(("", new(DifferenceKind.Changed, ReferenceJson.FileName, Said(error))));
            return null;
        }
    }

    private (string Kind, string? Hash) OneFile(string path)
    {
        if (IsChain(path))
        {
            try
            {
                RegistryFile registry = RegistryFile.Read(path);
                if (links) found.AddRange(RegistryBook.Differences(registry, cancellation).Select(d => ("", new FolderDifference(DifferenceKind.Link, "result", d))));
                done.Add($"{Counted.Of(registry.Entries.Count, "entry", "entries")} of the registry{(links ? ", and the folders that were added" : "")}");
                return ("registry", registry.Head);
            }
            catch (BadDataException error)
            {
                found.Add(("", new(DifferenceKind.Changed, Path.GetFileName(path), Said(error))));
                return ("registry", null);
            }
        }

        if (!IsPlan(path)) throw new PreconditionException($"{path}: is no file that carries its hash: neither a locked plan nor a registry.");
        try
        {
            LockedPlan plan = LockedPlan.Read(path);
            done.Add($"the plan that {plan.By} locked at {plan.Locked}");
            return ("locked plan", plan.Hash);
        }
        catch (BadDataException error)
        {
            found.Add(("", new(DifferenceKind.Changed, Path.GetFileName(path), Said(error))));
            return ("locked plan", null);
        }
    }

    private IReadOnlyList<SignatureRecord> Signatures(string path)
    {
        try
        {
            // The seal of a folder that lost its own is nothing to sign; what changed was named.
            if (Directory.Exists(path) && (!File.Exists(Path.Combine(path, ProvenanceJson.FileName)) || found.Any(f => f.Place.Length == 0 && f.Difference.Kind is DifferenceKind.Changed or DifferenceKind.Missing or DifferenceKind.Extra)))
            {
                if (File.Exists(SignatureFile.PathOf(path))) open.Add("signatures: what they signed is not as it was");
                return [];
            }

            IReadOnlyList<SignatureRecord> all = SignatureFile.Read(path, persons);
            foreach (SignatureRecord s in all.Where(s => s.State is not (SignatureState.Verified or SignatureState.Unchecked)))
                found.Add(("", new(DifferenceKind.Signature, s.Person, $"{s.Role}, {s.Meaning}, {s.Time}, key {s.Key[..12]}: {SignatureWords.English(s.State)}")));
            if (all.Any(s => s.State == SignatureState.Unchecked)) open.Add("persons: keys signed what they are said to have signed; whose keys they are was not checked, as no list of persons was given");
            if (all.Count(s => s.State == SignatureState.Verified) is > 0 and int held) done.Add($"{Counted.Of(held, "signature")} by keys of trusted persons");
            return all;
        }
        catch (BadDataException error)
        {
            found.Add(("", new(DifferenceKind.Signature, Path.GetFileName(SignatureFile.PathOf(path)), Said(error))));
            return [];
        }
    }

    private static bool IsChain(string path)
    {
        using var reader = new StreamReader(path);
        char[] head = new char[64];
        int read = reader.ReadBlock(head);
        return new string(head, 0, read).StartsWith("{\"entry\":", StringComparison.Ordinal);
    }

    private static bool IsPlan(string path)
    {
        try
        {
            return new FileInfo(path).Length < 1 << 26 && JsonNode.Parse(File.ReadAllText(path)) is JsonObject json && json.ContainsKey("plan") && json.ContainsKey("sha256");
        }
        catch (JsonException)
        {
            return path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? throw new BadDataException(path, null, "is no JSON document") : false;
        }
    }

    private static string Verb(string folder)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(Path.Combine(folder, ProvenanceJson.FileName)))?["verb"]?.GetValue<string>() ?? "a computation";
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return "a verb";
        }
    }

    private static string Said(BadDataException error) => error.Message.StartsWith(error.File + ": ", StringComparison.Ordinal) ? error.Message[(error.File.Length + 2)..] : error.Message;

    private static string Before(string place) => place.Length == 0 ? "" : $"{place}: ";
}
