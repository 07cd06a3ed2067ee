namespace GpuCqa.Reporting.Trust;

/// <summary>A person with a key and the roles in which signatures of it count.</summary>
/// <param name="Person">Name.</param>
/// <param name="Roles">Roles.</param>
/// <param name="PublicKey">SubjectPublicKeyInfo, DER.</param>
/// <param name="From">The key is valid from then on.</param>
/// <param name="Until">And until then.</param>
public sealed record TrustedPerson(string Person, IReadOnlyList<string> Roles, byte[] PublicKey, DateTimeOffset From, DateTimeOffset Until)
{
    /// <summary>SHA-256 of the public key.</summary>
    public string Key => SigningKey.IdOf(PublicKey);

    /// <summary>When the key was revoked; null of one that was not.</summary>
    public DateTimeOffset? Revoked { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether somebody else may have had the key before: then no signature of it counts, whatever time it names.</summary>
    public bool Compromised { get; init; }
}
