using System.Globalization;

namespace GpuCqa.Pipelines.Cohorts.Executors;

/// <summary>What an executor is asked: to bring a plan from the files that are there to its result.</summary>
public sealed record CohortSubmission
{
    /// <summary>The work folder with its plan.</summary>
    public required CohortWork Work { get; init; }

    /// <summary>Result folder to write, an absolute path.</summary>
    public required string Output { get; init; }

    /// <summary>Write the result at the end; false = bring all phases to their merges, and leave the rest to who submits.</summary>
    public bool WritesResult { get; init; } = true;

    /// <summary>Replace an existing result folder.</summary>
    public bool Force { get; init; }

    /// <summary>Language that the report opens with: en or ja.</summary>
    public string Language { get; init; } = "en";

    /// <summary>How tasks start the program.</summary>
    public required CohortProgram Program { get; init; }

    /// <summary>Device of every task.</summary>
    public string Device { get; init; } = "auto";

    /// <summary>Host threads of a task, or null for all that it is given.</summary>
    public int? Threads { get; init; }

    /// <summary>Shards that one task of the scheduler takes one after another.</summary>
    public int ShardsPerTask { get; init; } = 1;

    /// <summary>Times that a task is begun before it counts as failed, where it ended with "try again" (75).</summary>
    public int Attempts { get; init; } = 3;

    /// <summary>What every command line of a task ends with.</summary>
    public IReadOnlyList<string> TaskOptions() => ["--device", Device, .. Threads is { } threads ? (string[])["--threads", threads.ToString(CultureInfo.InvariantCulture)] : []];

    /// <summary>The missing tasks of a phase, so many together as one task of the scheduler takes.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Groups(string phase) => [.. Work.Missing(phase).Chunk(Math.Max(1, ShardsPerTask))];
}
