using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Pictures;
using GpuCqa.Reporting.Scenes;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Sections;

/// <summary>How well readouts of left-out lots are predicted, beside what chance reaches.</summary>
internal sealed class PredictionSection : ReportSection
{
    public override string Id => "prediction";

    public override Said Title => Say("Prediction", "予測");

    public override bool Shows(ReportContext context) => context.Result is IPredictionResult { Prediction: not null };

    public override Markup Make(ReportContext context)
    {
        var result = (IPredictionResult)context.Result;
        PredictionFindings found = result.Prediction!;
        TestsContext tests = context.Tests!;
        var html = new Markup();
        html.Add($"""<section id="prediction"><h2>{Say("Is the readout of a lot that was not seen predicted?", "未知のロットの測定値を予測できるか")}</h2>""");
        foreach (string readout in tests.Findings.Parameters.Readouts) html.Add($"<p>{PredictionText.Sentence(result, readout)}</p>");
        string orders = NumberText.Count(found.Permutations);
        html.Add($"""<p class="note">{PredictionText.States(result, found)} {Say($"Q2 compares with the mean of the training lots (0) and no error (1); the correlation of predictions and values is not shown, since it says nothing: for that mean it is −1. Scale, choice of states and of settings are made within the training lots; {(found.Exact ? $"all {orders} admissible orders" : $"{orders} random orders")} of the readouts repeat all of it.", $"Q2は学習ロットの平均を0、誤差なしを1とします。予測値と実測値の相関は示しません(平均による予測でも−1になり、意味がないためです)。尺度、状態の選択、設定の選択は学習ロットの中だけで行い、測定値の並べ替え{(found.Exact ? $"全{orders}通り" : $"(無作為な{orders}通り)")}でもすべてを繰り返しています。")}</p>""");
        html.Add($"{Models(tests, found)}");
        foreach (string readout in tests.Findings.Parameters.Readouts)
        {
            if (found.Best(readout) is { } best) html.Add(Readout(tests, found, best));
        }

        html.Add($"</section>\n");
        return html;
    }

    private static Markup Models(TestsContext tests, PredictionFindings found)
    {
        double alpha = tests.Findings.Parameters.Alpha;
        var table = new HtmlTable<ModelPrediction>(Say("Models", "モデル")) { Marked = m => PredictionFindings.Predicts(m, alpha) };
        if (tests.Findings.Parameters.Readouts.Count > 1) table.Text(Say("Readout", "測定値"), null, m => m.Readout);
        table.Text(Say("Model", "モデル"), Say("Least squares on the one state with the largest |r| among the training lots; ridge; elastic net; partial least squares with one or two components.", "学習ロットで|r|が最大の1状態による最小二乗、リッジ、エラスティックネット、1~2成分の部分的最小二乗。"), m => PredictionText.Model(m.Model))
            .Number(Say("Q2", "Q2"), Say("1 − squared errors of left-out lots over those of the mean of the training lots.", "1 − 除いたロットの二乗誤差 ÷ 学習ロット平均の二乗誤差。"), m => m.Q2, m => PredictionText.Q2(m.Q2))
            .Number(Say("Chance reaches", "偶然の上限"), Say("95% quantile of Q2 over the orders of the readouts.", "測定値を並べ替えたときのQ2の95%分位点。"), m => m.NullQuantile, m => PredictionText.Q2(m.NullQuantile))
            .Number(Say("p", "p値"), Say("Share of the orders that reach Q2.", "Q2に達する並べ替えの割合。"), m => m.P, HtmlNumber.Flat)
            .Number(Say("Family-wise p", "ファミリーワイズp値"), Say("Share of the orders in which the smallest p of all models and readouts is as small.", "全モデル・全測定値の最小p値がこれ以下になる並べ替えの割合。"), m => m.PFamily, HtmlNumber.Flat)
            .Number(Say("Error", "誤差"), Say("Root mean squared error over left-out lots, in the readout's units.", "除いたロットの二乗平均平方根誤差(測定値の単位)。"), m => m.Error, m => HtmlNumber.Value(m.Error, 3))
            .Number(Say("Error of the mean", "平均の誤差"), null, m => m.MeanError, m => HtmlNumber.Value(m.MeanError, 3))
            .Number(Say("In their interval", "区間内"), Say("Left-out lots within their prediction interval, which was made without them.", "そのロットを使わずに作った予測区間に入ったロット数。"), m => m.Covered, m => $"{m.Covered}/{found.Lots}")
            .Number(Say("New lot ±", "新ロット ±"), Say("Half width of a new lot's prediction interval.", "新しいロットの予測区間の半幅。"), m => m.HalfWidth, m => HtmlNumber.Value(m.HalfWidth, 3))
            .Text(Say("Setting", "設定"), Say("Chosen for the model of all lots.", "全ロットのモデルで選ばれた設定。"), m => m.Setting);
        return table.Make(found.Models);
    }

    private static Markup Readout(TestsContext tests, PredictionFindings found, ModelPrediction best)
    {
        PredictedLot[] lots = [.. found.Predicted.Where(l => l.Readout == best.Readout && l.Model == best.Model)];
        ReadoutWords words = tests.WordsOf(best.Readout);
        Said model = PredictionText.Model(best.Model);
        (Scene wide, int unnamedWide) = PredictionPicture.Draw(lots, words, 540, 320);
        (Scene narrow, int unnamedNarrow) = PredictionPicture.Draw(lots, words, 350, 340);
        var html = new Markup();
        html.Add($"""<figure><figcaption><strong>{Say($"{best.Readout} of left-out lots, by {model.En}", $"除いたロットの{best.Readout}({model.Ja})")}</strong></figcaption>""");
        html.Add($"""<div class="only-wide">{SvgWriter.Inline(wide)}{FindingSection.Unnamed(unnamedWide, lots.Length)}</div><div class="only-narrow">{SvgWriter.Inline(narrow)}{FindingSection.Unnamed(unnamedNarrow, lots.Length)}</div>""");
        html.Add($"""<p class="note">{Say($"One point a lot, predicted without it; bars: {tests.Confidence}% prediction interval. On the dashed line prediction and value are the same.", $"1点が1ロット(そのロットを除いた予測)。線は{tests.Confidence}%予測区間。破線上では予測値と実測値が一致します。")}</p>""");
        html.Add($"<details><summary>{Say("The numbers in this picture", "この図の数値")}</summary>{Lots(lots, words, found.ByDonor)}</details></figure>");
        PredictionWeight[] weights = [.. found.Weights.Where(w => w.Readout == best.Readout && w.Model == best.Model).OrderByDescending(w => Math.Abs(w.PerDeviation))];
        if (weights.Length == 0) return html;
        string intercept = HtmlNumber.Value(best.Intercept, 4);
        html.Add($"<details><summary>{Say($"The model of all {found.Lots} lots, to predict a new one with", $"全{found.Lots}ロットのモデル(新しいロットの予測用)")}</summary>{Weights(tests, found, weights)}");
        html.Add($"""<p class="note">{Say($"Prediction = {intercept} + sum of coefficient × {(found.FeatureKind == "clr" ? "log-ratio" : "share")}.", $"予測値 = {intercept} + Σ 係数 × {(found.FeatureKind == "clr" ? "対数比" : "割合")}。")}</p></details>""");
        return html;
    }

    private static Markup Lots(PredictedLot[] lots, ReadoutWords words, bool byDonor)
    {
        HtmlTable<PredictedLot> table = new HtmlTable<PredictedLot>(Say("Left-out lots", "除いたロット")).Text(Say("Lot", "ロット"), null, l => l.Lot);
        if (byDonor) table.Text(Say("Left out", "除外単位"), null, l => l.LeftOut);
        return table.Number(Say("Observed", "実測値"), null, l => l.Observed, words.Value)
            .Number(Say("Predicted", "予測値"), null, l => l.Predicted, l => HtmlNumber.Value(l.Predicted, 4))
            .Number(Say("Interval", "区間"), null, l => l.Low, l => $"{HtmlNumber.Value(l.Low, 4)} … {HtmlNumber.Value(l.High, 4)}")
            .Number(Say("Mean of the others", "他ロットの平均"), null, l => l.TrainingMean, l => HtmlNumber.Value(l.TrainingMean, 4))
            .Text(Say("Setting", "設定"), null, l => l.Setting)
            .Make(lots);
    }

    private static Markup Weights(TestsContext tests, PredictionFindings found, PredictionWeight[] weights)
    {
        HtmlTable<PredictionWeight> table = new HtmlTable<PredictionWeight>(Say("Coefficients", "係数")) { AllIn = "prediction_states.csv" }
            .Text(tests.Names.Title, null, w => tests.Names.Of(w.State).Full)
            .Number(Say("Coefficient", "係数"), Say("Change of the readout per unit of the feature.", "特徴量1単位あたりの測定値の変化。"), w => w.Coefficient, w => HtmlNumber.Value(w.Coefficient, 4))
            .Number(Say("Per SD", "SDあたり"), Say("Change of the readout per standard deviation of the feature over the lots.", "ロット間標準偏差あたりの測定値の変化。"), w => w.PerDeviation, w => HtmlNumber.Value(w.PerDeviation, 3));
        if (!found.StatesWithinFolds) table.Number(Say("Folds", "使用回数"), Say("Folds whose model uses the state.", "この状態を使ったモデルの数。"), w => w.Folds ?? double.NaN, w => $"{w.Folds}/{found.Folds}");
        return table.Make(weights);
    }
}
