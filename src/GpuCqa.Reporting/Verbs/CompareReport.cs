using System.Text.Json.Nodes;
using GpuCqa.Core.Parameters;
using GpuCqa.Reporting.Comparisons;
using GpuCqa.Reporting.Reading;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Verbs;

/// <summary>compare: lots before and after a change of the process.</summary>
internal sealed class CompareReport : VerbReport
{
    public override string Verb => "compare";

    public override Type ResultType => typeof(CompareResult);

    public override Said Brand => Say("comparability after a change", "製法変更前後の同等性/同質性");

    public override Said Headline(AnalysisResult result) => CompareText.Headline((CompareResult)result);

    public override Said Sentence(AnalysisResult result) => CompareText.Sentence((CompareResult)result);

    public override IReadOnlyList<Said> Caveats(AnalysisResult result) => CompareText.Caveats((CompareResult)result);

    public override Said Facts(AnalysisResult result) => CompareText.Facts((CompareResult)result);

    public override Said Methods(AnalysisResult result, string engineVersion) => CompareMethods.Text((CompareResult)result, engineVersion);

    public override AnalysisResult Read(FolderFiles files, JsonObject record, JsonObject summary) => new CompareResult
    {
        Parameters = ParameterReader.Read(record.Object("parameters"), new CompareParameters { Change = "", Before = "", After = "" }),
        Findings = CompareJson.Read(summary),
        Warnings = SummaryReader.Warnings(summary),
        Notes = SummaryReader.Notes(summary),
    };
}
