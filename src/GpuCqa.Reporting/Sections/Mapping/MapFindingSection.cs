using GpuCqa.Analysis.Mapping;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Mappings;
using GpuCqa.Reporting.Scenes;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Sections.Mapping;

/// <summary>The first screen of a mapping: what the sets could show, what they showed, what undermines it, the locked claim and its grade.</summary>
internal sealed class MapFindingSection : ReportSection
{
    public override string Id => "finding";

    public override Said Title => Say("Result", "結果");

    public override bool Shows(ReportContext context) => context.Mapping is not null;

    public override Markup Make(ReportContext context)
    {
        MapResult result = context.Mapping!.Result;
        ReplicationFindings replication = result.Replication;
        IReadOnlyList<Said> remarks = MapText.Remarks(result);
        (string kind, Said words) = Badge(result);
        var html = new Markup();
        html.Add($"""<section id="finding" class="first"><div class="say">""");
        if (replication.Designs.Count > 0)
        {
            html.Add($"""<div class="shown-first"><h2>{Say("What these lots could show, before any of their cells was read", "細胞を読む前に分かっていたこと: これらのロットで示せること")}</h2><ul>""");
            foreach (Said design in MapWords.Designs(replication)) html.Add($"<li>{design}</li>");
            html.Add($"</ul></div>");
        }

        html.Add($"""<p class="verdict {kind}">{words}</p><h1>{context.Verb.Headline(result)}</h1><p class="lead">{context.Verb.Sentence(result)}</p>""");
        foreach (string warning in result.Warnings) html.Add($"""<p class="warning"><strong>{Say("Undermines this finding:", "この結果の信頼性を損なう点(英語):")}</strong> <span lang="en-x-note">{warning}</span></p>""");
        foreach (Said remark in remarks) html.Add($"""<p class="warning"><strong>{Say("Beside the finding:", "あわせて読むべきこと:")}</strong> {remark}</p>""");
        html.Add($"</div>{Side(context.Mapping!)}");
        foreach (LockedHypothesis claim in replication.Hypotheses) html.Add($"""<div class="rests">{Claim(context.Mapping!, claim)}</div>""");
        html.Add($"""<div class="unsaid"><h2>{Say("What this does not say", "この結果が示さないこと")}</h2><ul>""");
        foreach (Said caveat in context.Verb.Caveats(result)) html.Add($"<li>{caveat}</li>");
        html.Add($"</ul></div></section>\n");
        return html;
    }

    // A badge of a grade is shown only where nothing undermines it.
    private static (string Kind, Said Words) Badge(MapResult result)
    {
        if (result.Replication.Exploratory) return ("open", Say("EXPLORATORY: named after the lots were seen", "探索的: ロットを見た後に定めた主張"));
        if (result.Replication.Grades.Count == 0) return ("open", Say("No claim to test", "検定する主張なし"));
        EvidenceLevel level = result.Replication.Grades[0].Level;
        Said meaning = MapWords.Of(level);
        if (result.Warnings.Count > 0 || result.Lots.Any(l => l.Foreign || l.UnmappedShare > MapText.ManyRefused)) return ("open", Say($"Evidence grade {level}, and what is said below undermines it", $"証拠の等級{level}。ただし下に示す点が信頼性を損ないます"));
        return (level >= EvidenceLevel.E2 ? "shown" : "open", Say($"Evidence grade {level}: {meaning.En}", $"証拠の等級{level}: {meaning.Ja}"));
    }

    private static Markup Side(MappingContext mapping)
    {
        MapResult result = mapping.Result;
        int refused = result.Lots.Sum(l => l.Refused), cells = result.Cells.Count;
        var html = new Markup();
        html.Add($"""<div class="main">""");
        if (mapping.Claim is { } claim && mapping.PartitionOf(claim) >= 0) html.Add(Picture(mapping, claim));
        html.Add($"""<h2 class="small">{Say("What it rests on", "根拠")}</h2><dl class="figures">""");
        foreach (ReplicationTest test in result.Replication.Tests.Where(t => !t.IsFalsification && t.Hypothesis == mapping.Claim).Take(6))
        {
            Said lots = MapWords.Lots(test);
            Figure(html, Say($"rho in {test.Set}", $"{test.Set}でのρ"), Markup.Of($"{HtmlNumber.Rho(test.Rho)}"), Say($"{lots.En}, {MapWords.Of(test.Verdict, test.Exploratory).En}", $"{lots.Ja}、{MapWords.Of(test.Verdict, test.Exploratory).Ja}"));
            Figure(html, Say($"one-sided p in {test.Set}", $"{test.Set}での片側p値"), HtmlNumber.P(test.P), Say($"smallest possible {HtmlNumber.Flat(test.SmallestP)}", $"最小で{HtmlNumber.Flat(test.SmallestP)}"));
        }

        foreach (CombinedReplication c in result.Replication.Combined.Where(c => c.Hypothesis == mapping.Claim?.Id))
            Figure(html, Say("p over sets together", "全セットのp値"), HtmlNumber.P(c.Stratified.P), Say($"exact within sets: {MapWords.Of(c.Verdict, result.Replication.Exploratory).En}", $"セット内の正確検定: {MapWords.Of(c.Verdict, result.Replication.Exploratory).Ja}"));
        string total = NumberText.Count(cells), train = NumberText.Count(result.Reference.Lots.Count);
        Figure(html, Say("New lots", "新しいロット"), Markup.Of($"{NumberText.Count(result.Lots.Count)}"), Say($"in {mapping.Sets.Count} {(mapping.Sets.Count == 1 ? "set" : "sets")}; the reference has {train}", $"{mapping.Sets.Count}セット(参照は{train}ロット)"));
        Figure(html, Say("Mapped cells", "写像した細胞"), Markup.Of($"{total}"), Say($"by {result.Parameters.Method}", $"方法: {result.Parameters.Method}"));
        Figure(html, Say("No label", "ラベルなし"), Markup.Of($"{NumberText.Percent(cells == 0 ? double.NaN : (double)refused / cells)}"), Say($"{NumberText.Count(refused)} {(refused == 1 ? "cell" : "cells")} refused", $"{NumberText.Count(refused)}細胞"));
        html.Add($"</dl></div>");
        return html;
    }

    private static Markup Picture(MappingContext mapping, LockedHypothesis claim)
    {
        StateName name = StateName.OfCluster(claim.Cluster, claim.Resolution);
        (Scene wide, int unnamedWide) = ReplicationSection.Together(mapping, claim, 540, 340);
        (Scene narrow, int unnamedNarrow) = ReplicationSection.Together(mapping, claim, 350, 340);
        int lots = mapping.Reference.Lots.Count + mapping.Result.Lots.Count;
        var html = new Markup();
        html.Add($"""<figure><figcaption><strong>{Say($"Share of {name.Full.En} against {claim.Readout}", $"{name.Full.Ja}の割合と{claim.Readout}")}</strong></figcaption><div class="only-wide">{SvgWriter.Inline(wide)}{FindingSection.Unnamed(unnamedWide, lots)}</div><div class="only-narrow">{SvgWriter.Inline(narrow)}{FindingSection.Unnamed(unnamedNarrow, lots)}</div><ul class="legend sets">""");
        foreach (MappedSet set in mapping.Sets.Prepend(mapping.Train)) html.Add($"""<li><i style="background:{set.Color}"></i>{set.Name}</li>""");
        html.Add($"""</ul><p class="note">{Say("One point a lot. Sets are tested each by itself and never pooled in one correlation.", "1点が1ロット。セットはそれぞれ単独で検定し、1つの相関にまとめることはありません。")}</p></figure>""");
        return html;
    }

    private static Markup Claim(MappingContext mapping, LockedHypothesis claim)
    {
        Said what = MapWords.Claim(claim);
        var html = new Markup();
        string level = NumberText.Plain(claim.Alpha);
        Said title = mapping.Result.Replication.Exploratory ? Say($"The claim {claim.Id}, EXPLORATORY", $"主張{claim.Id}(探索的)") : Say($"The locked claim {claim.Id}", $"固定された主張{claim.Id}");
        Said said = mapping.Result.Replication.Exploratory
            ? Say($"Named after these lots were seen: {what.En}; tested one-sided at level {level}.", $"これらのロットを見た後に定めた主張「{what.Ja}」(片側、水準{level})。")
            : Say($"Before any of these lots was read, the reference said that {what.En}, to be tested one-sided at level {level}.", $"これらのロットを読む前に、参照は「{what.Ja}」と述べていました(片側、水準{level})。");
        html.Add($"""<h2 class="small">{title}</h2><p>{said} """);
        string rho = HtmlNumber.Rho(claim.TrainRho), stability = NumberText.Index(claim.Stability), lots = NumberText.Count(claim.TrainLots);
        html.Add($"""{Say($"In the {lots} train lots: rho {rho} (chosen as the best of a family, so too large on average), family-wise p ", $"学習{lots}ロット: ρ {rho}(多数のうち最大のものなので平均的に大きすぎます)、ファミリーワイズp値 ")}{HtmlNumber.P(claim.TrainPFamily)}{(double.IsNaN(claim.Stability) ? "" : Say($", stability {stability}", $"、安定性{stability}"))}{Say(".", "。")}""");
        if (claim.Flags.Count > 0) html.Add($" {Say($"Flagged in train: {string.Join(", ", claim.Flags)}.", $"学習時の注意: {string.Join("、", claim.Flags)}。")}");
        if (claim.Marker is { } marker)
        {
            string threshold = HtmlNumber.Value(marker.Threshold, 4);
            html.Add($" {Say($"Key marker {marker.Name} ({(marker.Chosen == "given" ? "given" : "the cluster's leading marker")}): a cell is high above ", $"鍵マーカー{marker.Name}({(marker.Chosen == "given" ? "指定" : "クラスターの筆頭マーカー")}): 高発現の閾値 ")}{threshold}{Say(" (log-normalized, fixed on the train lots).", "(対数正規化値、学習ロットで固定)。")}");
        }

        html.Add($"</p>");
        foreach (string warning in mapping.Reference.Warnings) html.Add($"""<p class="warning"><strong>{Say("The discovery warned:", "探索時の警告(英語):")}</strong> <span lang="en-x-note">{warning}</span></p>""");
        if (mapping.Result.Replication.Grades.FirstOrDefault(g => g.Hypothesis == claim.Id) is { } grade) html.Add(Grade(grade));
        return html;
    }

    private static Markup Grade(EvidenceGrade grade)
    {
        var html = new Markup();
        Said meaning = MapWords.Of(grade.Level);
        html.Add($"""<h3>{Say($"Evidence grade {grade.Level}: {meaning.En}", $"証拠の等級{grade.Level}: {meaning.Ja}")}</h3>""");
        if (grade.NotHigher.Count > 0) html.Add($"""<p><strong>{Say("Why not higher:", "これより高くない理由(英語):")}</strong> <span lang="en-x-note">{string.Join("; ", grade.NotHigher)}.</span></p>""");
        html.Add($"""<details><summary>{Say("Every rung, what it rests on or lacks, and the results that the grade was computed from", "各段の根拠と不足、および等級の計算に用いた結果")}</summary><dl class="grade">""");
        foreach (EvidenceStep step in grade.Steps)
        {
            Said words = MapWords.Of(step.Level);
            html.Add($"<dt>{step.Level.ToString()} · {words}</dt>");
            if (step.Met) html.Add($"""<dd><span class="met">{Say("met", "満たす")}</span> <span lang="en-x-note">{step.Basis}</span></dd>""");
            else html.Add($"""<dd>{Say("lacks:", "不足(英語):")} <span lang="en-x-note">{string.Join("; ", step.Missing)}</span></dd>""");
        }

        html.Add($"</dl>");
        foreach (string assumption in grade.Assumptions) html.Add($"""<p class="note">{Say("Assumed:", "仮定(英語):")} <span lang="en-x-note">{assumption}</span></p>""");
        html.Add($"""<p class="note">{Say("Computed from these results, never typed in; whoever has them can compute it again.", "以下の結果から計算したもので、入力されたものではありません。同じ結果から再計算できます。")}</p><div class="hashes">""");
        html.Add(new HtmlTable<EvidenceLink>(Say("Results that the grade was computed from", "等級の計算に用いた結果")) { Sortable = false }
            .Text(Say("Result", "結果"), null, l => l.Kind switch { "reference" => Say("reference", "参照"), "replication" => Say("replication test", "再現の検定"), _ => Say("falsification", "反証の検証") })
            .Text(Say("Set", "セット"), null, l => l.Name.Length == 0 ? "–" : l.Name)
            .Rich("SHA-256", null, l => Markup.Of($"<code>{l.Sha256}</code>"))
            .Make(grade.Links));
        html.Add($"""</div><p class="note">{Say("Hash of the grade:", "等級のハッシュ:")} <code>{grade.Hash}</code></p></details>""");
        return html;
    }

    private static void Figure(Markup html, Said name, Markup value, Said note) => html.Add($"<div><dt>{name}</dt><dd><b>{value}</b><span class=\"under\">{note}</span></dd></div>");
}
