using GpuCqa.Reporting.Texts;

namespace GpuCqa.Cli.Verbs;

/// <summary>What every run of a verb on this machine is told.</summary>
public abstract class VerbJob
{
    /// <summary>Language that the report opens with.</summary>
    public ReportLanguage Language { get; init; }

    /// <summary>Replace an existing folder.</summary>
    public bool Force { get; init; }

    /// <summary>No progress and no notes.</summary>
    public bool Quiet { get; init; }

    /// <summary>Print summary.json on stdout.</summary>
    public bool Json { get; init; }
}
