using System.Text.Json;
using GpuCqa.Core.Errors;
using GpuCqa.Service.Hosting;
using Microsoft.IdentityModel.Tokens;

namespace GpuCqa.Service.Doors.Tokens;

/// <summary>The public keys of the issuer (JWKS), read again when the file changes; what cannot be read leaves the keys as they were.</summary>
public sealed partial class KeyFile
{
    private readonly Lock gate = new();
    private readonly string path;
    private readonly ILogger log;
    private FileStamp seen;
    private bool settled;
    private Dictionary<string, JsonWebKey> keys;

    /// <summary>Reads the file.</summary>
    /// <exception cref="BadDataException">It is not a set of keys, or holds none that can sign tokens here.</exception>
    public KeyFile(string path, ILogger log)
    {
        this.path = System.IO.Path.GetFullPath(path);
        this.log = log;
        keys = Load();
    }

    /// <summary>The key of an id, or null.</summary>
    public JsonWebKey? Find(string id)
    {
        lock (gate)
        {
            try
            {
                if (!settled || FileStamp.Of(path) != seen) keys = Load();
            }
            catch (Exception error) when (error is BadDataException or IOException or UnauthorizedAccessException)
            {
                Unreadable(log, path, error);
            }

            return keys.GetValueOrDefault(id);
        }
    }

    private Dictionary<string, JsonWebKey> Load()
    {
        DateTime now = DateTime.UtcNow;
        FileStamp stamp = FileStamp.Of(path);
        try
        {
            Dictionary<string, JsonWebKey> found = new(StringComparer.Ordinal);
            foreach (JsonWebKey key in new JsonWebKeySet(File.ReadAllText(path)).Keys.Where(IsUsable))
            {
                // Two keys of one id: whichever is taken, half of the tokens would be refused.
                if (!found.TryAdd(key.Kid, key)) throw new BadDataException(path, $"kid '{key.Kid}'", "two keys have this id.");
            }

            if (found.Count == 0) throw new BadDataException(path, null, "no key for RS256 (RSA of 2048 bits or more) or ES256 (P-256) with a kid.");
            return found;
        }
        catch (Exception error) when (error is JsonException or ArgumentException or FormatException)
        {
            throw new BadDataException(path, null, "not a set of keys (JWKS).", error);
        }
        finally
        {
            seen = stamp;
            settled = stamp.IsSettled(now);
        }
    }

    /// <summary>Whether a key is public, for signatures, and of one of the two algorithms.</summary>
    private static bool IsUsable(JsonWebKey key) => key.Kid is { Length: > 0 } && (key.Use ?? "sig") == "sig" && Algorithm(key) is { } algorithm && (key.Alg ?? algorithm) == algorithm;

    /// <summary>The one algorithm that a key may sign with, by its type and size alone; null if none.</summary>
    public static string? Algorithm(JsonWebKey key) => key switch
    {
        { Kty: JsonWebAlgorithmsKeyTypes.RSA, N.Length: > 0, E.Length: > 0, KeySize: >= 2048 } => SecurityAlgorithms.RsaSha256,
        { Kty: JsonWebAlgorithmsKeyTypes.EllipticCurve, Crv: JsonWebKeyECTypes.P256, X.Length: > 0, Y.Length: > 0 } => SecurityAlgorithms.EcdsaSha256,
        _ => null,
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "{Path} cannot be read; the keys stay as they were")]
    private static partial void Unreadable(ILogger log, string path, Exception error);
}
