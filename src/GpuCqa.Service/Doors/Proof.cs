namespace GpuCqa.Service.Doors;

/// <summary>How a caller proved who it is.</summary>
public enum Proof
{
    /// <summary>Not at all; only health answers.</summary>
    None,

    /// <summary>By being on this machine, where the service was told not to ask.</summary>
    Loopback,

    /// <summary>By a client certificate.</summary>
    Certificate,

    /// <summary>By an API key.</summary>
    Key,

    /// <summary>By a signed token (JWT).</summary>
    Token,

    /// <summary>By the right to write to the state folder, on the command line.</summary>
    Console,
}
