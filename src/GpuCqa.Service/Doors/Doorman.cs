using System.Net;
using GpuCqa.Service.Doors.Keys;
using GpuCqa.Service.Doors.Tokens;
using GpuCqa.Service.Hosting;
using Microsoft.Extensions.Primitives;

namespace GpuCqa.Service.Doors;

/// <summary>Finds out who makes a call: by what the call says, else by the certificate of its connection.</summary>
public sealed class Doorman(ServiceOptions options, CertificateDoor certificates, ApiKeyDoor keys, TokenDoor? tokens)
{
    private const string Scheme = "Bearer ", KeyHeader = "x-api-key";

    /// <summary>The caller; one that proved nothing, where it says nothing.</summary>
    /// <exception cref="CredentialException">It says something that is not taken; a certificate does not help then.</exception>
    public async ValueTask<Caller> Find(HttpContext http)
    {
        string remote = Remote(http.Connection.RemoteIpAddress);
        if (options.InsecureLoopback) return new Caller("loopback", Proof.Loopback, Grants.All(Role.Admin), "", remote);
        StringValues authorization = http.Request.Headers.Authorization, key = http.Request.Headers[KeyHeader];
        if (authorization.Count + key.Count > 1) throw new CredentialException("several credentials");
        if (key is [{ } text] && options.Doors.TakesCredentials) return options.Doors.Keys ? keys.Find(text, remote) : throw new CredentialException("keys are not taken");
        if (authorization is [{ } value] && options.Doors.TakesCredentials)
        {
            if (!value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) throw new CredentialException("another scheme than Bearer");
            string credential = value[Scheme.Length..].Trim();
            if (credential.StartsWith(ApiKeyText.Prefix, StringComparison.Ordinal) && options.Doors.Keys) return keys.Find(credential, remote);
            return tokens is null ? throw new CredentialException("not a key") : await tokens.Find(credential, remote);
        }

        return http.Connection.ClientCertificate is { } certificate ? certificates.Find(certificate, remote) : Caller.Unknown(remote);
    }

    /// <summary>An address as it is counted by and logged.</summary>
    public static string Remote(IPAddress? address) => (address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address)?.ToString() ?? "";
}
