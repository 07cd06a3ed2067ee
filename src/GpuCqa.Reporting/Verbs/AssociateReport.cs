using System.Text.Json.Nodes;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Reading;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Verbs;

/// <summary>associate: given states against readouts, without a cell.</summary>
internal sealed class AssociateReport : VerbReport
{
    public override string Verb => "associate";

    public override Type ResultType => typeof(AssociateResult);

    public override Said Brand => Say("test of given states", "状態の検定");

    public override Said Headline(AnalysisResult result) => AssociationText.Headline(((AssociateResult)result).Tests);

    public override Said Sentence(AnalysisResult result) => AssociationText.Sentence(((AssociateResult)result).Tests, new LeadingGenes(null));

    public override IReadOnlyList<Said> Caveats(AnalysisResult result) => AssociationText.Caveats(((AssociateResult)result).Tests, found: false);

    public override Said Facts(AnalysisResult result)
    {
        AssociationFindings tests = ((AssociateResult)result).Tests;
        int count = tests.Partitions.Sum(p => p.States.Count);
        string lots = NumberText.Count(tests.Lots.Count), states = NumberText.Count(count), readouts = string.Join(", ", tests.Parameters.Readouts);
        string? cells = ((AssociateResult)result).Parameters.ConditionColumn is null && tests.Partitions.Count > 0 && tests.Partitions[0].LotCells is { } all ? NumberText.Count(all.Sum(c => (long)c)) : null;
        return Say($"{lots} lots · {(cells is null ? "" : $"{cells} cells · ")}{states} {(count == 1 ? "state" : "states")} · {readouts}", $"{lots}ロット · {(cells is null ? "" : $"{cells}細胞 · ")}{states}状態 · {readouts}");
    }

    public override Said Methods(AnalysisResult result, string engineVersion) => AssociateMethods.Text((AssociateResult)result, engineVersion);

    public override AnalysisResult Read(FolderFiles files, JsonObject record, JsonObject summary) => AssociateReader.Read(files, record, summary);
}
