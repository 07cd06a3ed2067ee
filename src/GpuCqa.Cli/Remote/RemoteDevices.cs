using System.CommandLine;
using System.Text.Json;
using GpuCqa.Api.V1;
using GpuCqa.Cli.Running;
using GpuCqa.Client.Connections;

namespace GpuCqa.Cli.Remote;

/// <summary><c>devices</c> of a server.</summary>
public static class RemoteDevices
{
    /// <summary>Prints them.</summary>
    public static int Print(ParseResult parsed, string address, bool json)
    {
        using var interruption = new Interruption();
        using GpuCqaClient client = ServerOptions.Connect(parsed, address, Console.Error.WriteLine);
        IReadOnlyList<Device> devices = client.ListDevicesAsync(interruption.Token).GetAwaiter().GetResult();
        if (json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(new { server = client.Address, devices = devices.Select(d => new { kind = ServerPlan.Kind(d), description = d.Description, vector_bits = d.VectorBits, threads = d.Threads }) }, JsonText.Indented));
            return 0;
        }

        Console.Out.WriteLine($"{"device",-14} description (of {client.Address})");
        foreach (Device device in devices) Console.Out.WriteLine($"{ServerPlan.Kind(device),-14} {device.Description}");
        return 0;
    }
}
