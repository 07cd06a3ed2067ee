using GpuCqa.Core.Errors;
using GpuCqa.Core.Reasons;

namespace GpuCqa.Client.Connections;

/// <summary>How a service is reached, and by whom.</summary>
public sealed record ClientOptions
{
    /// <summary>API key of the caller; sent as a bearer token.</summary>
    public string? ApiKey { get; init; }

    /// <summary>Gives the token of each call, for tokens that expire; instead of <see cref="ApiKey"/>.</summary>
    public Func<CancellationToken, ValueTask<string>>? TokenProvider { get; init; }

    /// <summary>PEM file of the authorities that the server's certificate must be signed by; the machine's own count if null.</summary>
    public string? CertificateAuthorities { get; init; }

    /// <summary>PEM file of the caller's certificate, for mutual TLS.</summary>
    public string? ClientCertificate { get; init; }

    /// <summary>PEM file of its private key; the certificate's own file if null.</summary>
    public string? ClientKey { get; init; }

    /// <summary>Why the caller changes what it changes, for the audit log of the service: one line of at most 500 characters.</summary>
    public string? Reason { get; init; }

    /// <summary>Time of silence after which the line is probed while a call runs.</summary>
    public TimeSpan KeepAliveDelay { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Time without an answer to a probe after which the line counts as broken.</summary>
    public TimeSpan KeepAliveTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Deadline of each call that answers once; streams have none.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Deadline of the end of an upload, in which the service reads and checks all of it.</summary>
    public TimeSpan FinishTimeout { get; init; } = TimeSpan.FromHours(1);

    /// <summary>When calls are repeated.</summary>
    public RetryOptions Retry { get; init; } = new();

    /// <summary>Bytes of a chunk of an upload; at most 2 MiB.</summary>
    public int ChunkBytes { get; init; } = 1 << 20;

    /// <summary>Says nothing of the key.</summary>
    public override string ToString() => nameof(ClientOptions);

    /// <summary>Refuses values out of range.</summary>
    /// <exception cref="InvalidParameterException">Names the option.</exception>
    internal void Check(Uri address)
    {
        if (ApiKey is not null && TokenProvider is not null) throw new InvalidParameterException("ApiKey and TokenProvider are both given; expected one.");
        if (ApiKey is not null && (ApiKey.Length == 0 || ApiKey.Any(c => c is <= ' ' or > '~'))) throw new InvalidParameterException("ApiKey is empty or holds characters that no key has.");
        ReasonText.Checked(nameof(Reason), Reason);
        if (ClientKey is not null && ClientCertificate is null) throw new InvalidParameterException("ClientKey is given without ClientCertificate.");
        if (ChunkBytes is < 1 or > 2 << 20) throw new InvalidParameterException($"ChunkBytes is {ChunkBytes}; expected 1 to {2 << 20}.");
        foreach ((string name, TimeSpan value) in new[] { (nameof(KeepAliveDelay), KeepAliveDelay), (nameof(KeepAliveTimeout), KeepAliveTimeout), (nameof(CallTimeout), CallTimeout), (nameof(FinishTimeout), FinishTimeout), ("Retry.FirstDelay", Retry.FirstDelay), ("Retry.LongestDelay", Retry.LongestDelay) })
        {
            if (value <= TimeSpan.Zero) throw new InvalidParameterException($"{name} is {value}; expected a positive time.");
        }

        if (address.Scheme == Uri.UriSchemeHttps) return;
        if (CertificateAuthorities is not null || ClientCertificate is not null) throw new InvalidParameterException($"{address} is not TLS, so certificates say nothing; expected https://.");
        if ((ApiKey is not null || TokenProvider is not null) && !address.IsLoopback) throw new InvalidParameterException($"{address} is not TLS: a key would travel in the open. Use https://.");
    }
}
