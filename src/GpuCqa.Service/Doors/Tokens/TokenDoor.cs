using System.Text.Json;
using GpuCqa.Core.Errors;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace GpuCqa.Service.Doors.Tokens;

/// <summary>Tokens of the issuer (JWT): RS256 or ES256 by a key of the file that the token names, and by nothing that the token brings along.</summary>
public sealed class TokenDoor
{
    /// <summary>How far clocks may differ.</summary>
    public static readonly TimeSpan Leeway = TimeSpan.FromSeconds(60);

    // Each names a key, or says how to read the header; a signature by a key that the sender chose proves nothing.
    private static readonly string[] Forbidden = ["jwk", "jku", "x5c", "x5u", "crit", "zip", "enc"];

    private readonly JsonWebTokenHandler handler = new() { MapInboundClaims = false };
    private readonly TokenOptions options;
    private readonly KeyFile keys;
    private readonly TimeProvider clock;

    /// <summary>With the issuer's keys.</summary>
    /// <exception cref="BadDataException">The file of keys cannot be read.</exception>
    public TokenDoor(TokenOptions options, TimeProvider clock, ILogger<TokenDoor> log)
    {
        this.options = options;
        this.clock = clock;
        keys = new KeyFile(options.Jwks!, log);
    }

    /// <summary>Who holds a token.</summary>
    /// <exception cref="CredentialException">The token is not taken.</exception>
    public async Task<Caller> Find(string token, string remote)
    {
        JsonWebToken read;
        try
        {
            read = new JsonWebToken(token);
        }
        catch (Exception error) when (error is ArgumentException or SecurityTokenException or JsonException or FormatException)
        {
            throw new CredentialException("not a token");
        }

        if (Forbidden.Any(f => read.TryGetHeaderValue(f, out object _))) throw new CredentialException("token brings a key or an extension");
        JsonWebKey key = (read.Kid is { Length: > 0 } kid ? keys.Find(kid) : null) ?? throw new CredentialException("token of an unknown key");
        if (read.Alg != KeyFile.Algorithm(key)) throw new CredentialException("token of another algorithm than its key");
        TokenValidationResult result = await handler.ValidateTokenAsync(read, new TokenValidationParameters
        {
            IssuerSigningKey = key,
            TryAllIssuerSigningKeys = false,
            ValidAlgorithms = [KeyFile.Algorithm(key)!],
            ValidIssuer = options.Issuer,
            ValidAudience = options.Audience,
            ClockSkew = Leeway,
            LifetimeValidator = (from, until, _, _) => until is { } end && clock.GetUtcNow() < end + Leeway && (from is not { } begin || clock.GetUtcNow() >= begin - Leeway),
        });
        if (!result.IsValid) throw new CredentialException(result.Exception switch
        {
            SecurityTokenInvalidLifetimeException => "token outside of its time",
            SecurityTokenInvalidIssuerException => "token of another issuer",
            SecurityTokenInvalidAudienceException => "token for another audience",
            _ => "token with a wrong signature",
        });
        if (read.Subject is not { Length: > 0 and <= 200 } subject || subject.Any(char.IsControl)) throw new CredentialException("token without a usable subject");
        return new Caller(subject, Proof.Token, Roles(read), read.Id is { Length: > 0 and <= 200 } id && !id.Any(char.IsControl) ? id : key.Kid, remote);
    }

    private Grants Roles(JsonWebToken token)
    {
        if (!token.TryGetPayloadValue(options.RoleClaim, out object found)) return Grants.None;
        try
        {
            return found is JsonElement { ValueKind: JsonValueKind.Object } claim && claim.EnumerateObject().All(p => p.Value.ValueKind == JsonValueKind.String)
                ? Grants.Parse(options.RoleClaim, claim.EnumerateObject().Select(p => KeyValuePair.Create(p.Name, p.Value.GetString()!)))
                : throw new CredentialException("token whose roles are not an object of texts");
        }
        catch (InvalidParameterException)
        {
            throw new CredentialException("token with an unknown role or project");
        }
    }
}
