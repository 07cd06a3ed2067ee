using System.Text.Json.Nodes;
using GpuCqa.Reporting.Reading;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;

namespace GpuCqa.Reporting.Verbs;

/// <summary>What only the verb knows of its results: their words, and how a folder is read back. One class a verb; sections, tables and figures follow the parts of the result.</summary>
internal abstract class VerbReport
{
    /// <summary>Every verb that writes a result folder.</summary>
    public static IReadOnlyList<VerbReport> All { get; } = [new DiscoverReport(), new AssociateReport(), new MapReport(), new CompareReport()];

    /// <summary>The verb, as provenance.json names it.</summary>
    public abstract string Verb { get; }

    /// <summary>Type of its results.</summary>
    public abstract Type ResultType { get; }

    /// <summary>What the page's header calls it.</summary>
    public abstract Said Brand { get; }

    /// <summary>The report of a result.</summary>
    /// <exception cref="ArgumentException">No report of such a result is known.</exception>
    public static VerbReport Of(AnalysisResult result) => All.FirstOrDefault(v => v.ResultType == result.GetType()) ?? throw new ArgumentException($"There is no report of {result.GetType().Name}.", nameof(result));

    /// <summary>The finding in a few words.</summary>
    public abstract Said Headline(AnalysisResult result);

    /// <summary>The finding with its certainty.</summary>
    public abstract Said Sentence(AnalysisResult result);

    /// <summary>What has to be read with the finding beside the result's warnings, one statement an entry.</summary>
    public virtual IReadOnlyList<Said> Remarks(AnalysisResult result) => [];

    /// <summary>What the finding does not say, one statement an entry.</summary>
    public abstract IReadOnlyList<Said> Caveats(AnalysisResult result);

    /// <summary>Size of the result for the page's header.</summary>
    public abstract Said Facts(AnalysisResult result);

    /// <summary>The methods, ready to paste.</summary>
    public abstract Said Methods(AnalysisResult result, string engineVersion);

    /// <summary>Reads a folder of this verb back.</summary>
    /// <param name="files">The folder.</param>
    /// <param name="record">provenance.json.</param>
    /// <param name="summary">summary.json.</param>
    public abstract AnalysisResult Read(FolderFiles files, JsonObject record, JsonObject summary);
}
