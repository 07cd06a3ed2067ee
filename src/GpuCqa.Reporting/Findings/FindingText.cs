using GpuCqa.Reporting.Verbs;
using GpuCqa.Statistics;

namespace GpuCqa.Reporting.Findings;

/// <summary>What a result found in words; the report, summary.json and the terminal say the same.</summary>
public static class FindingText
{
    /// <summary>The finding with its certainty, in one sentence (two when nothing reaches the level).</summary>
    public static string Sentence(AnalysisResult result) => VerbReport.Of(result).Sentence(result).En;

    /// <summary>The finding in a few words, as a title.</summary>
    public static string Headline(AnalysisResult result) => VerbReport.Of(result).Headline(result).En;

    /// <summary>What has to be read with the finding beside the result's warnings, one statement an entry.</summary>
    public static IReadOnlyList<string> Remarks(AnalysisResult result) => [.. VerbReport.Of(result).Remarks(result).Select(c => c.En)];

    /// <summary>What the finding does not say, one statement an entry.</summary>
    public static IReadOnlyList<string> Caveats(AnalysisResult result) => [.. VerbReport.Of(result).Caveats(result).Select(c => c.En)];
}
