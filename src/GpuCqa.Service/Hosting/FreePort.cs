using System.Net;
using System.Net.Sockets;
using GpuCqa.Core.Errors;

namespace GpuCqa.Service.Hosting;

/// <summary>Looks whether an address can be listened on, before anything of a host is started or logged.</summary>
internal static class FreePort
{
    /// <summary>Binds the address and lets it go.</summary>
    /// <param name="setting">What messages call the address.</param>
    /// <param name="point">The address; port 0 takes a free one and passes.</param>
    /// <exception cref="PreconditionException">It is taken, or may not be used.</exception>
    public static void Require(string setting, IPEndPoint point)
    {
        if (point.Port == 0) return;
        try
        {
            using var listener = new TcpListener(point);
            listener.Start();
        }
        catch (SocketException error)
        {
            throw new PreconditionException($"{setting} cannot be listened on: {(error.SocketErrorCode == SocketError.AddressAlreadyInUse ? "another program uses the port; end it, or choose another port" : error.Message)}.", error);
        }
    }
}
