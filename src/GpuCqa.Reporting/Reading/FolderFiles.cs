using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using GpuCqa.Core.Errors;
using GpuCqa.Reporting.Tables;

namespace GpuCqa.Reporting.Reading;

/// <summary>Opens the files of a result folder, and turns what goes wrong into an error that names the file.</summary>
internal sealed class FolderFiles(string folder)
{
    public bool Has(string name) => File.Exists(Path.Combine(folder, name));

    /// <summary>A JSON document.</summary>
    /// <exception cref="NotFoundException">There is no such file.</exception>
    /// <exception cref="BadDataException">It is not JSON.</exception>
    public JsonObject Json(string name)
    {
        string path = Existing(name);
        return Guard(path, () => JsonNode.Parse(File.ReadAllText(path)) as JsonObject ?? throw new BadDataException(path, null, "is not a JSON object."));
    }

    /// <summary>Reads a table row by row.</summary>
    /// <exception cref="NotFoundException">There is no such file.</exception>
    /// <exception cref="BadDataException">It is damaged.</exception>
    public void Read(string name, Action<CsvReader> rows)
    {
        string path = Existing(name);
        Guard(path, () =>
        {
            using FileStream file = File.OpenRead(path);
            using Stream stream = name.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
            using var text = new StreamReader(stream);
            rows(new CsvReader(text, path));
            return true;
        });
    }

    public byte[] Bytes(string name)
    {
        string path = Existing(name);
        return Guard(path, () => File.ReadAllBytes(path));
    }

    public string PathOf(string name) => Path.Combine(folder, name);

    private string Existing(string name)
    {
        string path = Path.Combine(folder, name);
        return File.Exists(path) ? path : throw new NotFoundException($"{folder}: has no {name}, so it is not a whole result folder. Give a result folder, as discover or associate writes it.");
    }

    private static T Guard<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is JsonException or InvalidDataException or FormatException or InvalidOperationException or KeyNotFoundException)
        {
            throw new BadDataException(path, null, $"cannot be read: {error.Message}", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new PreconditionException($"{path}: cannot be read: {error.Message}", error);
        }
    }
}
