using GpuCqa.Compute;
using GpuCqa.Compute.Gpu;
using GpuCqa.Core.Progress;
using GpuCqa.Pipelines.Records;
using GpuCqa.Reporting.Records;

namespace GpuCqa.Cli.Running;

/// <summary>The provenance of a run of this program.</summary>
internal static class RunRecord
{
    /// <summary>What a run was made from, and with which words on the command line.</summary>
    /// <param name="started">When it began.</param>
    /// <param name="inputs">Its inputs, hashed.</param>
    /// <param name="device">Device that it ran on.</param>
    /// <param name="progress">Its steps.</param>
    public static Provenance Of(DateTimeOffset started, IReadOnlyList<InputRecord> inputs, ComputeDevice device, ConsoleProgress progress) =>
        ProvenanceRecord.Of(started, inputs, device, progress, new ProgramRecord(GpuFamilies.IlgpuVersion, string.Join(' ', Environment.GetCommandLineArgs().Skip(1))));
}
