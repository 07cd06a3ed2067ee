using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Rpc;
using GpuCqa.Api.V1;

namespace GpuCqa.Service.Audit;

/// <summary>A resource as an entry holds it: protobuf's JSON, or what it weighs and hashes to where that is long.</summary>
public static class ResourceJson
{
    /// <summary>Longest canonical JSON that stands in an entry, in bytes.</summary>
    public const int MaxBytes = 16 << 10;

    // The details of an error are messages of any kind; the service writes those of google.rpc.
    private static readonly JsonFormatter Formatter = new(JsonFormatter.Settings.Default.WithTypeRegistry(TypeRegistry.FromFiles(ErrorDetailsReflection.Descriptor, AnalysisReflection.Descriptor)));

    /// <summary>The resource; beyond <see cref="MaxBytes"/>, size and SHA-256 of its canonical JSON as json_bytes and json_sha256.</summary>
    public static JsonObject Of(IMessage resource)
    {
        JsonObject json = JsonNode.Parse(Formatter.Format(resource))!.AsObject();
        byte[] canonical = CanonicalJson.Bytes(json);
        return canonical.Length <= MaxBytes ? json : new JsonObject { ["json_bytes"] = canonical.Length, ["json_sha256"] = Convert.ToHexStringLower(SHA256.HashData(canonical)) };
    }
}
