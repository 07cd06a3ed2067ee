using GpuCqa.Api.V1;

namespace GpuCqa.Service.Analyses;

/// <summary>An analysis as the tables hold it.</summary>
/// <param name="Project">Project.</param>
/// <param name="Id">Last segment of the name.</param>
/// <param name="Uid">Identity that no later analysis of the same name shares.</param>
/// <param name="Ordinal">Grows with every analysis that is made.</param>
/// <param name="Crashes">Times that the service ended without a word while it ran.</param>
/// <param name="Content">The resource.</param>
public sealed record AnalysisRecord(string Project, string Id, string Uid, long Ordinal, int Crashes, AnalysisMessage Content)
{
    /// <summary>The trace of the call that made it, as W3C's traceparent, or null.</summary>
    public string? Trace { get; init; }

    /// <summary>Last segment of the name of its operation.</summary>
    public string Operation => "op-" + Uid;

    /// <summary>Whether a state is final.</summary>
    public static bool IsTerminal(AnalysisState state) => state is AnalysisState.Succeeded or AnalysisState.Failed or AnalysisState.Cancelled;
}
