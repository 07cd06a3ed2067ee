using GpuCqa.Analysis.References;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Mappings;
using GpuCqa.Reporting.Pictures;
using GpuCqa.Reporting.Scenes;
using GpuCqa.Reporting.Texts;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Sections.Mapping;

/// <summary>The limits by which cells were refused, with the error rates that they had on train lots left out in turn.</summary>
internal sealed class LimitSection : ReportSection
{
    public override string Id => "limits";

    public override Said Title => Say("Limits", "判定限界");

    public override bool Shows(ReportContext context) => context.Mapping is { Result.Calibration.Limits.Count: > 0 };

    public override Markup Make(ReportContext context)
    {
        MappingContext mapping = context.Mapping!;
        Calibration calibration = mapping.Result.Calibration;
        string resolution = NumberText.Plain(mapping.Clustering.Resolution);
        ClassLimits[] own = [.. calibration.Limits.Where(l => l.Resolution == mapping.Main)];
        var html = new Markup();
        html.Add($"""<section id="limits"><h2>{Say("When a cell is refused, and how often wrongly", "ラベルを付けない限界とその誤り率")}</h2><p>{Say($"Each train lot was left out in turn and mapped onto the others (method {calibration.Method}); the limits of every cluster follow from that, and so do their error rates. At resolution {resolution}; other resolutions are in limits.csv.", $"学習ロットを1つずつ除いて残りに写像し(方法{calibration.Method})、クラスターごとの限界と誤り率を求めています。解像度{resolution}での値で、他の解像度はlimits.csvにあります。")}</p>""");
        html.Add(new HtmlTable<ClassLimits>(Say("Limits of every cluster", "クラスターごとの限界"))
            .Number(Say("Cluster", "クラスター"), null, l => l.Cluster, v => NumberText.Count(v))
            .Count(Say("Cells", "細胞数"), Say("Left-out cells with this label that the limits come from.", "限界の算出に用いた、このラベルの除外ロットの細胞数。"), l => l.Cells)
            .Number(Say("Score from", "スコア下限"), Say("Smallest share of votes of a mapped cell.", "写像とみなす票の割合の下限。"), l => l.MinScore, v => HtmlNumber.Value(v, 3))
            .Number(Say("Margin from", "差の下限"), Say("Smallest lead over the next label.", "次点との差の下限。"), l => l.MinMargin, v => HtmlNumber.Value(v, 3))
            .Number(Say("Distance to", "距離上限"), Say("Largest distance from the reference.", "参照からの距離の上限。"), l => l.MaxDistance, v => HtmlNumber.Value(v, 3))
            .Number(Say("Wrongly refused", "誤って参照外"), Say("Share of left-out cells of the cluster that the limits refuse: what to expect of lots like the train lots.", "除外ロットのこのクラスターの細胞のうち限界により拒まれた割合(学習ロットと同種のロットで予想される割合)。"), l => l.FalseRefusal, v => double.IsNaN(v) ? "–" : NumberText.Percent(v))
            .Number(Say("Wrongly accepted", "誤って参照内"), Say("Share of the cluster's cells that are accepted as another cluster when the cluster itself is taken out of the reference: how often something new passes.", "このクラスターを参照から除いたとき、その細胞が別のクラスターとして受け入れられる割合(新しいものを見逃す割合)。"), l => l.FalseAcceptance, v => double.IsNaN(v) ? "–" : NumberText.Percent(v))
            .Make(own));
        if (calibration.Lots.Count > 0)
        {
            html.Add($"<h3>{Say("How the train lots looked when left out", "除外した学習ロットの見え方")}</h3><p>{Say("What a lot of the same making is held to: a new lot that is farther than any of these is called foreign.", "同種のロットの目安です。いずれよりも遠い新しいロットは「異質」とします。")}</p>");
            html.Add(new HtmlTable<LeftOutLot>(Say("Train lots left out in turn", "順に除外した学習ロット"))
                .Text(Say("Lot", "ロット"), null, l => l.Lot)
                .Count(Say("Cells", "細胞数"), null, l => l.Cells)
                .Number(Say("Not in the reference", "参照外"), Say("Share of its cells beyond the limit of distance", "距離の限界を超えた細胞の割合"), l => l.NotInReference, v => double.IsNaN(v) ? "–" : NumberText.Percent(v))
                .Number(Say("Median distance", "距離の中央値"), Say("Median distance to the nearest reference cells", "最も近い参照細胞までの距離の中央値"), l => l.MedianDistance, v => HtmlNumber.Value(v, 4))
                .Number(Say("Median strangeness", "異質さの中央値"), Say("Median of how far its cells' counts over all genes are from those of any cluster", "全遺伝子のカウントがどのクラスターからも離れている程度の中央値"), l => l.MedianStrangeness, v => HtmlNumber.Value(v, 4))
                .Make(calibration.Lots));
        }

        if (mapping.Main < calibration.Confusion.Count)
            html.Add($"""<h3>{Say("What cells of left-out lots were called", "除外ロットの細胞に付いたラベル")}</h3><p>{Say("Each row is a cluster, each column the label that its cells got when their lot was left out, in percent of the row.", "行がクラスター、列がそのロットを除いたときに付いたラベルです(行に対する%)。")}</p><div class="scroll">{SvgWriter.Inline(ConfusionPicture.Draw(calibration.Confusion[mapping.Main]))}</div>""");
        html.Add($"</section>\n");
        return html;
    }
}
