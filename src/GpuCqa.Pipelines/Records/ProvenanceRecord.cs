using System.Reflection;
using System.Runtime.InteropServices;
using GpuCqa.Compute;
using GpuCqa.Reporting.Records;

namespace GpuCqa.Pipelines.Records;

/// <summary>Fills the provenance of a result with what the program and the machine are.</summary>
public static class ProvenanceRecord
{
    private static readonly string[] Named = ["System.CommandLine", "Spectre.", "Grpc.AspNetCore."];

    /// <summary>The record of a finished run.</summary>
    public static Provenance Of(DateTimeOffset started, IReadOnlyList<InputRecord> inputs, ComputeDevice device, IReadOnlyList<(string Step, double Seconds)> steps, ProgramRecord program)
    {
        string version = typeof(ProvenanceRecord).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
        string[] parts = version.Split('+', 2);
        return new Provenance
        {
            EngineVersion = parts[0],
            EngineCommit = parts.Length > 1 ? parts[1] : null,
            Inputs = inputs,
            Device = new DeviceRecord(device.Info.Kind, $"{device.Info.Description}; {device.Info.Choice}", device.Info.VectorBits, device.Info.Threads)
            {
                MemoryBytes = device.Info.MemoryBytes,
                PeakBytes = device.PeakMemory,
                Driver = device.Info.Driver,
                Packages = device.Info.Packages,
                Libraries = device.Info.Libraries,
            },
            Packages = Packages(program.GpuPackages),
            HostOperations = [.. device.HostOperations],
            Steps = steps.Select(s => new StepRecord(s.Step, s.Seconds)).ToArray(),
            Started = started,
            Finished = DateTimeOffset.UtcNow,
            Command = program.Command,
            Platform = $"{RuntimeInformation.OSDescription} {RuntimeInformation.OSArchitecture}",
            Runtime = RuntimeInformation.FrameworkDescription,
        };
    }

    private static KeyValuePair<string, string>[] Packages(string gpu) =>
        AppDomain.CurrentDomain.GetAssemblies().Select(a => a.GetName())
            .Where(n => n.Name is { } name && Named.Any(p => name.StartsWith(p, StringComparison.Ordinal)))
            .Select(n => KeyValuePair.Create(n.Name!, n.Version?.ToString() ?? ""))
            .Append(KeyValuePair.Create("ILGPU", gpu))
            .OrderBy(p => p.Key, StringComparer.Ordinal).ToArray();
}
