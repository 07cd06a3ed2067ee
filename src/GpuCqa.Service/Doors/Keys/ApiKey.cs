namespace GpuCqa.Service.Doors.Keys;

/// <summary>An API key as the table holds it; of its secret, only the hash.</summary>
/// <param name="Id">Public part.</param>
/// <param name="Name">Who it was made for.</param>
/// <param name="SecretSha256">SHA-256 of the secret, lower-case hex.</param>
/// <param name="Grants">Roles.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Expires">When it ends, or null.</param>
/// <param name="Revoked">When it was revoked, or null.</param>
/// <param name="LastUsed">The hour in which it was last used, or null.</param>
public sealed record ApiKey(string Id, string Name, string SecretSha256, Grants Grants, DateTimeOffset Created, DateTimeOffset? Expires, DateTimeOffset? Revoked, DateTimeOffset? LastUsed)
{
    /// <summary>Whether it opens the door at a time.</summary>
    public bool IsValid(DateTimeOffset now) => Revoked is null && !(Expires <= now);
}
