using System.Text.Json.Nodes;
using GpuCqa.Analysis.Mapping;
using GpuCqa.Reporting.Mappings;
using GpuCqa.Reporting.Reading;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Verbs;

/// <summary>map: new lots on a frozen reference, and whether its claims stand on them.</summary>
internal sealed class MapReport : VerbReport
{
    public override string Verb => "map";

    public override Type ResultType => typeof(MapResult);

    public override Said Brand => Say("replication in new lots", "新しいロットでの再現");

    public override Said Headline(AnalysisResult result) => MapText.Headline((MapResult)result);

    public override Said Sentence(AnalysisResult result) => MapText.Sentence((MapResult)result);

    public override IReadOnlyList<Said> Remarks(AnalysisResult result) => MapText.Remarks((MapResult)result);

    public override IReadOnlyList<Said> Caveats(AnalysisResult result) => MapText.Caveats((MapResult)result);

    public override Said Facts(AnalysisResult result) => MapText.Facts((MapResult)result);

    public override Said Methods(AnalysisResult result, string engineVersion) => MapMethods.Text((MapResult)result, engineVersion);

    public override AnalysisResult Read(FolderFiles files, JsonObject record, JsonObject summary) => MapReader.Read(files, record, summary);
}
