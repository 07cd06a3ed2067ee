using System.Text.Json.Nodes;
using GpuCqa.Core.Parameters;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Pictures;
using GpuCqa.Reporting.Reading;
using GpuCqa.Reporting.Scenes;
using GpuCqa.Reporting.Tables;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Verbs;

/// <summary>specification: limits from the lots of a process.</summary>
internal sealed class SpecificationReport : VerbReport
{
    public override string Verb => "specification";

    public override Type ResultType => typeof(SpecificationResult);

    public override Said Brand => Say("limits for a specification", "規格値の検討");

    public override Said Headline(AnalysisResult result)
    {
        AttributeLimits a = ((SpecificationResult)result).Attributes[0];
        int more = ((SpecificationResult)result).Attributes.Count - 1;
        string limits = Limits(a.Tolerance);
        return Say($"{a.Attribute}: {limits}{(more > 0 ? $", and {more} more" : "")}", $"{a.Attribute}: {limits}{(more > 0 ? $"、他{more}特性" : "")}");
    }

    public override Said Sentence(AnalysisResult result)
    {
        var own = (SpecificationResult)result;
        string content = NumberText.Percent(own.Parameters.Content), confidence = NumberText.Percent(own.Parameters.Confidence);
        int next = own.Parameters.NextLots;
        Said[] sentences = [.. own.Attributes.Select(a => Say(
            $"{a.Attribute} ({a.Lots} lots, k = {NumberText.Significant(a.Factor, 4)}): with {confidence} confidence {content} of the lots of the process lie {Where(a.Side, a.Tolerance, false)}; the next {(next == 1 ? "lot lies" : $"{next} lots lie")} {Where(a.Side, a.Prediction, false)} with {confidence}.{Capability(a, false)}",
            $"{a.Attribute}({a.Lots}ロット、k = {NumberText.Significant(a.Factor, 4)}): 信頼度{confidence}で、この工程のロットの{content}は{Where(a.Side, a.Tolerance, true)}にあります。次の{next}ロットは{confidence}の確率で{Where(a.Side, a.Prediction, true)}にあります。{Capability(a, true)}"))];
        return Say(string.Join(" ", sentences.Select(s => s.En)), string.Concat(sentences.Select(s => s.Ja)));
    }

    public override (bool Shown, Said Words)? Verdict(AnalysisResult result) => result.Warnings.Count == 0
        ? (true, Say("Limits from enough lots", "十分なロット数による限界値"))
        : (false, Say("Limits that the points below undermine", "下記の点により信頼性が損なわれる限界値"));

    public override IReadOnlyList<(Said Name, string Value, Said Under)> Figures(AnalysisResult result)
    {
        var figures = new List<(Said, string, Said)>();
        foreach (AttributeLimits a in ((SpecificationResult)result).Attributes.Take(3))
        {
            figures.Add((Say($"{a.Attribute}: lots", $"{a.Attribute}: ロット数"), NumberText.Count(a.Lots), a.Donors is { } donors ? Say($"of {donors} donors", $"ドナー{donors}人") : Say("donors not given", "ドナー情報なし")));
            figures.Add((Say("k", "k"), NumberText.Significant(a.Factor, 4), Say("tolerance factor, exact", "許容限界係数(正確な値)")));
            figures.Add((Say("Spread between lots", "ロット間SD"), HtmlNumber.Value(a.Deviation, 3), Say($"may be up to {HtmlNumber.Value(a.DeviationInterval.High, 3)} ({a.Scale})", $"最大{HtmlNumber.Value(a.DeviationInterval.High, 3)}の可能性({a.Scale})")));
            if (a.Capability is { } c) figures.Add(("Ppk", HtmlNumber.Value(c.Ppk, 3), $"{HtmlNumber.Value(c.Interval.Low, 3)} … {HtmlNumber.Value(c.Interval.High, 3)}"));
        }

        return figures;
    }

    public override Scene? Picture(AnalysisResult result, int width, int height) => SpecificationPicture.Draw((SpecificationResult)result, 0, width);

    public override IReadOnlyList<Said> Caveats(AnalysisResult result) =>
    [
        Say("These are limits of what the process does, not of what patients need: a specification has to be justified by safety and efficacy.", "これらは工程の実力を示す限界値で、患者に必要な値ではありません。規格値は安全性と有効性から正当化する必要があります。"),
        Say("Tolerance limits get wider with fewer lots: taken as acceptance limits they reward ignorance.", "許容限界はロットが少ないほど広くなります。合否判定にそのまま使えば、知識の不足が有利に働きます。"),
        Say("They hold for lots that are independent and of the same process as these: other sites, donors and versions are not these lots.", "同じ工程から独立に得られたロットについての値です。他の施設、ドナー集団、工程版には当てはまりません。"),
        Say("The error of the assay is part of the spread between lots: a poor assay makes wide limits.", "測定誤差もロット間のばらつきに含まれます。精度の低い試験法は限界値を広げます。"),
    ];

    public override Said Facts(AnalysisResult result)
    {
        var own = (SpecificationResult)result;
        int lots = own.Lots.Select(l => l.Lot).Distinct(StringComparer.Ordinal).Count();
        return Say($"{lots} lots · {own.Attributes.Count} {(own.Attributes.Count == 1 ? "attribute" : "attributes")}", $"{lots}ロット · {own.Attributes.Count}特性");
    }

    public override Said Methods(AnalysisResult result, string engineVersion)
    {
        SpecificationParameters p = ((SpecificationResult)result).Parameters;
        string content = NumberText.Percent(p.Content), confidence = NumberText.Percent(p.Confidence);
        return Say(
            $"Limits were computed with GpuCqa {engineVersion} from one value a lot, assuming normal lots on the scale that is named (Shapiro-Wilk, Royston 1995). Tolerance limits hold {content} of the lots with {confidence} confidence; factors are exact (noncentral t for one limit, Odeh's integral for two). Limits of the next {p.NextLots} lots use Student's t with Bonferroni's correction. The interval of Ppk is exact for one limit; of two limits it is that of the nearer one.",
            $"限界値は1ロット1値から、示した尺度での正規性を仮定して(Shapiro-Wilk検定、Royston 1995)、GpuCqa {engineVersion}で計算した。許容限界は信頼度{confidence}でロットの{content}を含む(係数は正確な値: 片側は非心t分布、両側はOdehの積分)。次の{p.NextLots}ロットの限界はBonferroni補正したt分布による。Ppkの区間は片側規格では正確な値、両側規格では近い側の値である。");
    }

    public override AnalysisResult Read(FolderFiles files, JsonObject record, JsonObject summary)
    {
        SpecificationParameters parameters = ParameterReader.Read(record.Object("parameters"), new SpecificationParameters());
        var lots = new List<SpecifiedLot>();
        files.Read(ResultTables.SpecificationLots.File, csv =>
        {
            int attribute = csv.Column("attribute"), lot = csv.Column("lot"), donor = csv.Column("donor"), value = csv.Column("value");
            while (csv.Read()) lots.Add(new SpecifiedLot(csv.Text(attribute) ?? "", csv.Text(lot) ?? "", csv.Text(donor), csv.Number(value)));
        });
        return Recomputed.Checked(files, SpecificationLimits.Of(parameters, lots, SummaryReader.Notes(summary)));
    }

    /// <summary>Limits, one or two, as a reader wants them.</summary>
    public static string Limits(Interval limits) => double.IsNaN(limits.High) ? $"≥ {HtmlNumber.Value(limits.Low, 4)}" : double.IsNaN(limits.Low) ? $"≤ {HtmlNumber.Value(limits.High, 4)}" : $"{HtmlNumber.Value(limits.Low, 4)} … {HtmlNumber.Value(limits.High, 4)}";

    private static string Where(string side, Interval limits, bool japanese) => side switch
    {
        "lower" => japanese ? $"{HtmlNumber.Value(limits.Low, 4)}以上" : $"above {HtmlNumber.Value(limits.Low, 4)}",
        "upper" => japanese ? $"{HtmlNumber.Value(limits.High, 4)}以下" : $"below {HtmlNumber.Value(limits.High, 4)}",
        _ => japanese ? $"{HtmlNumber.Value(limits.Low, 4)}から{HtmlNumber.Value(limits.High, 4)}の間" : $"between {HtmlNumber.Value(limits.Low, 4)} and {HtmlNumber.Value(limits.High, 4)}",
    };

    private static string Capability(AttributeLimits a, bool japanese) => a.Capability is not { } c ? ""
        : japanese ? $"Ppkは{HtmlNumber.Value(c.Ppk, 3)}(区間 {HtmlNumber.Value(c.Interval.Low, 3)} … {HtmlNumber.Value(c.Interval.High, 3)})です。"
        : $" Ppk is {HtmlNumber.Value(c.Ppk, 3)} (interval {HtmlNumber.Value(c.Interval.Low, 3)} … {HtmlNumber.Value(c.Interval.High, 3)}).";
}
