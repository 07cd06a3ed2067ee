using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace GpuCqa.Service.Doors.Keys;

/// <summary>Asks the table at every call, so that a revoked key opens nothing from then on.</summary>
public sealed class ApiKeyDoor(ApiKeyTable table, TimeProvider clock)
{
    // Compared with where there is no key of an id: both cases do the same work.
    private static readonly string NoKey = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    private readonly ConcurrentDictionary<string, DateTimeOffset> used = new(StringComparer.Ordinal);

    /// <summary>Who holds a key.</summary>
    /// <exception cref="CredentialException">The key is not taken.</exception>
    public Caller Find(string text, string remote)
    {
        ApiKeyText given = ApiKeyText.Parse(text) ?? throw new CredentialException("not a key");
        ApiKey? key = table.Find(given.Id);
        bool same = CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(given.SecretSha256), Encoding.ASCII.GetBytes(key?.SecretSha256 ?? NoKey));
        if (key is null || !same) throw new CredentialException(key is null ? "unknown key" : "wrong secret of a key");
        DateTimeOffset now = clock.GetUtcNow();
        if (!key.IsValid(now)) throw new CredentialException(key.Revoked is null ? "expired key" : "revoked key");
        Note(key, now);
        return new Caller(key.Name, Proof.Key, key.Grants, key.Id, remote);
    }

    /// <summary>Whether the key of a call that runs still opens the door.</summary>
    public bool IsValid(string id) => table.Find(id)?.IsValid(clock.GetUtcNow()) == true;

    // By the hour: who looks for keys that nobody uses needs no more, and calls stay free of writes.
    private void Note(ApiKey key, DateTimeOffset now)
    {
        DateTimeOffset hour = now - TimeSpan.FromTicks(now.Ticks % TimeSpan.TicksPerHour);
        if (key.LastUsed >= hour || (used.TryGetValue(key.Id, out DateTimeOffset noted) && noted >= hour)) return;
        used[key.Id] = hour;
        table.Used(key.Id, hour);
    }
}
