using GpuCqa.Core.Randomness;
using GpuCqa.Statistics;

namespace GpuCqa.Statistics.Tests.Predictions;

/// <summary>Nine lots of six shares, with what scikit-learn 1.2.1 (numpy 1.24.2, scipy 1.10.1) computes of them; the readout follows the third share.</summary>
internal static class PredictionData
{
    public static double[] Readout { get; } = [152.35, 199.85, 312.73, 129.6, 230.43, 129.1, 208.76, 170.13, 149.7];

    public static LotFeatures Features { get; } = Of(
    [
        [0.5728, 0.1424, 0.0606, 0.0499, 0.0819, 0.0924], [0.3086, 0.3009, 0.1136, 0.225, 0.0021, 0.0498], [0.3773, 0.0778, 0.4325, 0.0564, 0.0205, 0.0354],
        [0.3469, 0.4171, 0.1035, 0.0743, 0.0282, 0.0299], [0.1408, 0.4539, 0.2336, 0.1051, 0.0427, 0.024], [0.282, 0.265, 0.0911, 0.2633, 0.0972, 0.0013],
        [0.2055, 0.4742, 0.2054, 0.0187, 0.049, 0.0473], [0.6233, 0.2015, 0.0735, 0.0175, 0.0517, 0.0325], [0.2361, 0.3514, 0.1299, 0.1704, 0.0025, 0.1097],
    ]);

    public static PredictionFolds Folds { get; } = Alone(9);

    public static string[] Names(int lots) => [.. Enumerable.Range(0, lots).Select(l => $"L{l + 1}")];

    public static PredictionFolds Alone(int lots) => PredictionFolds.Of(Names(lots), new string?[lots]);

    /// <summary>Features of lots x states.</summary>
    public static LotFeatures Of(double[][] lots) => new([.. lots[0].Select((_, k) => (StateId?)new StateId(0, k))], [.. lots[0].Select((_, k) => lots.Select(l => l[k]).ToArray())]);

    /// <summary>Shares of states drawn at random.</summary>
    public static LotFeatures Random(int lots, int states, ulong seed)
    {
        var random = new Philox(seed, RandomPurpose.Test);
        double[][] rows = new double[lots][];
        for (int l = 0; l < lots; l++)
        {
            rows[l] = new double[states];
            for (int k = 0; k < states; k++) rows[l][k] = Math.Exp(0.7 * random.NextNormal());
            double sum = rows[l].Sum();
            for (int k = 0; k < states; k++) rows[l][k] /= sum;
        }

        return Of(rows);
    }

    public static double[] Normal(int lots, ulong seed)
    {
        var random = new Philox(seed, RandomPurpose.Test, 1);
        double[] values = new double[lots];
        for (int l = 0; l < lots; l++) values[l] = 500 + (100 * random.NextNormal());
        return values;
    }
}
