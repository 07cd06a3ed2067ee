using System.Globalization;
using System.Text.Json.Nodes;
using GpuCqa.Core.Parameters;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Reading;
using GpuCqa.Reporting.Scenes;
using GpuCqa.Reporting.Sections;
using GpuCqa.Reporting.Tables;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Verbs;

/// <summary>detect: whether a rare hazard would be seen.</summary>
internal sealed class DetectReport : VerbReport
{
    private static readonly string[] RunCounts = ["cells", "background", "spiked", "spiked_removed", "spiked_called", "removed_called", "own_called"];

    public override string Verb => "detect";

    public override Type ResultType => typeof(DetectResult);

    public override Said Brand => Say("detection of a rare hazard", "希少ハザードの検出");

    public override Said Headline(AnalysisResult result)
    {
        var own = (DetectResult)result;
        int detected = own.Lots.Count(l => l.Role == "test" && l.Detected);
        string limit = Share(own.LimitOfLot), asked = Share(own.Asked.Frequency);
        if (detected > 0) return Say($"A hazard was detected in {detected} {(detected == 1 ? "lot" : "lots")}", $"{detected}ロットでハザードを検出");
        return own.Reached ? Say($"A hazard of frequency {asked} would be seen in a lot", $"頻度{asked}のハザードはロット内で検出できます") : Say($"A hazard of frequency {asked} may be missed: a lot shows {limit} and more", $"頻度{asked}のハザードは見逃されえます(1ロットで検出できるのは{limit}以上)");
    }

    public override Said Sentence(AnalysisResult result)
    {
        var own = (DetectResult)result;
        DetectParameters p = own.Parameters;
        string asked = Share(p.Frequency), lot = NumberText.Percent(own.Asked.InLot), process = NumberText.Percent(own.Asked.InProcess), limit = Share(own.LimitOfLot), wide = Share(own.LimitOfProcess), probability = NumberText.Percent(p.Probability), cells = NumberText.Count(own.Classified);
        Said needed = own.Asked.CellsNeeded is { } n ? Say($" It takes {NumberText.Count(n)} loaded cells of the lot.", $"必要な投入細胞数は{NumberText.Count(n)}です。") : "";
        Said first = Say(
            $"Of {NumberText.Count(p.Cells)} loaded cells {cells} are classified; more than {own.Limit} called {(own.Limit == 1 ? "cell is" : "cells are")} a detection. A hazard of frequency {asked} is seen in a lot that has it with {lot}; with {probability} a lot shows {limit}.{needed.En} Of a process whose lots vary, {(p.Lots == 1 ? "one lot shows" : $"{p.Lots} lots show")} a mean frequency of {asked} with {process}, and {wide} with {probability}.",
            $"投入した{NumberText.Count(p.Cells)}細胞のうち{cells}が分類され、{own.Limit}を超える陽性細胞を検出とします。頻度{asked}のハザードを持つロットでの検出確率は{lot}、{probability}で検出できるのは{limit}です。{needed.Ja}ロット間で変動する工程では、平均頻度{asked}が{p.Lots}ロットで検出される確率は{process}、{probability}で検出できるのは{wide}です。");
        if (own.Series is { } series)
        {
            string recovered = NumberText.Percent(series.Recovered), low = NumberText.Percent(series.Lots.Min(l => l.Recovered)), high = NumberText.Percent(series.Lots.Max(l => l.Recovered));
            first = Say(
                $"{first.En} Of hazardous cells spiked into the lots in silico and mapped, {recovered} are called ({low} to {high} by lot){(series.Limit is { } l ? $"; a lot shows {Share(l.Limit)} with {probability}{(double.IsNaN(l.Interval.Low) ? "" : $" ({Share(l.Interval.Low)} to {Share(l.Interval.High)})")}, where binomial sampling expects {Share(series.Theory)}" : "")}.",
                $"{first.Ja}計算機上でロットに添加しマッピングしたハザード細胞のうち{recovered}が陽性となり(ロット別{low}~{high}){(series.Limit is { } j ? $"、{probability}で検出できるのは{Share(j.Limit)}{(double.IsNaN(j.Interval.Low) ? "" : $"({Share(j.Interval.Low)}~{Share(j.Interval.High)})")}、二項抽出での期待値は{Share(series.Theory)}です" : "ました")}。");
        }

        return own.Bound is { } bound ? Say($"{first.En} {bound.Sentence}", first.Ja + Bound(bound)) : first;
    }

    public override (bool Shown, Said Words)? Verdict(AnalysisResult result)
    {
        var own = (DetectResult)result;
        if (own.Lots.Any(l => l.Role == "test" && l.Detected)) return (true, Say("Detected", "検出"));
        bool counted = own.Lots.Any(l => l.Role == "test");
        return own.Reached
            ? (true, counted ? Say("Not detected, and a hazard of the frequency asked for would have been seen", "不検出(指定頻度のハザードがあれば検出できた)") : Say("Would be seen", "検出可能"))
            : (false, counted ? Say("Not detected: no proof of absence", "不検出: 存在しない証明ではありません") : Say("May be missed", "見逃しのおそれ"));
    }

    public override IReadOnlyList<(Said Name, string Value, Said Under)> Figures(AnalysisResult result)
    {
        var own = (DetectResult)result;
        string probability = NumberText.Percent(own.Parameters.Probability);
        var figures = new List<(Said, string, Said)>
        {
            (Say("Seen in a lot", "ロット内の検出確率"), NumberText.Percent(own.Asked.InLot), Say($"at {Share(own.Asked.Frequency)}", $"頻度{Share(own.Asked.Frequency)}")),
            (Say("Limit of a lot", "1ロットの検出限界"), Share(own.LimitOfLot), Say($"seen with {probability}", $"検出確率{probability}")),
            (Say("Limit of the process", "工程の検出限界"), Share(own.LimitOfProcess), Say($"{own.Parameters.Lots} {(own.Parameters.Lots == 1 ? "lot" : "lots")} that vary", $"変動する{own.Parameters.Lots}ロット")),
            (Say("Limit count", "判定基準の細胞数"), NumberText.Count(own.Limit), Say("more is a detection", "これを超えると検出")),
        };
        if (own.Asked.CellsNeeded is { } cells) figures.Add((Say("Cells needed", "必要な細胞数"), NumberText.Count(cells), Say("loaded, of one lot", "1ロットの投入数")));
        if (own.Series is { } series)
        {
            figures.Add((Say("Spiked cells found again", "添加細胞の回収率"), NumberText.Percent(series.Recovered), Say($"in silico, {series.Lots.Count} {(series.Lots.Count == 1 ? "lot" : "lots")}", $"計算機上、{series.Lots.Count}ロット")));
            if (series.Limit is { } found95) figures.Add((Say("Limit by spiking in silico", "計算機上の添加による検出限界"), Share(found95.Limit), double.IsNaN(found95.Interval.Low) ? Say("interval not determined", "区間は定まりません") : $"{Share(found95.Interval.Low)} … {Share(found95.Interval.High)}"));
        }

        if (own.Spiked is { } spiked) figures.Add((Say("Limit of the spiked series", "添加系列の検出限界"), Share(spiked.Limit), double.IsNaN(spiked.Interval.Low) ? Say("interval not determined", "区間は定まりません") : $"{Share(spiked.Interval.Low)} … {Share(spiked.Interval.High)}"));
        if (own.Prevalence is { } found) figures.Add((Say("Share in the lots", "ロット内の割合"), Share(found.Estimate), double.IsNaN(found.Interval.Low) ? Say("corrected for errors", "誤判定を補正") : $"{Share(found.Interval.Low)} … {Share(found.Interval.High)}"));
        if (own.Bound is { } bound) figures.Add((Say("Not excluded per dose", "1投与量で否定できない数"), NumberText.Count(Math.Ceiling(bound.PerDose)), Say("hazardous cells, at most", "ハザード細胞(上限)")));
        return figures;
    }

    public override Scene? Picture(AnalysisResult result, int width, int height) => DetectSection.Picture((DetectResult)result, width, height);

    public override IReadOnlyList<Said> Caveats(AnalysisResult result) =>
    [
        Say("A count of zero is an upper bound, never an absence.", "ゼロという計数は上限を示すもので、存在しないことの証明ではありません。"),
        Say("Two questions are not mixed: this lot (its cells are drawn at random) and the process (its lots vary). More cells of a lot answer the first, more lots the second.", "「このロット」と「この工程」は別の問いです。前者にはロット内の細胞数、後者にはロット数が答えます。"),
        Say("Sensitivity and false positives hold for the cells on which they were validated: a hazard that looks otherwise is missed more often.", "感度と偽陽性率は検証に用いた細胞についての値です。見た目の異なるハザードはより見逃されます。"),
        Say("Single-cell sequencing says what a hazard is. Droplet PCR and culture assays reach frequencies of 1e-5 and less, which it does not.", "シングルセル解析はハザードの正体を示すのに適しています。1e-5以下の頻度には、デジタルPCRや培養法のような多数の細胞を調べる試験が必要です。"),
    ];

    public override Said Facts(AnalysisResult result)
    {
        var own = (DetectResult)result;
        return own.Lots.Count == 0 ? Say("no data", "データなし") : Say($"{own.Lots.Count} counted lots", $"計数した{own.Lots.Count}ロット");
    }

    public override Said Methods(AnalysisResult result, string engineVersion)
    {
        DetectParameters p = ((DetectResult)result).Parameters;
        Said spikes = ((DetectResult)result).Series is null ? "" : Say(
            $" Hazardous cells of other donors were spiked in silico into each lot ({p.Replicates} times at each of {SpikedSeries.Frequencies.Count} frequencies, their number drawn from the frequency), passed the lot's own limits of quality control or were scanned as removed cells, were placed with the lot (Symphony) and labelled by the nearest cells of the reference without the lot that they are from, and refused one by one. A lot is detected when more of its cells are called than its own background exceeds with 5 %.",
            $"他のドナーのハザード細胞を計算機上で各ロットに添加し({SpikedSeries.Frequencies.Count}頻度で各{p.Replicates}回、細胞数は頻度から抽出)、ロット自身の品質管理を通すか除外細胞として走査し、ロットとともに配置して(Symphony)、由来ロットを除いた参照の最近傍細胞でラベルを付け、細胞ごとに参照外を判定した。ロット自身の背景が5 %以下の確率で超える計数を上回る場合を検出とした。");
        return Say(
            $"Detection was computed with GpuCqa {engineVersion}: binomial within a lot, beta-binomial between lots (intra-class correlation {NumberText.Plain(p.Icc)}), capture {NumberText.Plain(p.Capture)}, kept {NumberText.Plain(p.Kept)}, sensitivity {NumberText.Plain(p.Sensitivity)}, false positives {NumberText.Plain(p.FalsePositives)}. The limit of blank is the smallest count that harmless cells exceed with at most 5 %. Bounds are one-sided Clopper-Pearson; shares are corrected by Rogan and Gladen with Lang and Reiczigel's interval; spiked series by regression with the complementary log-log (single hits; a logistic curve reads high), Firth's penalty and Fieller's interval.{spikes.En}",
            $"検出能力はGpuCqa {engineVersion}で計算した(ロット内は二項分布、ロット間はベータ二項分布、級内相関{NumberText.Plain(p.Icc)}、捕捉率{NumberText.Plain(p.Capture)}、保持率{NumberText.Plain(p.Kept)}、感度{NumberText.Plain(p.Sensitivity)}、偽陽性率{NumberText.Plain(p.FalsePositives)})。ブランク限界は、無害な細胞のみで超える確率が5 %以下となる最小の計数である。上限は片側Clopper-Pearson、割合の補正はRogan-Gladen(区間はLang-Reiczigel)、添加系列は補対数対数回帰(単一細胞の検出モデル、Firth補正、区間はFieller)による。{spikes.Ja}");
    }

    public override AnalysisResult Read(FolderFiles files, JsonObject record, JsonObject summary)
    {
        DetectParameters parameters = ParameterReader.Read(record.Object("parameters"), new DetectParameters());
        var lots = new List<DetectionLot>();
        if (files.Has(ResultTables.DetectionLots.File))
        {
            files.Read(ResultTables.DetectionLots.File, csv =>
            {
                int c(string name) => csv.Column(name);
                long whole(string name) => (long)csv.Number(c(name));
                while (csv.Read()) lots.Add(new DetectionLot(csv.Text(c("lot")) ?? "", csv.Text(c("role")) ?? "", whole("cells"), whole("called"), whole("removed_cells"), whole("removed_called"), csv.Number(c("spiked")), double.NaN, false));
            });
        }

        var runs = new List<SpikedRun>();
        if (files.Has(ResultTables.SpikedRuns.File))
        {
            files.Read(ResultTables.SpikedRuns.File, csv =>
            {
                int lot = csv.Column("lot"), source = csv.Column("source"), frequency = csv.Column("frequency");
                int[] counts = [.. RunCounts.Select(csv.Column)];
                while (csv.Read())
                {
                    long[] n = [.. counts.Select(c => (long)csv.Number(c))];
                    runs.Add(new SpikedRun(csv.Text(lot) ?? "", csv.Text(source) ?? "", csv.Number(frequency), n[0], n[1], n[2], n[3], n[4], n[5], n[6]));
                }
            });
        }

        // Warnings about the reading of cells are in no table.
        return Recomputed.Checked(files, HazardSearch.Of(parameters, lots, SummaryReader.Notes(summary), runs, RemovedReader.Read(files)) with { Warnings = SummaryReader.Warnings(summary) });
    }

    /// <summary>A share down to 1e-9.</summary>
    public static string Share(double share) => share is > 0 and < 0.01 ? share.ToString("0.##e-0", CultureInfo.InvariantCulture).Replace('-', '−') : HtmlNumber.Value(share, 3);

    public static string Bound(DoseBound bound)
    {
        string cells = NumberText.Count(bound.Cells), dose = NumberText.Count(bound.Dose), per = NumberText.Count(Math.Ceiling(bound.PerDose)), confidence = NumberText.Percent(bound.Confidence), sensitivity = NumberText.Plain(bound.Sensitivity);
        return bound.Seen == 0
            ? $"「見つからない」は「存在しない」ではありません: {cells}細胞中0(感度{sensitivity})でも、{dose}細胞の1投与量に最大{per}個のハザード細胞を否定できません(信頼度{confidence})。"
            : $"{cells}細胞中{NumberText.Count(bound.Seen)}個を検出(感度{sensitivity}): {dose}細胞の1投与量に最大{per}個のハザード細胞が含まれえます(信頼度{confidence})。";
    }
}
