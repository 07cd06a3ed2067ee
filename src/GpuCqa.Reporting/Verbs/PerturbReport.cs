using System.Text.Json.Nodes;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Reading;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Verbs;

/// <summary>perturb: knock-downs over lots.</summary>
internal sealed class PerturbReport : VerbReport
{
    public override string Verb => "perturb";

    public override Type ResultType => typeof(PerturbationResult);

    public override Said Brand => Say("perturbation evidence", "摂動による証拠");

    public override Said Headline(AnalysisResult result) => PerturbationText.Headline((PerturbationResult)result);

    public override Said Sentence(AnalysisResult result) => PerturbationText.Sentence((PerturbationResult)result);

    public override IReadOnlyList<Said> Caveats(AnalysisResult result) => PerturbationText.Caveats((PerturbationResult)result);

    public override Said Facts(AnalysisResult result)
    {
        var perturbed = (PerturbationResult)result;
        string lots = NumberText.Count(perturbed.Lots.Count), genes = NumberText.Count(perturbed.Floor.Genes), sirnas = NumberText.Count(perturbed.Sirnas.Count);
        return Say($"{lots} lots · {genes} genes · {sirnas} siRNAs · {perturbed.Parameters.Readout}", $"{lots}ロット · {genes}遺伝子 · {sirnas} siRNA · {perturbed.Parameters.Readout}");
    }

    public override Said Methods(AnalysisResult result, string engineVersion) => PerturbationText.Methods((PerturbationResult)result, engineVersion);

    public override AnalysisResult Read(FolderFiles files, JsonObject record, JsonObject summary) => EvidenceReader.Perturbation(files, record, summary);
}
