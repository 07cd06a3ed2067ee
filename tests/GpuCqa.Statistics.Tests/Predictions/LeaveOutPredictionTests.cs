using GpuCqa.Compute;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Progress;
using GpuCqa.Core.Randomness;
using GpuCqa.Statistics;
using Xunit;

namespace GpuCqa.Statistics.Tests.Predictions;

public class LeaveOutPredictionTests
{
    [Fact]
    public void Prediction_SixLots_CountsEveryOrder()
    {
        LotFeatures features = PredictionData.Random(6, 4, 5);
        double[] y = [.. features.Values[1].Select((v, l) => (400 * v) + (3 * l))];
        PredictionFindings found = Run(features, PredictionData.Alone(6), ("y", y));
        Assert.True(found.Exact);
        Assert.Equal(720, found.Permutations);
        var smallest = new List<double>();
        Dictionary<string, double[]> all = PredictionModel.All.ToDictionary(m => m.Name, m =>
        {
            LeftOutRun run = PredictionModelTests.Run(m.Name, features, PredictionData.Alone(6));
            return Orders(6).Select(o => run.Q2([.. o.Select(l => y[l])], new double[run.Size])).ToArray();
        });
        double[] minimum = [.. Enumerable.Range(0, 720).Select(b => all.Values.Min(q => q.Count(v => v >= q[b] - 1e-9) / 720.0))];
        Assert.All(found.Models, m =>
        {
            double[] q = all[m.Model];
            Assert.Equal(q.Count(v => v >= m.Q2 - 1e-9) / 720.0, m.P, 1e-12);
            Assert.Equal(minimum.Count(v => v <= m.P + 1e-12) / 720.0, m.PFamily, 1e-12);
            Assert.Equal(q.Order().ElementAt(683), m.NullQuantile, 1e-9);
            Assert.True(m.PFamily >= m.P);
        });
    }

    [Fact]
    public void Prediction_ReadoutThatFollowsAState_IsShownWithItsState()
    {
        LotFeatures features = PredictionData.Random(11, 8, 21);
        double[] noise = PredictionData.Normal(11, 4);
        double[] y = [.. features.Values[3].Select((v, l) => (1000 * v) + (0.1 * noise[l]))];
        PredictionFindings found = Run(features, PredictionData.Alone(11), ("y", y));
        ModelPrediction one = found.Models.First(m => m.Model == "one-feature");
        Assert.True(one.Q2 > 0.8, $"Q2 {one.Q2}");
        Assert.Equal(0.001, one.P);
        Assert.True(PredictionFindings.Predicts(one, 0.05));
        PredictionWeight weight = Assert.Single(found.Weights, w => w.Model == "one-feature");
        Assert.Equal((new StateId(0, 3), 11), (weight.State, weight.Folds!.Value));
        Assert.Equal(1000, weight.Coefficient, 100.0);
        double half = found.Predicted.First(p => p.Model == "one-feature").High - found.Predicted.First(p => p.Model == "one-feature").Predicted;
        Assert.True(half > 0 && half < 3 * one.HalfWidth);
        Assert.True(one.Covered >= 8);
        // The model of all lots, written out, is the prediction of a new lot.
        foreach (ModelPrediction m in found.Models)
        {
            double fit = Enumerable.Range(0, 11).Sum(l => Math.Pow(y[l] - m.Intercept - found.Weights.Where(w => w.Model == m.Model).Sum(w => w.Coefficient * features.Values[w.State.Index][l]), 2));
            Assert.True(Math.Sqrt(fit / 11) < m.Error, m.Model);
        }
    }

    [Fact]
    public void Prediction_FiveFeaturesOfElevenLotsByChance_HasTheKnownNullOfRidge()
    {
        // R and Python simulations of ridge on 5 features of 11 lots give a 95 % quantile of Q2 of about 0.36; of this ridge, whose penalty is chosen, less.
        PredictionFindings found = Run(PredictionData.Random(11, 5, 8), PredictionData.Alone(11), ("y", PredictionData.Normal(11, 8)));
        Assert.InRange(found.Models.First(m => m.Model == "ridge").NullQuantile, 0.05, 0.5);
    }

    [Fact]
    public void Prediction_OfNothing_HasUniformP()
    {
        ulong seed = (ulong)Random.Shared.Next(1, int.MaxValue);
        int cohorts = 60, low = 0;
        for (int c = 0; c < cohorts; c++)
        {
            PredictionFindings found = Run(PredictionData.Random(5, 3, seed + (ulong)c), PredictionData.Alone(5), ("y", PredictionData.Normal(5, seed + (ulong)(1000 + c))));
            if (found.Models.Min(m => m.PFamily) <= 0.1) low++;
        }

        // Binomial(60, 0.1): 16 or more has probability 3e-4.
        Assert.True(low < 16, $"seed {seed}: {low} of {cohorts} family-wise p at or below 0.1");
    }

    [Fact]
    public void Prediction_DonorEffectOfRepeatedDonors_IsNotSoldAsPrediction()
    {
        // Six donors of two lots: features and readout both have a donor effect, unrelated. Leaving out single lots sees the donor's other lot.
        int free = 0, whole = 0;
        ulong seed = (ulong)Random.Shared.Next(1, int.MaxValue);
        for (int c = 0; c < 40; c++)
        {
            LotFeatures donors = PredictionData.Random(6, 6, seed + (ulong)c);
            double[] donor = PredictionData.Normal(6, seed + (ulong)(5000 + c));
            var random = new Philox(seed, RandomPurpose.Test, (ulong)(2 + c));
            double[][] lots = [.. Enumerable.Range(0, 12).Select(l => donors.Values.Select(v => v[l / 2] + (0.002 * random.NextNormal())).ToArray())];
            double[] y = [.. Enumerable.Range(0, 12).Select(l => donor[l / 2] + (5 * random.NextNormal()))];
            LotFeatures features = PredictionData.Of(lots);
            PredictionFolds folds = PredictionFolds.Of(PredictionData.Names(12), [.. Enumerable.Range(0, 12).Select(l => $"D{l / 2}")]);
            if (Run(features, PredictionData.Alone(12), ("y", y), 99).Models.Any(m => PredictionFindings.Predicts(m, 0.05))) free++;
            if (Run(features, folds, ("y", y), 99).Models.Any(m => PredictionFindings.Predicts(m, 0.05))) whole++;
        }

        // Binomial(40, 0.05): 8 or more has probability 7e-4.
        Assert.True(free >= 20 && whole < 8, $"seed {seed}: lots left out alone {free} of 40, donors left out whole {whole} of 40");
    }

    [Fact]
    public void Folds_OfRepeatedDonors_NeverHaveADonorOnBothSides()
    {
        string?[] donors = ["A", "B", "A", null, "C", "B", "D", "", "A"];
        var plan = new PredictionPlan(PredictionFolds.Of(PredictionData.Names(9), donors), [.. Enumerable.Range(0, 6).Select(_ => PredictionData.Features)]);
        Assert.Equal(6, plan.Outer.Length);
        Assert.All(plan.Sets, s => Assert.Empty(s.Lots.Select(l => donors[l]).OfType<string>().Where(d => d.Length > 0).Intersect(s.Targets.Select(l => donors[l]).OfType<string>())));
        Assert.Equal(["A", "B", "L4", "L5", "L7", "L8"], plan.Folds.Names);
    }

    [Fact]
    public void Prediction_FeaturesOfEachFold_AreThoseThatItSees()
    {
        LotFeatures features = PredictionData.Features;
        PredictionFindings shared = Run(features, PredictionData.Folds, ("y", PredictionData.Readout), 99);
        // The same numbers as features of each fold's own give the same; other states in a fold change that fold only.
        LotFeatures copy() => new(features.States, [.. features.Values.Select(v => (double[])v.Clone())]);
        LotFeatures[] own = [.. PredictionData.Folds.LeftOut.Select(_ => copy())];
        PredictionFindings same = LeaveOutPrediction.Run(new CpuDevice(), PredictionData.Names(9), PredictionData.Folds, features, own, "fractions", [("y", PredictionData.Readout)], new PredictionOptions(99, 1, 0.95), StepProgress.None, default);
        Assert.Equal(shared.Models, same.Models);
        own[4] = PredictionData.Random(9, 3, 77);
        PredictionFindings other = LeaveOutPrediction.Run(new CpuDevice(), PredictionData.Names(9), PredictionData.Folds, features, own, "fractions", [("y", PredictionData.Readout)], new PredictionOptions(99, 1, 0.95), StepProgress.None, default);
        Assert.Equal([4, 13, 22, 31], Enumerable.Range(0, 36).Where(i => shared.Predicted[i].Predicted != other.Predicted[i].Predicted));
        Assert.All(other.Weights, w => Assert.Null(w.Folds));
    }

    [Fact]
    public void Prediction_OnAnyDevice_IsTheSame()
    {
        LotFeatures features = PredictionData.Random(12, 9, 3);
        double[] y = PredictionData.Normal(12, 3);
        PredictionFindings reference = LeaveOutPrediction.Run(new ReferenceDevice(), PredictionData.Names(12), PredictionData.Alone(12), features, null, "fractions", [("y", y)], new PredictionOptions(60, 1, 0.95), StepProgress.None, default);
        Assert.Equal(reference.Models, Run(features, PredictionData.Alone(12), ("y", y), 60).Models);
    }

    [Fact]
    public void Prediction_ConstantReadoutBesideAnother_IsNotJudged()
    {
        PredictionFindings found = LeaveOutPrediction.Run(new CpuDevice(), PredictionData.Names(9), PredictionData.Folds, PredictionData.Features, null, "fractions",
            [("y", PredictionData.Readout), ("flat", [.. Enumerable.Repeat(3.0, 9)])], new PredictionOptions(99, 1, 0.95), StepProgress.None, default);
        Assert.All(found.Models.Where(m => m.Readout == "flat"), m => Assert.True(double.IsNaN(m.Q2) && double.IsNaN(m.P) && double.IsNaN(m.PFamily)));
        Assert.Null(found.Best("flat"));
        Assert.NotNull(found.Best("y"));
    }

    [Fact]
    public void Prediction_FourDonors_IsRefusedWithTheNumberThatIsNeeded()
    {
        PredictionFolds folds = PredictionFolds.Of(PredictionData.Names(9), ["A", "A", "B", "B", "C", "C", "D", "D", "D"]);
        PreconditionException error = Assert.Throws<PreconditionException>(() => Run(PredictionData.Features, folds, ("y", PredictionData.Readout)));
        Assert.Contains("4 donors", error.Message);
        Assert.Contains("at least 5", error.Message);
    }

    private static PredictionFindings Run(LotFeatures features, PredictionFolds folds, (string, double[]) readout, int orders = 999) =>
        LeaveOutPrediction.Run(new CpuDevice(), PredictionData.Names(folds.Lots), folds, features, null, "fractions", [readout], new PredictionOptions(orders, 1, 0.95), StepProgress.None, default);

    private static IEnumerable<int[]> Orders(int n) => n == 0 ? [[]] : Orders(n - 1).SelectMany(o => Enumerable.Range(0, n).Select(i => (int[])[.. o[..i], n - 1, .. o[i..]]));
}
