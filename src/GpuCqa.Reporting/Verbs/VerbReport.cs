using System.Text.Json.Nodes;
using GpuCqa.Reporting.Reading;
using GpuCqa.Reporting.Scenes;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;

namespace GpuCqa.Reporting.Verbs;

/// <summary>What only the verb knows of its results: their words, and how a folder is read back. One class a verb; sections, tables and figures follow the parts of the result.</summary>
internal abstract class VerbReport
{
    /// <summary>Every verb that writes a result folder.</summary>
    public static IReadOnlyList<VerbReport> All { get; } = [new DiscoverReport(), new AssociateReport(), new MapReport(), new PlanReport(), new SpecificationReport(), new DetectReport(), new PotencyReport(), new PerturbReport(), new RegistryReport(), new CompareReport(), new QualifyReport()];

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

    /// <summary>The verdict on the first screen of a result that is no family of tests and no mapping, and whether it is a good one; null where another section is the first.</summary>
    public virtual (bool Shown, Said Words)? Verdict(AnalysisResult result) => null;

    /// <summary>The numbers on that first screen: name, value, and what stands below it.</summary>
    public virtual IReadOnlyList<(Said Name, string Value, Said Under)> Figures(AnalysisResult result) => [];

    /// <summary>The picture on that first screen, for a width and height; null for none.</summary>
    public virtual Scene? Picture(AnalysisResult result, int width, int height) => null;

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
