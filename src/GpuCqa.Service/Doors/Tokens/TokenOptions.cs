using GpuCqa.Core.Errors;

namespace GpuCqa.Service.Doors.Tokens;

/// <summary>Section GpuCqa:Doors:Jwt: whose tokens are taken.</summary>
public sealed class TokenOptions
{
    /// <summary>File with the public keys of the issuer (JWKS); read again when it changes.</summary>
    public string? Jwks { get; set; }

    /// <summary>The issuer (iss).</summary>
    public string? Issuer { get; set; }

    /// <summary>This service, as the issuer names it (aud).</summary>
    public string? Audience { get; set; }

    /// <summary>Claim that holds an object: project (or "all") to role.</summary>
    public string RoleClaim { get; set; } = "gpucqa_roles";

    /// <summary>Refuses half a configuration.</summary>
    /// <exception cref="InvalidParameterException">Names the key.</exception>
    public void Check()
    {
        if (Jwks is null && Issuer is null && Audience is null) return;
        if (string.IsNullOrEmpty(Jwks) || string.IsNullOrEmpty(Issuer) || string.IsNullOrEmpty(Audience)) throw new InvalidParameterException("GpuCqa:Doors:Jwt needs Jwks, Issuer and Audience.");
        if (string.IsNullOrEmpty(RoleClaim)) throw new InvalidParameterException("GpuCqa:Doors:Jwt:RoleClaim is empty.");
        if (!File.Exists(Jwks)) throw new InvalidParameterException($"GpuCqa:Doors:Jwt:Jwks names {Jwks}, which is not a file.");
    }
}
