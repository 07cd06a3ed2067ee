using System.Net;
using System.Net.Sockets;

namespace GpuCqa.Client.Tests.Fakes;

/// <summary>An address where nobody listens, held so that no other test takes it meanwhile.</summary>
public sealed class Nobody : IDisposable
{
    private readonly Socket held = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public Nobody() => held.Bind(new IPEndPoint(IPAddress.Loopback, 0));

    public string Address => $"http://{held.LocalEndPoint}";

    public void Dispose() => held.Dispose();
}
