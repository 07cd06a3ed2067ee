namespace GpuCqa.Service.Doors;

/// <summary>Who makes a call; a feature of the HttpContext of every call.</summary>
/// <param name="Name">Name of a key, subject of a certificate or of a token.</param>
/// <param name="Proof">How it was proved.</param>
/// <param name="Grants">What it may do where.</param>
/// <param name="Credential">Public part of what it was proved with: id of the key, thumbprint of the certificate, id of the token; never a secret.</param>
/// <param name="Remote">Network address that the call came from.</param>
public sealed record Caller(string Name, Proof Proof, Grants Grants, string Credential, string Remote)
{
    /// <summary>Identity under which rates are counted: a key and a token of the same name are two callers, and callers without a proof are one per address.</summary>
    public string Identity => Proof == Proof.None ? $"none:{Remote}" : $"{Proof}:{Name}";

    /// <summary>A caller that proved nothing.</summary>
    public static Caller Unknown(string remote) => new("", Proof.None, Grants.None, "", remote);
}
