using GpuCqa.Analysis.Results;
using GpuCqa.Statistics;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Texts;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Sections;

/// <summary>The whole family of tests.</summary>
internal sealed class AssociationSection : ReportSection
{
    public override string Id => "associations";

    public override Said Title => Say("All tests", "全検定");

    public override bool Shows(ReportContext context) => context.Tests is not null;

    public override Markup Make(ReportContext context)
    {
        TestsContext tests = context.Tests!;
        Finding finding = tests.Finding;
        double alpha = tests.Findings.Parameters.Alpha;
        string family = NumberText.Count(finding.FamilySize), not = NumberText.Count(finding.FamilySize - finding.Estimable), reaching = NumberText.Count(finding.Reaching), level = NumberText.Plain(alpha);
        bool all = finding.Estimable == finding.FamilySize;
        Said shared = tests.Names.Clusters ? Say("Clusters of different resolutions share cells, so these are not separate findings. ", "解像度の異なるクラスターは細胞を共有するため、別々の発見ではありません。")
            : tests.Names.Several ? Say("States of different columns share cells, so these are not separate findings. ", "列の異なる状態は細胞を共有するため、別々の発見ではありません。") : "";
        var html = new Markup();
        if (NeighbourhoodText.Alone(tests.Findings))
        {
            html.Add($"""<section id="associations"><h2>{Say("Clusters, not tested", "クラスター(検定対象外)")}</h2><p>{Say("Neighbourhoods alone were asked for, so no cluster is in the family of tests and none has a p-value; rho is listed to compare.", "近傍のみの検定が指定されたため、クラスターは検定族に含まれずp値もありません。ρは比較のために示します。")}</p>{Table(tests, alpha)}</section>""");
            html.Add($"\n");
            return html;
        }

        html.Add($"""<section id="associations"><h2>{Say("Everything that was tested", "すべての検定")}</h2><p>{Say($"The family has {AssociationText.Count(finding.FamilySize)}: {tests.Names.Every.En} against every readout, over {RestrictionText.Replicates(tests.Findings.Design, tests.Findings.Design.Lots).En}{(all ? "" : $", {not} of them not estimable")}; {reaching} {(finding.Reaching == 1 ? "reaches" : "reach")} the family-wise level {level} (bold). {shared.En}Press a header to sort.", $"検定は{family}件です: {tests.Names.Every.Ja}と全測定値の組合せ、{RestrictionText.Replicates(tests.Findings.Design, tests.Findings.Design.Lots).Ja}{(all ? "" : $"(うち{not}件は推定不能)")}。ファミリーワイズ水準{level}に届くのは{reaching}件です(太字)。{shared.Ja}見出しを押すと並べ替えます。")}</p>""");
        if (tests.Findings.OtherTests > 0)
        {
            string others = NumberText.Count(tests.Findings.OtherTests);
            html.Add($"<p>{Say($"{others} tests of neighbourhoods (above) are in the same family: every family-wise p here is corrected for them too.", $"近傍の検定{others}件(上)も同じ検定族に含まれ、ここのファミリーワイズp値はそれらについても補正されています。")}</p>");
        }

        if (finding.LeftOut > 0)
        {
            string left = NumberText.Count(finding.LeftOut);
            html.Add($"<p>{Say($"{left} more {(finding.LeftOut == 1 ? "is" : "are")} listed last and left out of the family, so that the others are not corrected for {(finding.LeftOut == 1 ? "it" : "them")}: nearly all of the {tests.Names.Noun.En} is in one or two lots, so that over lots it can never be an attribute. The rule sees no readout.", $"ほかに{left}件を末尾に示しますが、検定の対象外です: その{tests.Names.Noun.Ja}のほぼすべてが1~2ロットに由来し、品質特性にはなりえません。この規則は測定値を見ません。")}</p>");
        }

        if (tests.Findings.Associations.Count > 0) html.Add($"{Table(tests, alpha)}");
        html.Add($"</section>\n");
        return html;
    }

    private static Markup Table(TestsContext tests, double alpha)
    {
        bool several = tests.Findings.Parameters.Readouts.Count > 1;
        var table = new HtmlTable<Association>(Say("All associations", "すべての関連"))
        {
            Marked = a => a.PFamily <= alpha,
            Filtered = true,
            AllIn = "associations.csv",
            OnlyMarked = Say("only rows that reach the level", "水準に届く行のみ"),
        };
        table.Number(Say("Rank", "順位"), tests.Names.Clusters ? Say("Place in the ranking: by family-wise p, then size of rho, then stability.", "順位: ファミリーワイズp値、ρの絶対値、安定性の順。") : Say("Place in the ranking: by family-wise p, then size of rho.", "順位: ファミリーワイズp値、ρの絶対値の順。"), a => a.Rank, a => NumberText.Count(a));
        if (several) table.Text(Say("Readout", "測定値"), null, a => a.Readout);
        if (tests.Names.Clusters)
        {
            table.Number(Say("Resolution", "解像度"), Say("Resolution of the clustering: higher values make more and smaller clusters.", "クラスタリングの解像度。大きいほど細かく分かれます。"), tests.ResolutionOf, NumberText.Plain)
                .Number(Say("Cluster", "クラスター"), Say("Cluster, numbered from 0, the largest.", "クラスター番号。最大のものが0。"), a => a.State.Index, v => NumberText.Count(v));
        }
        else
        {
            table.Text(Say("State", "状態"), null, a => tests.Findings.Partitions[a.State.Partition].States[a.State.Index]);
            if (tests.Names.Several) table.Text(Say("Column", "列"), Say("Column of labels that the state comes from.", "状態のラベルの列。"), a => tests.Findings.Partitions[a.State.Partition].Name);
        }

        if (tests.Names.Counted) table.Count(Say("Cells", "細胞数"), Say($"Cells of the {tests.Names.Noun.En}, all lots together.", $"{tests.Names.Noun.Ja}の細胞数(全ロット合計)。"), a => a.Cells ?? double.NaN);
        if (tests.Findings.Associations.Any(a => a.Lots != tests.Findings.Design.Lots)) table.Count(Say("Lots", "ロット数"), Say("Lots: the number of replicates.", "ロット数(反復の数)。"), a => a.Lots);
        table.Number(Say("rho", "ρ"), tests.Findings.Design.Restriction is { } restriction && restriction.Block.Count + restriction.Covariates.Count > 0
            ? Say($"{RestrictionText.Rho(tests.Findings.Design).En[..1].ToUpperInvariant()}{RestrictionText.Rho(tests.Findings.Design).En[1..]}, of the {tests.Names.Noun.En}'s share with the readout: what is left when the mean of each block is taken out.", $"割合と測定値の{RestrictionText.Rho(tests.Findings.Design).Ja}(ブロックごとの平均を除いた残り)。")
            : Say($"Spearman rank correlation of the {tests.Names.Noun.En}'s share with the readout over lots: 1 when both rank the lots alike, −1 when opposite.", "割合と測定値のスピアマン順位相関(ロット間)。順位が一致すれば1、逆なら−1。"), a => a.Rho, HtmlNumber.Rho)
            .Number(Say("Interval", "区間"), Say("Bonett-Wright confidence interval of rho", "ρのBonett-Wright信頼区間"), a => a.IntervalLow, a => HtmlNumber.Range(a.IntervalLow, a.IntervalHigh))
            .Number(Say("Family-wise p", "ファミリーワイズp値"), Say("Probability that the best of all tests would be this strong if nothing were related (Westfall-Young maxT over every row).", "関連が全くない場合に、全検定の最大がこれほど強くなる確率(Westfall-Young maxT)。"), a => a.PFamily, HtmlNumber.Flat)
            .Number(Say("Step-down p", "ステップダウンp値"), Say("The same, step-down: a little sharper below the first rank.", "同じくステップダウン法。2位以下で少し鋭くなります。"), a => a.PFamilyStepDown, HtmlNumber.Flat)
            .Number(tests.Findings.Design.Restriction is { Covariates.Count: > 0 } ? Say("Approximate p", "近似のp値") : tests.Findings.Design.Exact ? Say("Exact p", "正確なp値") : Say("Monte Carlo p", "モンテカルロp値"), Say("Two-sided permutation p of this test alone, not corrected for the others.", "この検定単独の両側並べ替えp値(他の検定による補正なし)。"), a => a.P, HtmlNumber.Flat)
            .Number(Say("Bootstrap", "ブートストラップ"), Say("BCa interval of rho from the ideal bootstrap over lots", "ロットの理想ブートストラップによるρのBCa区間"), a => a.BootstrapLow, a => HtmlNumber.Range(a.BootstrapLow, a.BootstrapHigh))
            .Number(Say("One lot out", "1ロット除外"), Say("Smallest and largest rho when each lot is left out in turn", "各ロットを1つずつ除いたときのρの最小と最大"), a => a.LeaveOneOutLow, a => HtmlNumber.Range(a.LeaveOneOutLow, a.LeaveOneOutHigh))
            .Number(Say("rho (CLR)", "ρ(CLR)"), Say("Spearman correlation on the centred log-ratio of the composition: a check that the finding is not forced by shares summing to 1.", "組成の中心対数比でのスピアマン相関。割合の合計が1であることによる見かけの関連を確かめます。"), a => a.RhoClr, HtmlNumber.Rho);
        if (tests.Names.Clusters) table.Number(Say("Stability", "安定性"), Say("Mean over the other resolutions of the best Jaccard index with one of their clusters, 0 to 1: 1 means the same cells are found at every resolution.", "他の各解像度のクラスターとのJaccard指数の最大値の平均(0~1)。1ならどの解像度でも同じ細胞が見つかります。"), a => a.Stability, NumberText.Index);
        table.Text(Say("Warnings", "注意"), null, a => Say(string.Join("; ", a.Flags.Select(f => FlagText.Of(f, tests.Names).En)), string.Join("、", a.Flags.Select(f => FlagText.Of(f, tests.Names).Ja))));
        return table.Make(tests.Findings.Associations);
    }
}
