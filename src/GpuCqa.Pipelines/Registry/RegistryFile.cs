using System.Text.Json;
using GpuCqa.Core.Audit;
using GpuCqa.Core.Errors;
using GpuCqa.Statistics;

namespace GpuCqa.Pipelines.Registry;

/// <summary>A registry on disk: one line an entry, {"entry":...,"hash":...} in canonical JSON, each hash over the entry and the hash before it, so over all before. Lines are only ever added.</summary>
/// <remarks>The chain is that of the service's audit log: h_i = SHA-256(hex(h_(i-1)) + "\n" + entry_i), h_0 of zeros; any program that knows SHA-256 checks it.</remarks>
public sealed class RegistryFile
{
    // Lines of whole result folders, not of cells.
    private const long MostBytes = 1L << 30;

    private readonly List<RegistryEntry> entries = [];
    private readonly List<string> hashes = [];

    private RegistryFile(string path) => Path = path;

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The entries.</summary>
    public IReadOnlyList<RegistryEntry> Entries => entries;

    /// <summary>Hash of the last entry.</summary>
    public string Head => hashes.Count == 0 ? AuditLine.Zero : hashes[^1];

    /// <summary>Hash of every entry.</summary>
    public IReadOnlyList<string> Hashes => hashes;

    /// <summary>Reads and checks a registry from its first line to its last.</summary>
    /// <param name="path">The file.</param>
    /// <param name="missing">Whether there may be none yet.</param>
    /// <exception cref="NotFoundException">There is no such file.</exception>
    /// <exception cref="BadDataException">A line was changed, added or removed; names it.</exception>
    public static RegistryFile Read(string path, bool missing = false)
    {
        var registry = new RegistryFile(path);
        if (Directory.Exists(path)) throw new PreconditionException($"{path}: is a folder, expected the file of a registry.");
        if (!File.Exists(path)) return missing ? registry : throw new NotFoundException($"{path}: there is no such registry. gpucqa registry add begins one.");
        if (new FileInfo(path).Length > MostBytes) throw new BadDataException(path, null, "is too large for a registry");
        ReadOnlyMemory<byte> bytes = File.ReadAllBytes(path);
        for (int start = 0, number = 1; start < bytes.Length; number++)
        {
            string place = $"line {number}";
            int end = bytes.Span[start..].IndexOf((byte)'\n');
            if (end < 0) throw new BadDataException(path, place, "is cut off: it was never whole, and can be removed");
            AuditLine line = AuditLine.Read(bytes.Slice(start, end)) ?? throw new BadDataException(path, place, "is no entry of a registry");
            if (!line.Follows(registry.Head)) throw new BadDataException(path, place, $"its hash does not follow entry {number - 1}: this entry, or one before it, was changed, added or removed");
            RegistryEntry entry = Parse(path, place, line);
            if (entry.Sequence != number) throw new BadDataException(path, place, $"its number is {entry.Sequence}, expected {number}");
            if (number > 1 && string.CompareOrdinal(entry.Time, registry.entries[^1].Time) < 0) throw new BadDataException(path, place, "its time is before that of the entry before");
            registry.entries.Add(entry);
            registry.hashes.Add(line.Hash);
            start += end + 1;
        }

        return registry;
    }

    /// <summary>Adds an entry at the end of the file.</summary>
    /// <param name="path">The file; made when it is missing.</param>
    /// <param name="make">Makes the entry from the registry as it is; its number and time are set.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="PreconditionException">Another program writes to it, or it cannot be written.</exception>
    public static (RegistryFile Registry, RegistryEntry Entry) Append(string path, Func<RegistryFile, RegistryEntry> make, DateTimeOffset now)
    {
        string full = System.IO.Path.GetFullPath(path);
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(full)!);
            // Held while it is read and written, so that two that add at once follow one another.
            using FileStream hold = new(full + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            RegistryFile registry = Read(path, missing: true);
            string time = now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", System.Globalization.CultureInfo.InvariantCulture);
            // A clock that was set back does not put an entry before the one that it follows.
            if (registry.entries.Count > 0 && string.CompareOrdinal(time, registry.entries[^1].Time) < 0) time = registry.entries[^1].Time;
            RegistryEntry entry = make(registry) with { Sequence = registry.entries.Count + 1, Time = time };
            byte[] text = CanonicalJson.Bytes(RegistryJson.Node(entry));
            string hash = AuditLine.Next(registry.Head, text);
            using (var file = new FileStream(full, FileMode.Append, FileAccess.Write, FileShare.Read))
            {
                file.Write([.. AuditLine.Bytes(text, hash), (byte)'\n']);
                file.Flush(flushToDisk: true);
            }

            registry.entries.Add(entry);
            registry.hashes.Add(hash);
            return (registry, entry);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new PreconditionException($"{path}: cannot be written: {error.Message}", error);
        }
    }

    private static RegistryEntry Parse(string path, string place, AuditLine line)
    {
        try
        {
            JsonElement entry = line.Parse() ?? throw new BadDataException(path, place, "is no JSON object");
            return RegistryJson.Entry(entry);
        }
        catch (JsonException error)
        {
            throw new BadDataException(path, place, $"is no entry of a registry of this version: {error.Message}", error);
        }
    }
}
