using System.Security.Cryptography;
using System.Text;

namespace GpuCqa.Service.Audit;

/// <summary>The chain: each hash covers its entry and the hash before, so all entries before.</summary>
public static class AuditChain
{
    /// <summary>The hash before the first entry.</summary>
    public static readonly string Zero = new('0', 64);

    /// <summary>SHA-256 of the hash before (as hex), a line end and the entry's canonical JSON; lower-case hex.</summary>
    public static string Next(string before, ReadOnlySpan<byte> entry)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.ASCII.GetBytes(before + "\n"));
        hash.AppendData(entry);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
