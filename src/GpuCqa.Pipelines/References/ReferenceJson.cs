using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using GpuCqa.Analysis.References;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;

namespace GpuCqa.Pipelines.References;

/// <summary>The text of reference.json, and the hash of a reference in it.</summary>
internal static partial class ReferenceJson
{
    /// <summary>File name in the folder.</summary>
    public const string FileName = "reference.json";

    // Larger than any document of thousands of clusters, and no memory to lose to a wrong file.
    private const long MostBytes = 1L << 28;

    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        // A parameter that nobody set leaves no trace, so that the hash does not change when the engine learns a new one.
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutUnset } },
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static void LeaveOutUnset(JsonTypeInfo type)
    {
        foreach (JsonPropertyInfo property in type.Properties)
        {
            if (property.AttributeProvider?.IsDefined(typeof(OptionalParameterAttribute), inherit: true) == true) property.ShouldSerialize = (_, value) => OptionalParameterAttribute.IsSet(value);
        }
    }

    /// <summary>Writes the document and returns the hash.</summary>
    public static string Write(string folder, ReferenceRecord record)
    {
        string hash = HashOf(Text(record with { Hash = "" }));
        File.WriteAllText(Path.Combine(folder, FileName), Text(record with { Hash = hash }), Encoding);
        return hash;
    }

    /// <summary>Reads the document and compares it with its hash.</summary>
    /// <exception cref="BadDataException">It is no reference, or was changed.</exception>
    /// <exception cref="PreconditionException">It is of another version.</exception>
    public static ReferenceRecord Read(string folder)
    {
        string path = Path.Combine(folder, FileName);
        try
        {
            if (new FileInfo(path).Length > MostBytes) throw new BadDataException(path, null, "is too large to be the document of a reference.");
            string text = Encoding.GetString(File.ReadAllBytes(path));
            RequireVersion(path, text);
            Match head = Head().Match(text);
            if (!head.Success) throw new BadDataException(path, null, "was changed: it does not begin with the hash of the reference.");
            string hash = HashOf(text.Remove(head.Groups[1].Index, head.Groups[1].Length));
            if (hash != head.Groups[1].Value) throw new BadDataException(path, null, $"was changed: its hash is {hash}, and it says {head.Groups[1].Value}.");
            return JsonSerializer.Deserialize<ReferenceRecord>(text, Options) ?? throw new BadDataException(path, null, "is empty.");
        }
        catch (Exception error) when (error is JsonException or ArgumentException or FormatException or InvalidOperationException or KeyNotFoundException)
        {
            throw new BadDataException(path, null, $"is not the document of a reference: {error.Message}", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new BadDataException(path, null, $"cannot be read: {error.Message}", error);
        }
    }

    /// <summary>The document as a tree.</summary>
    public static JsonObject Node(ReferenceRecord record) => JsonSerializer.SerializeToNode(record, Options)!.AsObject();

    private static void RequireVersion(string path, string text)
    {
        using JsonDocument json = JsonDocument.Parse(text);
        if (json.RootElement.ValueKind != JsonValueKind.Object || !json.RootElement.TryGetProperty("format", out JsonElement format) || !format.TryGetInt32(out int version))
            throw new BadDataException(path, null, "is not the document of a reference: it says no format.");
        if (version != ReferenceModel.FormatVersion)
            throw new PreconditionException($"{path}: the reference is of format {version}, and this version of gpucqa reads format {ReferenceModel.FormatVersion}. {(version > ReferenceModel.FormatVersion ? "Map with the version that made it, or a later one." : "Run discover again to make a new one.")}");
    }

    private static string Text(ReferenceRecord record) => JsonSerializer.Serialize(record, Options) + "\n";

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.GetBytes(text)));

    [GeneratedRegex("\\A\\{\\n  \"hash\": \"([0-9a-f]{64})\",\\n", RegexOptions.CultureInvariant)]
    private static partial Regex Head();
}
