using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using GpuCqa.Cli.Remote;
using GpuCqa.Cli.Running;
using GpuCqa.Compute;
using GpuCqa.Compute.Gpu;

namespace GpuCqa.Cli.Verbs;

/// <summary><c>gpucqa devices</c>: which devices this machine and this build offer.</summary>
public static class DevicesVerb
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        Option<bool> json = CommonOptions.Json();
        var command = new Command("devices", "List the compute devices that this build can use on this machine: memory, driver, libraries, what each can do, and why others are missing.") { json };
        ServerOptions.AddTo(command);
        command.SetAction(parsed =>
        {
            if (ServerOptions.Address(parsed) is { } server) return RemoteDevices.Print(parsed, server, parsed.GetValue(json));
            IReadOnlyList<DeviceInfo> devices = ComputeDevices.List(DeviceFamilies.All);
            IReadOnlyList<string> notes = GpuFamilies.Notes();
            if (parsed.GetValue(json)) Console.Out.WriteLine(JsonSerializer.Serialize(Document(devices, notes), JsonText.Indented));
            else Tell(devices, notes);
            return 0;
        });
        return command;
    }

    private static object Document(IReadOnlyList<DeviceInfo> devices, IReadOnlyList<string> notes) => new
    {
        packages = GpuFamilies.Packages,
        devices = devices.Select(d => new
        {
            kind = d.Kind,
            description = d.Description,
            automatic = d.Automatic,
            memory_bytes = d.MemoryBytes,
            driver = d.Driver,
            packages = d.Packages,
            libraries = d.Libraries,
            vector_bits = d.VectorBits,
            threads = d.Threads,
            capabilities = d.Capabilities,
        }),
        kernels = GpuFamilies.Kernels,
        notes,
    };

    private static void Tell(IReadOnlyList<DeviceInfo> devices, IReadOnlyList<string> notes)
    {
        Console.Out.WriteLine($"{"device",-14} {"memory",9}  {"driver",-11} description");
        foreach (DeviceInfo device in devices)
        {
            string memory = device.MemoryBytes is { } bytes ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.0} GB") : "host";
            Console.Out.WriteLine($"{device.Kind,-14} {memory,9}  {device.Driver ?? "-",-11} {device.Description}");
            if (device.Libraries is { } libraries) Detail("libraries", libraries);
            if (device.Capabilities.Count > 0) Detail("can", string.Join(", ", device.Capabilities));
        }

        Console.Out.WriteLine();
        Console.Out.WriteLine($"GPU package of this build: {GpuFamilies.Packages}");
        Console.Out.WriteLine($"Operations with GPU kernels: {(GpuFamilies.Kernels.Count == 0 ? "none" : string.Join(", ", GpuFamilies.Kernels))}; the others run on the host's CPU and are counted in provenance.");
        foreach (string note in notes) Console.Out.WriteLine($"note: {note}");
    }

    private static void Detail(string title, string text) => Console.Out.WriteLine($"{"",-14} {"",9}  {title,-11} {text}");
}
