using System.Text.Json;
using System.Text.Json.Nodes;
using GpuCqa.Analysis.References;
using GpuCqa.Analysis.Results;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Reporting.Records;

namespace GpuCqa.Pipelines.References;

/// <summary>A frozen reference on disk: reference.json, which holds the checksum of every other file, texts, and arrays that <c>numpy.load</c> opens.</summary>
/// <remarks>The same discovery gives the same bytes, and another content another hash. No file holds a time, a path or a version of the engine.</remarks>
public static class ReferenceFolder
{
    /// <summary>Its name in a result folder.</summary>
    public const string Name = "reference";

    /// <summary>Writes a reference into a folder that does not exist yet, or is empty.</summary>
    /// <param name="folder">The folder; made when it is missing.</param>
    /// <param name="model">The reference.</param>
    /// <param name="cancellation">Seen between files.</param>
    /// <returns>The hash.</returns>
    public static string Write(string folder, ReferenceModel model, CancellationToken cancellation = default)
    {
        Directory.CreateDirectory(folder);
        return ReferenceWriter.Write(folder, model, cancellation);
    }

    /// <summary>The folder that a user means: a reference, or the one within a result folder.</summary>
    /// <exception cref="NotFoundException">There is none.</exception>
    public static string Locate(string path)
    {
        if (!Directory.Exists(path)) throw new NotFoundException($"{path}: there is no such folder. Give a result folder of discover, or the folder {Name} in it.");
        if (File.Exists(Path.Combine(path, ReferenceJson.FileName))) return path;
        string within = Path.Combine(path, Name);
        if (File.Exists(Path.Combine(within, ReferenceJson.FileName))) return within;
        throw new NotFoundException($"{path}: is no reference, and holds none: it has neither {ReferenceJson.FileName} nor {Name}/{ReferenceJson.FileName}. Give a result folder of discover, or the folder {Name} in it; results of before gpucqa kept references have none.");
    }

    /// <summary>What a reference is, without reading its arrays: their names and sizes are looked at, their bytes are not.</summary>
    /// <param name="path">A reference, or a result folder with one.</param>
    /// <exception cref="NotFoundException">There is none.</exception>
    /// <exception cref="PreconditionException">It is of another version.</exception>
    /// <exception cref="BadDataException">A file is missing, too many or was changed; names it.</exception>
    public static (ReferenceRecord Record, IReadOnlyList<LotResult> Lots) Inspect(string path)
    {
        var reader = new ReferenceReader(Locate(path));
        return (reader.Record, reader.ReadLots().Lots);
    }

    /// <summary>What <see cref="Inspect"/> found, for programs: reference.json with the train lots in the place of their number.</summary>
    public static JsonObject Document(ReferenceRecord record, IReadOnlyList<LotResult> lots)
    {
        JsonObject json = ReferenceJson.Node(record);
        json["lots"] = new JsonArray([.. lots.Select(l => new JsonObject
        {
            ["name"] = l.Name, ["donor"] = l.Donor, ["tissue"] = l.Tissue, ["batch"] = l.Batch, ["process"] = l.Process, ["cells"] = l.CellsKept,
            ["readouts"] = new JsonObject(record.Parameters.Readouts.Select((r, i) => KeyValuePair.Create(r, double.IsNaN(l.Readouts[i]) ? null : (JsonNode?)JsonValue.Create(l.Readouts[i])))),
        })]);
        return json;
    }

    /// <summary>Compares every file with its checksum, and the reference of a result with the hash that the result names.</summary>
    /// <inheritdoc cref="Inspect"/>
    public static ReferenceRecord Verify(string path, CancellationToken cancellation = default)
    {
        string folder = Locate(path);
        var reader = new ReferenceReader(folder);
        reader.Verify(cancellation);
        if (folder != path) RequireNamed(Path.Combine(path, ProvenanceJson.FileName), reader.Record.Hash);
        return reader.Record;
    }

    /// <summary>The genes of a reference, in its order.</summary>
    /// <inheritdoc cref="Inspect"/>
    public static FeatureTable ReadGenes(string path) => new ReferenceReader(Locate(path)).ReadGenes();

    /// <summary>Reads a reference; every file is compared with its checksum.</summary>
    /// <inheritdoc cref="Inspect"/>
    public static ReferenceModel Read(string path, CancellationToken cancellation = default) => new ReferenceReader(Locate(path)).Read(cancellation);

    private static void RequireNamed(string provenance, string hash)
    {
        if (!File.Exists(provenance)) return;
        string? named;
        try
        {
            named = JsonNode.Parse(File.ReadAllText(provenance))?["reference"]?["hash"]?.GetValue<string>();
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            throw new BadDataException(provenance, null, $"cannot be read: {error.Message}", error);
        }

        if (named != hash) throw new BadDataException(provenance, "reference", $"names the reference {named ?? "of no hash"}, and {Name}/ holds {hash}: it was put there later.");
    }
}
