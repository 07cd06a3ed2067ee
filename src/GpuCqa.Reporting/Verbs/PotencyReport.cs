using System.Text.Json.Nodes;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Reading;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Verbs;

/// <summary>potency: assay plates to what each lot did.</summary>
internal sealed class PotencyReport : VerbReport
{
    public override string Verb => "potency";

    public override Type ResultType => typeof(PotencyResult);

    public override Said Brand => Say("readout of assay plates", "アッセイプレートの読み取り");

    public override Said Headline(AnalysisResult result) => PotencyText.Headline((PotencyResult)result);

    public override Said Sentence(AnalysisResult result) => PotencyText.Sentence((PotencyResult)result);

    public override IReadOnlyList<Said> Caveats(AnalysisResult result) => PotencyText.Caveats((PotencyResult)result);

    public override Said Facts(AnalysisResult result)
    {
        var plates = (PotencyResult)result;
        string lots = NumberText.Count(PotencyText.Lots(plates)), count = NumberText.Count(plates.Plates.Count), wells = NumberText.Count(plates.Wells.Count);
        return Say($"{lots} lots · {count} {(plates.Plates.Count == 1 ? "plate" : "plates")} · {wells} wells", $"{lots}ロット · {count}プレート · {wells}ウェル");
    }

    public override Said Methods(AnalysisResult result, string engineVersion) => PotencyText.Methods((PotencyResult)result, engineVersion);

    public override AnalysisResult Read(FolderFiles files, JsonObject record, JsonObject summary) => EvidenceReader.Potency(files, record, summary);
}
