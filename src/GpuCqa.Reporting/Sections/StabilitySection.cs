using GpuCqa.Analysis.Populations;
using GpuCqa.Statistics;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Texts;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Sections;

/// <summary>Whether the candidates survive another resolution and the loss of a lot; absent when there is nothing to compare with.</summary>
internal sealed class StabilitySection : ReportSection
{
    public override string Id => "stability";

    public override Said Title => Say("Stability", "安定性");

    public override bool Shows(ReportContext context) => context is { Map.Clusterings.Count: >= 2, Tests.Candidates.Count: > 0 };

    public override Markup Make(ReportContext context)
    {
        var html = new Markup();
        TestsContext tests = context.Tests!;
        PopulationMap map = context.Map!;
        Dictionary<StateId, Dictionary<StateId, double>> overlaps = tests.Candidates.Select(c => c.Association.State).Distinct().ToDictionary(s => s, s => CandidateSelection.Overlaps(map, s));
        html.Add($"""<section id="stability"><h2>{Say("Do the candidates hold?", "候補の安定性")}</h2><p>{Say("For every candidate: the cluster of each other resolution that shares most cells with it, the Jaccard index of the two (shared cells over all cells of both: 1 means the same cells), and that cluster's own rho. A candidate that is a real state of cells keeps its cells and its sign.", "候補ごとに、他の各解像度で最も多くの細胞を共有するクラスター、両者のJaccard指数(共有細胞÷両者の全細胞、1なら同じ細胞)、そのクラスターのρを示します。実在する細胞状態であれば、細胞も符号も保たれます。")}</p>""");
        var table = new HtmlTable<Candidate>(Say("Stability of the candidates", "候補の安定性")) { Sortable = false };
        bool several = tests.Findings.Parameters.Readouts.Count > 1;
        table.Text(Say("Candidate", "候補"), null, c => Say($"cluster {c.Association.State.Index} at {NumberText.Plain(tests.ResolutionOf(c.Association))}{(several ? $", {c.Association.Readout}" : "")}", $"解像度{NumberText.Plain(tests.ResolutionOf(c.Association))}のクラスター{c.Association.State.Index}{(several ? $"、{c.Association.Readout}" : "")}"));
        for (int p = 0; p < map.Clusterings.Count; p++)
        {
            int partition = p;
            string resolution = NumberText.Plain(map.Clusterings[p].Resolution);
            table.Rich(Say($"at {resolution}", $"解像度{resolution}"), null, c => Cell(tests, c.Association, partition, overlaps[c.Association.State]));
        }

        table.Number(Say("Mean Jaccard", "平均Jaccard"), Say("Mean of the best Jaccard index over the other resolutions; 0.75 and more is usually called stable.", "他の解像度での最大Jaccard指数の平均。0.75以上を安定とみなすのが一般的です。"), c => c.Association.Stability, NumberText.Index)
            .Number(Say("One lot out", "1ロット除外"), Say("Smallest and largest rho when each lot is left out in turn", "各ロットを1つずつ除いたときのρの最小と最大"), c => c.Association.LeaveOneOutLow, c => HtmlNumber.Range(c.Association.LeaveOneOutLow, c.Association.LeaveOneOutHigh))
            .Text(Say("Sign kept", "符号の維持"), Say("Whether rho keeps its sign whichever lot is left out", "どのロットを除いてもρの符号が保たれるか"), c => double.IsNaN(c.Association.LeaveOneOutLow) ? "–" : c.Association.LeaveOneOutLow * c.Association.LeaveOneOutHigh > 0 ? Say("yes", "はい") : Say("no", "いいえ"));
        html.Add(table.Make(tests.Candidates));
        html.Add($"</section>\n");
        return html;
    }

    // The cluster of another resolution that shares most cells with a candidate's.
    private static Markup Cell(TestsContext tests, Association candidate, int partition, Dictionary<StateId, double> overlaps)
    {
        if (partition == candidate.State.Partition) return Markup.Of($"<span class=\"soft\">{Say("itself", "自身")}</span>");
        (StateId state, double jaccard) = overlaps.Where(o => o.Key.Partition == partition).OrderByDescending(o => o.Value).ThenBy(o => o.Key.Index).Select(o => (o.Key, o.Value)).FirstOrDefault();
        if (!(jaccard > 0)) return Markup.Of($"–");
        double rho = tests.Findings.Associations.FirstOrDefault(a => a.Readout == candidate.Readout && a.State == state)?.Rho ?? double.NaN;
        return Markup.Of($"{tests.Names.Of(state).Short}: {NumberText.Significant(jaccard, 2)}, {Say("rho", "ρ")} {HtmlNumber.Rho(rho)}");
    }
}
