using System.Reflection;
using System.Runtime.InteropServices;
using GpuCqa.Compute;
using GpuCqa.Reporting.Records;

namespace GpuCqa.Pipelines.Records;

/// <summary>Fills the provenance of a result with what the program and the machine are.</summary>
public static class ProvenanceRecord
{
    private static readonly string[] Named = ["Google.Protobuf", "Grpc.", "Spectre.", "System.CommandLine"];

    /// <summary>The record of a finished run.</summary>
    public static Provenance Of(DateTimeOffset started, IReadOnlyList<InputRecord> inputs, ComputeDevice device, StepRecorder steps, ProgramRecord program)
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
            Packages = Packages(program.IlgpuVersion),
            HostOperations = [.. device.HostOperations],
            Steps = steps.Times.Select(s => new StepRecord(s.Step, s.Seconds)).ToArray(),
            Resumed = steps.TakenOver,
            Started = started,
            Finished = DateTimeOffset.UtcNow,
            Command = program.Command,
            Platform = $"{RuntimeInformation.OSDescription} {RuntimeInformation.OSArchitecture}",
            Runtime = RuntimeInformation.FrameworkDescription,
        };
    }

    private static KeyValuePair<string, string>[] Packages(string ilgpu) =>
        AppDomain.CurrentDomain.GetAssemblies()
            .Where(a => a.GetName().Name is { } name && Named.Any(p => name.StartsWith(p, StringComparison.Ordinal)))
            .Select(a => KeyValuePair.Create(a.GetName().Name!, Version(a)))
            .Append(KeyValuePair.Create("ILGPU", ilgpu))
            .OrderBy(p => p.Key, StringComparer.Ordinal).ToArray();

    // The package's version without what its build appended; an assembly's own version may stay the same over many packages.
    private static string Version(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? assembly.GetName().Version?.ToString() ?? "unknown";
}
