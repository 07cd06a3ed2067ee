using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace GpuCqa.Service.Doors.Keys;

/// <summary>An API key as its holder has it: gqa_ID_SECRET, the secret 32 random bytes in base64url.</summary>
/// <param name="Id">Public part, 12 hex digits.</param>
/// <param name="Secret">The secret.</param>
public sealed record ApiKeyText(string Id, byte[] Secret)
{
    /// <summary>With what every key begins, so that scanners of repositories find those that leaked.</summary>
    public const string Prefix = "gqa_";

    private const int IdLength = 12, SecretBytes = 32;

    /// <summary>SHA-256 of the secret, lower-case hex: what is stored.</summary>
    public string SecretSha256 => Convert.ToHexStringLower(SHA256.HashData(Secret));

    /// <summary>A new key.</summary>
    public static ApiKeyText Make() => new(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdLength / 2)), RandomNumberGenerator.GetBytes(SecretBytes));

    /// <summary>Reads a key, or null if it has not the form of one.</summary>
    public static ApiKeyText? Parse(string text)
    {
        if (!text.StartsWith(Prefix, StringComparison.Ordinal) || text.Length <= Prefix.Length + IdLength || text[Prefix.Length + IdLength] != '_') return null;
        byte[] secret = new byte[SecretBytes];
        ReadOnlySpan<char> rest = text.AsSpan(Prefix.Length + IdLength + 1);
        // The length is fixed: no second spelling of the same secret.
        if (rest.Length != Base64Url.GetEncodedLength(SecretBytes) || Base64Url.DecodeFromChars(rest, secret, out _, out int written) != OperationStatus.Done || written != SecretBytes) return null;
        return new ApiKeyText(text.Substring(Prefix.Length, IdLength), secret);
    }

    /// <summary>The whole text, with the secret; shown once.</summary>
    public string Whole() => $"{Prefix}{Id}_{Base64Url.EncodeToString(Secret)}";

    /// <summary>Without the secret.</summary>
    public override string ToString() => Prefix + Id;
}
