using System.CommandLine;
using System.Text.Json;
using GpuCqa.Compute;

namespace GpuCqa.Cli.Verbs;

/// <summary><c>gpucqa devices</c>: which devices this machine and this build offer.</summary>
public static class DevicesVerb
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        Option<bool> json = CommonOptions.Json();
        var command = new Command("devices", "List the compute devices that this build can use on this machine.") { json };
        command.SetAction(parsed =>
        {
            IReadOnlyList<DeviceInfo> devices = ComputeDevices.List();
            if (parsed.GetValue(json))
            {
                Console.Out.WriteLine(JsonSerializer.Serialize(devices.Select(d => new { kind = d.Kind, description = d.Description, threads = d.Threads }), Running.JsonText.Indented));
                return 0;
            }

            foreach (DeviceInfo device in devices) Console.Out.WriteLine($"{device.Kind,-14} {device.Description}");
            if (devices.All(d => d.Kind.StartsWith("cpu", StringComparison.Ordinal)))
                Console.Out.WriteLine("This build has no GPU engine: cuda:N and opencl:N are refused with exit code 75.");
            return 0;
        });
        return command;
    }
}
