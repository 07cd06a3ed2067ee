using GpuCqa.Core.Randomness;
using GpuCqa.Statistics;
using Xunit;

namespace GpuCqa.Statistics.Tests.Predictions;

public class PredictionModelTests
{
    // Made by scikit-learn 1.2.1: StandardScaler within every fold (and y scaled to deviation 1 for ElasticNet), settings by nested leave-one-out.
    private static readonly double[] Ridge = [153.50814058558507, 144.4718155899803, 608.3985165851836, 188.68238545623805, 193.00711541782863, 218.25371549213855, 187.73725937611857, 170.18465973111873, 206.83574342354515];
    private static readonly double[] Net = [151.45270210084502, 151.04271576895508, 270.76178277404784, 172.83312040984973, 208.51023267865878, 166.13913049377544, 201.66825270576564, 150.51491635967227, 182.94891791910038];
    private static readonly double[] Pls = [131.59504975227705, 147.51527984015405, 218.33712465858116, 185.86748781905266, 197.44301317790277, 185.85462242110935, 189.71220521486086, 163.39559737341568, 206.35744946915182];
    private static readonly double[] One = [137.66606362766532, 160.01070486485838, 315.231614165151, 165.60077673278167, 219.1321820782551, 159.48757367141098, 207.7101005881372, 141.46272546903964, 175.9337975039477];

    public static TheoryData<string, double, double[], int[]> Reference => new()
    {
        { "one-feature", 0.8392530079498424, One, [0, 0, 0, 0, 0, 0, 0, 0, 0] },
        { "ridge", -2.035920469646356, Ridge, [12, 14, 24, 13, 13, 14, 12, 12, 13] },
        { "elastic-net", 0.7331990247223421, Net, [5, 8, 5, 5, 7, 6, 5, 6, 6] },
        { "pls", 0.3427135154207054, Pls, [1, 1, 0, 1, 1, 1, 1, 1, 1] },
    };

    [Theory]
    [MemberData(nameof(Reference))]
    public void Model_NestedLeaveOneOut_AgreesWithScikitLearn(string name, double q2, double[] predicted, int[] settings)
    {
        LeftOutRun run = Run(name, PredictionData.Features, PredictionData.Folds);
        LeftOutRun.Detail detail = run.Of(PredictionData.Readout);
        Assert.Equal(settings, detail.Settings);
        Assert.All(predicted.Zip(detail.Predicted), p => Assert.Equal(1, p.Second / p.First, 1e-6));
        Assert.Equal(q2, run.Q2(PredictionData.Readout, new double[run.Size]), 1e-6);
    }

    [Theory]
    [InlineData("ridge")]
    [InlineData("elastic-net")]
    [InlineData("pls")]
    [InlineData("one-feature")]
    public void Coefficients_OfEverySetting_GiveThePredictions(string name)
    {
        PredictionModel model = PredictionModel.All.First(m => m.Name == name);
        var set = new TrainingSet(PredictionData.Features, [0, 1, 3, 4, 5, 6, 8], [2, 7]);
        double[] predictions = new double[model.Settings * 2];
        model.Predict(set, model.Prepare(set), PredictionData.Readout, predictions);
        double mean = set.Lots.Average(l => PredictionData.Readout[l]);
        for (int s = 0; s < model.Settings; s++)
        {
            double[] b = model.Coefficients(set, PredictionData.Readout, s);
            for (int t = 0; t < 2; t++) Assert.Equal(predictions[(2 * s) + t], mean + b.Zip(set.TargetValues[t], (x, y) => x * y).Sum(), 1e-7);
        }
    }

    [Theory]
    [InlineData(11, 60)]
    [InlineData(9, 4)]
    [InlineData(6, 40)]
    public void ElasticNet_AnySetting_SatisfiesItsConditions(int lots, int states)
    {
        // With the second a column that depends on those that are in must take the place of one.
        ElasticNetSatisfiesItsConditions(lots, states, (ulong)Random.Shared.Next());
        ElasticNetSatisfiesItsConditions(lots, states, 1790045018);
        for (ulong seed = 1; seed <= 20; seed++) ElasticNetSatisfiesItsConditions(lots, states, seed);
    }

    private static void ElasticNetSatisfiesItsConditions(int lots, int states, ulong seed)
    {
        LotFeatures features = PredictionData.Random(lots, states, seed);
        double[] y = PredictionData.Normal(lots, seed);
        var set = new TrainingSet(features, [.. Enumerable.Range(0, lots)], []);
        var model = new ElasticNetModel();
        double mean = y.Average(), deviation = Math.Sqrt(y.Sum(v => (v - mean) * (v - mean)) / lots);
        for (int s = 0; s < model.Settings; s++)
        {
            double alpha = new[] { 1, 0.5, 0.1 }[s / 17], threshold = Math.Pow(10, -(s % 17) / 8.0), ridge = threshold * (1 - alpha) / alpha;
            double[] b = [.. model.Coefficients(set, y, s).Select(v => v / deviation)];
            double[] residual = [.. y.Select((v, l) => ((v - mean) / deviation) - set.Values.Select((x, c) => x[l] * b[c]).Sum())];
            for (int c = 0; c < b.Length; c++)
            {
                double gradient = (set.Values[c].Zip(residual, (x, r) => x * r).Sum() / lots) - (ridge * b[c]);
                if (b[c] == 0) Assert.True(Math.Abs(gradient) <= threshold + 1e-6, $"seed {seed}, setting {s}, column {c}: {gradient} beyond {threshold}");
                else Assert.True(Math.Abs(gradient - (Math.Sign(b[c]) * threshold)) < 1e-6, $"seed {seed}, setting {s}, column {c}: {gradient} is not {threshold}");
            }
        }
    }

    [Theory]
    [InlineData("ridge")]
    [InlineData("elastic-net")]
    [InlineData("pls")]
    [InlineData("one-feature")]
    public void Model_ReadoutOnAnotherScale_PredictsTheSameOnIt(string name)
    {
        LeftOutRun run = Run(name, PredictionData.Features, PredictionData.Folds);
        double[] other = [.. PredictionData.Readout.Select(v => 7 - (0.003 * v))];
        Assert.Equal(run.Q2(PredictionData.Readout, new double[run.Size]), run.Q2(other, new double[run.Size]), 1e-6);
    }

    [Theory]
    [InlineData("ridge")]
    [InlineData("elastic-net")]
    [InlineData("pls")]
    [InlineData("one-feature")]
    public void Prediction_OfALot_DoesNotDependOnItsReadout(string name)
    {
        LeftOutRun run = Run(name, PredictionData.Features, PredictionData.Folds);
        double[] other = [.. PredictionData.Readout];
        other[2] = -1e6;
        Assert.Equal(run.Of(PredictionData.Readout).Predicted[2], run.Of(other).Predicted[2]);
    }

    [Fact]
    public void TrainingSet_ColumnThatOnlyTheTargetVaries_IsLeftOut()
    {
        var set = new TrainingSet(PredictionData.Of([[0.1, 0.3], [0.1, 0.4], [0.1, 0.6], [0.1, 0.5], [0.9, 0.1]]), [0, 1, 2, 3], [4]);
        Assert.Equal([1], set.Columns);
    }

    [Fact]
    public void TrainingSet_StateNearlyAllInTwoTrainingLots_IsLeftOut()
    {
        double[][] lots = [.. Enumerable.Range(0, 8).Select(l => new[] { l is 1 or 3 ? 0.4 : 0.0005 * l, 0.1 * l })];
        Assert.Equal([1], new TrainingSet(PredictionData.Of(lots), [0, 1, 2, 3, 4, 5, 6], [7]).Columns);
    }

    [Fact]
    public void PartialLeastSquares_OneColumn_IsTheLine()
    {
        LotFeatures one = PredictionData.Of([.. PredictionData.Features.Values[2].Select(v => new[] { v })]);
        double[] pls = Run("pls", one, PredictionData.Folds).Of(PredictionData.Readout).Predicted, line = Run("one-feature", one, PredictionData.Folds).Of(PredictionData.Readout).Predicted;
        Assert.All(line.Zip(pls), p => Assert.Equal(p.First, p.Second, 1e-9));
    }

    internal static LeftOutRun Run(string name, LotFeatures features, PredictionFolds folds) =>
        new(new PredictionPlan(folds, [.. folds.LeftOut.Select(_ => features)]), PredictionModel.All.First(m => m.Name == name));
}
