using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Findings;

/// <summary>What predictions of left-out lots show, in words.</summary>
public static class PredictionText
{
    /// <summary>A sentence for each readout, and one on where the states come from; empty without a prediction.</summary>
    public static IReadOnlyList<string> Sentences(AnalysisResult result) => result is IPredictionResult { Prediction: { } found } predicted
        ? [.. predicted.Tests.Parameters.Readouts.Select(r => Sentence(predicted, r).En), States(predicted, found).En] : [];

    /// <summary>What is shown of one readout.</summary>
    internal static Said Sentence(IPredictionResult result, string readout)
    {
        PredictionFindings found = result.Prediction!;
        double alpha = result.Tests.Parameters.Alpha;
        if (found.Best(readout) is not { } best) return Say($"{readout} is the same in all lots, so that there is nothing to predict.", $"{readout}は全ロットで同じ値のため、予測の対象になりません。");
        Said left = found.ByDonor ? Say("donors", "ドナー") : Say("lots", "ロット"), name = Model(best.Model);
        string q2 = Q2(best.Q2), chance = Q2(best.NullQuantile), p = NumberText.P(best.P), family = NumberText.P(best.PFamily), tried = NumberText.Count(found.Models.Count(m => !double.IsNaN(m.Q2)));
        string error = NumberText.Significant(best.Error, 3), mean = NumberText.Significant(best.MeanError, 3);
        bool predicts = PredictionFindings.Predicts(best, alpha);
        Said verdict = predicts
            ? Say($"{readout} of {left.En} that were left out is predicted by {name.En}", $"{readout}は、除いた{left.Ja}について{name.Ja}で予測されます")
            : Say($"{readout} of {left.En} that were left out is not shown to be predictable: the best model, {name.En},", $"{readout}が除いた{left.Ja}について予測できることは示されません。最良のモデルは{name.Ja}で");
        string orders = NumberText.Count(found.Orders), smallest = NumberText.P(found.SmallestP);
        Said floor = found.SmallestP <= alpha ? "" : Say($" These lots have {orders} admissible orders only, so that no p below {smallest} is possible.", $"これらのロットの並べ替えは{orders}通りしかなく、{smallest}未満のp値はありえません。");
        return Say(
            $"{verdict.En}{(predicts ? ":" : " has")} Q2 {q2} where chance reaches {chance} in 95% of the orders, p {p}, family-wise p {family} over {tried} models; error {error}, of the training mean {mean}.{floor.En}",
            $"{verdict.Ja}{(predicts ? "。" : "、")}Q2は{q2}(偶然でも並べ替えの95%が{chance}以下)、p値{p}、{tried}モデル全体のファミリーワイズp値{family}、誤差{error}(学習ロットの平均では{mean})です。{floor.Ja}");
    }

    /// <summary>Where the states come from.</summary>
    internal static Said States(IPredictionResult result, PredictionFindings found) =>
        found.StatesWithinFolds ? Say("Clusters were found anew without each left-out lot, which was then mapped onto them: nothing of it entered its prediction.", "クラスターは各ロットを除いて見つけ直し、そのロットを写像しています。除いたロットの情報は予測に一切入っていません。")
        : new StateNames(result.Tests.Partitions).Clusters ? Say("Clusters were found once, with the cells of every lot (no readout was used): the left-out lot took part in saying what a state is, so that a new lot may be predicted less well.", "クラスターは全ロットの細胞から一度だけ見つけたものです(測定値は使っていません)。除いたロットも状態の定義に加わっているため、新しいロットの予測精度はこれより低い可能性があります。")
        : Say("The states were given: whether they were told apart without the left-out lots is not part of this.", "状態は与えられたもので、除いたロットなしで区別されたかどうかはここでは問いません。");

    /// <summary>A model in words.</summary>
    internal static Said Model(string model) => model switch
    {
        "one-feature" => Say("one state alone", "単一の状態"),
        "ridge" => Say("ridge regression", "リッジ回帰"),
        "elastic-net" => Say("the elastic net", "エラスティックネット"),
        "pls" => Say("partial least squares", "部分的最小二乗回帰"),
        _ => model,
    };

    /// <summary>A Q2, which has no lower bound.</summary>
    internal static string Q2(double value) => double.IsNaN(value) ? "–" : value < -10 ? "below -10" : NumberText.Rho(value);
}
