using System.Text.Json.Nodes;
using GpuCqa.Core.Audit;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Texts;
using GpuCqa.Statistics;

namespace GpuCqa.Pipelines.Registry;

/// <summary>What is done with a registry: results are added, states linked, questions answered, folders compared with what was added.</summary>
public static class RegistryBook
{
    /// <summary>Reads "readout=function" pairs.</summary>
    /// <exception cref="InvalidParameterException">A pair is malformed, or a readout named twice.</exception>
    public static IReadOnlyDictionary<string, string> Functions(IEnumerable<string> given)
    {
        var functions = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string pair in given)
        {
            string[] sides = pair.Split('=', 2, StringSplitOptions.TrimEntries);
            if (sides.Length != 2 || sides.Any(s => s.Length == 0)) throw new InvalidParameterException($"--function '{pair}': write readout=function.");
            if (!functions.TryAdd(sides[0], sides[1])) throw new InvalidParameterException($"--function names '{sides[0]}' twice.");
        }

        return functions;
    }

    /// <summary>Adds a result folder.</summary>
    /// <param name="registry">The registry's file; made when it is missing.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="functions">Function of a readout, where it is not called as its column.</param>
    /// <param name="actor">Who adds it.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellation">Seen between files.</param>
    /// <exception cref="PreconditionException">The same bytes are in the registry already, or the result says nothing that it keeps.</exception>
    public static (RegistryFile Registry, RegistryEntry Entry) Add(string registry, string folder, IReadOnlyDictionary<string, string> functions, string actor, DateTimeOffset now, CancellationToken cancellation)
    {
        RegistryEntry facts = ResultFacts.Of(folder, functions, cancellation);
        string[] readouts = [.. facts.Claims.Select(c => c.Readout)];
        if (facts.Claims.Count > 0 && functions.Keys.FirstOrDefault(f => !readouts.Contains(f)) is { } unknown) throw new InvalidParameterException($"--function names the readout '{unknown}', which {folder} does not have; its readouts are {Counted.List([.. readouts.Distinct(StringComparer.Ordinal)])}.");
        return RegistryFile.Append(registry, book => book.Entries.FirstOrDefault(e => e.Sha256 == facts.Sha256) is { } same
            ? throw new PreconditionException($"{folder}: the same bytes are in the registry already, as entry {same.Sequence}.")
            : facts with { Actor = actor, Folder = Relative(registry, folder) }, now);
    }

    /// <summary>Links the states of a discovery to those of an older reference; both results must have been added.</summary>
    /// <inheritdoc cref="StateLinks.Of"/>
    /// <exception cref="NotFoundException">One of the folders is not in the registry as it is now.</exception>
    public static (RegistryFile Registry, RegistryEntry Entry) Link(string registry, string discovery, string mapping, string actor, DateTimeOffset now, CancellationToken cancellation)
    {
        string[] hashes = [FolderManifest.Of(discovery, cancellation).Sha256, FolderManifest.Of(mapping, cancellation).Sha256];
        IReadOnlyList<StateLink> links = StateLinks.Of(discovery, mapping);
        return RegistryFile.Append(registry, book =>
        {
            for (int i = 0; i < 2; i++)
            {
                if (book.Entries.All(e => e.Sha256 != hashes[i])) throw new NotFoundException($"{(i == 0 ? discovery : mapping)}: is not in {registry} as it is now. Add it first.");
            }

            var files = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["discovery"] = hashes[0], ["mapping"] = hashes[1] };
            string sha256 = FolderManifest.Hash(files);
            if (book.Entries.FirstOrDefault(e => e.Sha256 == sha256) is { } same) throw new PreconditionException($"The two are linked already, by entry {same.Sequence}.");
            return new RegistryEntry { Sequence = 0, Time = "", Actor = actor, Op = "link", Verb = "link", Folder = Relative(registry, mapping), Sha256 = sha256, Files = files, Engine = book.Entries[^1].Engine, Links = links };
        }, now);
    }

    /// <summary>The matrix of a registry, as far as a question asks for it.</summary>
    public static RegistryResult Ask(RegistryFile registry, RegistryQuestion question)
    {
        IReadOnlyList<RegistryCell> all = RegistryMatrix.Of(registry.Entries), cells = question.Of(all);
        var notes = new List<string>();
        if (cells.Count == 0 && question.Function is { } f && all.All(c => !c.Function.Equals(f, StringComparison.OrdinalIgnoreCase))) notes.Add($"No result says anything of the function '{f}'; the functions are {Counted.List([.. all.Select(c => c.Function).Distinct(StringComparer.Ordinal)])}.");
        if (question.Tissue is not null && all.Any(c => c.Tissues.Count == 0)) notes.Add("Some results name no tissue; what they say is in no answer about one.");
        return new RegistryResult { Question = question, Cells = cells, Links = [.. registry.Entries.SelectMany(e => e.Links)], Entries = registry.Entries.Count, Head = registry.Head, Notes = notes };
    }

    /// <summary>Compares every result folder with what was added: its bytes, and what it says.</summary>
    /// <returns>One sentence for each that differs; none when all are as they were.</returns>
    public static IReadOnlyList<string> Differences(RegistryFile registry, CancellationToken cancellation)
    {
        var found = new List<string>();
        foreach (RegistryEntry entry in registry.Entries.Where(e => e.Op == "add"))
        {
            string folder = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(registry.Path))!, entry.Folder)), named = $"entry {entry.Sequence}, {entry.Folder}";
            if (!Directory.Exists(folder))
            {
                found.Add($"{named}: the folder is not there");
                continue;
            }

            (string sha256, IReadOnlyDictionary<string, string> files) = FolderManifest.Of(folder, cancellation);
            if (sha256 != entry.Sha256)
            {
                string[] changed = [.. entry.Files.Where(f => files.TryGetValue(f.Key, out string? hash) && hash != f.Value).Select(f => f.Key)], gone = [.. entry.Files.Keys.Except(files.Keys)], more = [.. files.Keys.Except(entry.Files.Keys)];
                found.Add($"{named}: {string.Join("; ", new[] { ("changed", changed), ("missing", gone), ("not of it", more) }.Where(k => k.Item2.Length > 0).Select(k => $"{k.Item1}: {Counted.List(k.Item2, 5)}"))}");
                continue;
            }

            // The functions that readouts were called are the entry's own.
            Dictionary<string, string> functions = entry.Claims.Select(c => (c.Readout, c.Function)).Distinct().ToDictionary(c => c.Readout, c => c.Function, StringComparer.Ordinal);
            RegistryEntry again = ResultFacts.Of(folder, functions, cancellation) with { Sequence = entry.Sequence, Time = entry.Time, Actor = entry.Actor, Folder = entry.Folder };
            if (entry.Claims.Count > 0 && !Same(again, entry)) found.Add($"{named}: says something else than the entry, which another version of the program made");
        }

        return found;
    }

    private static bool Same(RegistryEntry a, RegistryEntry b)
    {
        JsonNode one = RegistryJson.Node(a), other = RegistryJson.Node(b);
        return CanonicalJson.Bytes(one).AsSpan().SequenceEqual(CanonicalJson.Bytes(other));
    }

    private static string Relative(string registry, string folder) => Path.GetRelativePath(Path.GetDirectoryName(Path.GetFullPath(registry))!, Path.GetFullPath(folder)).Replace('\\', '/');
}
