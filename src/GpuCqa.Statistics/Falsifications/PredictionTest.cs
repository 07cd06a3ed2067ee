namespace GpuCqa.Statistics;

/// <summary>A prediction checked: the set's lots against the train lots, exact rank-sum.</summary>
/// <param name="Prediction">The prediction.</param>
/// <param name="Values">Its values in the set's lots that have one.</param>
/// <param name="TrainValues">Its values in the train lots that have one.</param>
/// <param name="RankSum">The test, the set's lots first.</param>
/// <param name="P">One-sided p in the predicted direction; NaN when not estimable.</param>
/// <param name="Median">Median over the set's lots; NaN of none.</param>
/// <param name="TrainMedian">Median over the train lots; NaN of none.</param>
/// <param name="Verdict">Whether it came true.</param>
/// <param name="Reason">Why it is not testable; null where it is.</param>
public sealed record PredictionTest(Prediction Prediction, double[] Values, double[] TrainValues, LotRankSum RankSum, double P, double Median, double TrainMedian, PredictionVerdict Verdict, string? Reason);
