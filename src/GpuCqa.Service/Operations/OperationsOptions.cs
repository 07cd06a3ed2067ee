using System.Net;
using System.Net.Sockets;
using GpuCqa.Core.Errors;

namespace GpuCqa.Service.Operations;

/// <summary>What those who run the service see of it: section GpuCqa:Operations.</summary>
public sealed class OperationsOptions
{
    /// <summary>Address and port of /healthz, /readyz and /metrics over HTTP/1.1, where nobody is asked who calls; off if empty.</summary>
    public string Listen { get; set; } = "";

    /// <summary>Allow <see cref="Listen"/> on an address that is neither loopback nor private.</summary>
    public bool AllowPublic { get; set; }

    /// <summary>Endpoint of an OpenTelemetry collector (OTLP), for example http://127.0.0.1:4317; the OTEL_EXPORTER_OTLP_... variables do the same.</summary>
    public string Otlp { get; set; } = "";

    /// <summary>Least severe level that is logged: Debug, Information, Warning, Error.</summary>
    public LogLevel LogLevel { get; set; } = LogLevel.Information;

    /// <summary>Free bytes of the state folder's disk below which no upload, import or analysis starts, and health is NOT_SERVING.</summary>
    public long MinFreeBytes { get; set; } = 256 << 20;

    /// <summary>The address to listen on, or null.</summary>
    /// <exception cref="InvalidParameterException">It is not an address and a port.</exception>
    public IPEndPoint? EndPoint() => Listen.Length == 0 ? null
        : IPEndPoint.TryParse(Listen.Replace("localhost:", "127.0.0.1:", StringComparison.Ordinal), out IPEndPoint? point) && Listen.Contains(':', StringComparison.Ordinal) ? point
        : throw new InvalidParameterException($"GpuCqa:Operations:Listen is '{Listen}'; expected an address and a port, such as 127.0.0.1:9464.");

    /// <summary>Refuses values out of range, and a listener that strangers could reach.</summary>
    /// <exception cref="InvalidParameterException">Names the key.</exception>
    public void Check()
    {
        if (EndPoint() is { } point && !AllowPublic && !IsPrivate(point.Address))
            throw new InvalidParameterException($"GpuCqa:Operations:Listen is {Listen}, which strangers may reach, and it asks nobody who calls. Take a loopback or private address, or set GpuCqa:Operations:AllowPublic.");
        if (MinFreeBytes < 0) throw new InvalidParameterException($"GpuCqa:Operations:MinFreeBytes is {MinFreeBytes}; expected at least 0.");
        if (Otlp.Length > 0 && !(Uri.TryCreate(Otlp, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https"))
            throw new InvalidParameterException("GpuCqa:Operations:Otlp is not an address such as http://127.0.0.1:4317.");
        if (!Enum.IsDefined(LogLevel)) throw new InvalidParameterException($"GpuCqa:Operations:LogLevel is {LogLevel}; expected Debug, Information, Warning or Error.");
    }

    // Loopback, RFC 1918, link-local and unique local addresses. 0.0.0.0 and [::] are every address of the machine.
    private static bool IsPrivate(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (IPAddress.IsLoopback(address)) return true;
        if (address.AddressFamily == AddressFamily.InterNetworkV6) return address.IsIPv6LinkLocal || address.IsIPv6UniqueLocal;
        byte[] b = address.GetAddressBytes();
        return b[0] == 10 || (b[0] == 172 && b[1] is >= 16 and < 32) || (b[0] == 192 && b[1] == 168) || (b[0] == 169 && b[1] == 254);
    }
}
