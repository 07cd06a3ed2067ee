using GpuCqa.Core.Progress;
using GpuCqa.Reporting.Findings;
using GpuCqa.Statistics;

namespace GpuCqa.Cli.Running;

/// <summary>What a run that has ended says on stderr.</summary>
internal static class RunNews
{
    /// <summary>Says the finding, what else belongs to it, what undermines it, and where the report is.</summary>
    /// <param name="result">The result.</param>
    /// <param name="folder">Its folder, or null when nothing is to be said of it.</param>
    /// <param name="sentences">What follows the finding.</param>
    public static void Tell(AnalysisResult result, string? folder, params ReadOnlySpan<string> sentences)
    {
        Console.Error.WriteLine();
        Console.Error.WriteLine(FindingText.Sentence(result));
        foreach (string sentence in sentences) Console.Error.WriteLine(sentence);
        foreach (string warning in result.Warnings) Console.Error.WriteLine(StepProgress.WarningMark + warning);
        if (folder is not null) Console.Error.WriteLine($"Report: {Path.GetFullPath(Path.Combine(folder, "report.html"))}");
    }
}
