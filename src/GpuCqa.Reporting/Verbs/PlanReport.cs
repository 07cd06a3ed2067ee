using System.Text.Json.Nodes;
using GpuCqa.Core.Parameters;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Reading;
using GpuCqa.Reporting.Scenes;
using GpuCqa.Reporting.Sections;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Verbs;

/// <summary>plan: what a design can show, before there are data.</summary>
internal sealed class PlanReport : VerbReport
{
    public override string Verb => "plan";

    public override Type ResultType => typeof(PlanResult);

    public override Said Brand => Say("plan of a study", "試験計画");

    public override Said Headline(AnalysisResult result) => PlanText.Headline((PlanResult)result);

    public override Said Sentence(AnalysisResult result) => PlanText.Sentence((PlanResult)result);

    public override (bool Shown, Said Words)? Verdict(AnalysisResult result)
    {
        var plan = (PlanResult)result;
        if (plan.Impossible) return (false, Say("An impossible design: do not start it", "成り立たない計画: 開始しないでください"));
        return plan.Warnings.Count > 0 ? (false, Say("Can be done, with less power than was asked for", "実施可能ですが、検出力は要求に達しません")) : (true, Say("Can show what it is asked", "問いに答えられる計画"));
    }

    public override IReadOnlyList<(Said Name, string Value, Said Under)> Figures(AnalysisResult result)
    {
        var plan = (PlanResult)result;
        AssociationDesign a = plan.Association;
        var figures = new List<(Said, string, Said)>
        {
            (Say("Lots", "ロット数"), NumberText.Count(a.Lots), Say("the replicates", "反復の単位")),
            (Say("Smallest possible p", "到達しうる最小のp値"), NumberText.P(a.SmallestP), Say("of one cluster, exact", "1クラスター(正確な値)")),
        };
        if (plan.Parameters.Blocks.Count == 0)
        {
            string k = NumberText.Count(plan.Parameters.Clusters);
            figures.Add((Say("Detectable correlation", "検出可能な相関"), double.IsNaN(a.DetectableFamily) ? "–" : NumberText.Rho(a.DetectableFamily), Say($"over {k} tests", $"{k}件の検定")));
            figures.Add((Say("Detectable alone", "単独で検出可能な相関"), double.IsNaN(a.DetectableAlone) ? "–" : NumberText.Rho(a.DetectableAlone), Say("one cluster fixed beforehand", "事前に決めた1クラスター")));
        }

        if (plan.LotsNeeded is { } needed) figures.Add((Say("Lots needed", "必要なロット数"), NumberText.Count(needed), Say($"for a correlation of {NumberText.Plain(plan.Parameters.Rho!.Value)}", $"相関{NumberText.Plain(plan.Parameters.Rho!.Value)}の場合")));
        foreach (EquivalenceDesign e in plan.Equivalence) figures.Add((e.Design == "quality range" ? Say("Passes unchanged", "変化なしの合格率") : Say("Power of equivalence", "同等性の検出力"), NumberText.Percent(e.PowerAll), PlanText.Design(e.Design)));
        if (plan.Hazard is { } hazard) figures.Add((Say("Hazard is seen", "ハザードの検出"), NumberText.Percent(hazard.InAllLots), Say("in the planned lots", "計画したロット")));
        return figures;
    }

    public override Scene? Picture(AnalysisResult result, int width, int height) => PlanAssociationSection.Picture((PlanResult)result, width, height);

    public override IReadOnlyList<Said> Caveats(AnalysisResult result) => PlanText.Caveats((PlanResult)result);

    public override Said Facts(AnalysisResult result)
    {
        var plan = (PlanResult)result;
        return Say($"{plan.Association.Lots} lots · {plan.Parameters.Clusters} tests · no data", $"{plan.Association.Lots}ロット · 検定{plan.Parameters.Clusters}件 · データなし");
    }

    public override Said Methods(AnalysisResult result, string engineVersion) => PlanText.Methods((PlanResult)result, engineVersion);

    public override AnalysisResult Read(FolderFiles files, JsonObject record, JsonObject summary) =>
        Recomputed.Checked(files, Planner.Plan(ParameterReader.Read(record.Object("parameters"), new PlanParameters())));
}
