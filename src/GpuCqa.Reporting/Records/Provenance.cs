namespace GpuCqa.Reporting.Records;

/// <summary>What a result was made from, by what, on what; filled by the program that put the parts together.</summary>
public sealed record Provenance
{
    /// <summary>Version of the engine.</summary>
    public required string EngineVersion { get; init; }

    /// <summary>Commit the engine was built from, or null when it is not known.</summary>
    public string? EngineCommit { get; init; }

    /// <summary>Every file that was read, in the order of reading.</summary>
    public required IReadOnlyList<InputRecord> Inputs { get; init; }

    /// <summary>The compute device.</summary>
    public required DeviceRecord Device { get; init; }

    /// <summary>Packages and libraries by name with their version, in a fixed order ("libhdf5" "1.10.8").</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Packages { get; init; } = [];

    /// <summary>Operations that the device lacks and that ran on the host instead, by name with the number of calls.</summary>
    public IReadOnlyList<KeyValuePair<string, long>> HostOperations { get; init; } = [];

    /// <summary>Seconds per step, in order.</summary>
    public IReadOnlyList<StepRecord> Steps { get; init; } = [];

    /// <summary>Steps that an earlier run of the job had finished, in order; <see cref="Steps"/> has the seconds that they took in this one.</summary>
    public IReadOnlyList<ResumedRecord> Resumed { get; init; } = [];

    /// <summary>When the run began, UTC.</summary>
    public DateTimeOffset Started { get; init; }

    /// <summary>When the result was complete, UTC.</summary>
    public DateTimeOffset Finished { get; init; }

    /// <summary>The command line, or null when the run did not come from one.</summary>
    public string? Command { get; init; }

    /// <summary>Operating system and architecture.</summary>
    public string? Platform { get; init; }

    /// <summary>Runtime and its version.</summary>
    public string? Runtime { get; init; }
}
