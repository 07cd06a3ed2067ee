using GpuCqa.Core.Errors;
using GpuCqa.Testing;
using Xunit;
using static GpuCqa.Statistics.Tests.ReplicationCases;

namespace GpuCqa.Statistics.Tests;

public class FalsificationTests
{
    private static readonly ReplicationSet Cord = Set("uc", [0.2, 0.3, 0.25, 0.4, 0.35], [10, 12, 9, 11, 10], "UC", [0.02, 0.01, 0.03, 0.02, 0.04]);

    [Fact]
    public void Falsification_MarkerAndReadoutLower_Falsifies()
    {
        FalsificationTest test = Check(Cord, "uc");
        Assert.Equal(FalsificationVerdict.Falsifies, test.Verdict);
        Assert.Equal(["marker_lower", "readout_lower"], test.Predictions.Select(p => p.Prediction.ToString()));
        Assert.All(test.Predictions, p => Assert.Equal(1 / 462.0, p.P));
        Close.Relative([0.02, 0.325], [test.Predictions[0].Median, test.Predictions[0].TrainMedian], 1e-14);
    }

    [Fact]
    public void Falsification_OnePredictionFails_DoesNotFalsify()
    {
        FalsificationTest test = Check(Cord with { MarkerHigh = [[0.5, 0.6, 0.4, 0.45, 0.55]] }, "uc");
        Assert.Equal(FalsificationVerdict.DoesNotFalsify, test.Verdict);
        Assert.Equal([PredictionVerdict.NotAsPredicted, PredictionVerdict.AsPredicted], test.Predictions.Select(p => p.Verdict));
        Assert.Equal(FalsificationVerdict.Falsifies, Check(Cord with { MarkerHigh = [[0.5, 0.6, 0.42, 0.45, 0.55]] }, "uc=marker_higher+readout_lower").Verdict);
    }

    [Fact]
    public void Falsification_NothingToTest_SaysWhy()
    {
        FalsificationTest test = Check(Cord with { MarkerHigh = [] }, "uc");
        Assert.Equal(FalsificationVerdict.NotTestable, test.Verdict);
        Assert.Equal("no lot of the set has a value", test.Predictions[0].Reason);
        FalsificationTest few = Check(Set("uc", [0.2], [1], high: [0.01]), "uc");
        Assert.Equal("no division of 1 and 6 lots can reach alpha = 0.05; the smallest p is 0.1429", few.Predictions[0].Reason);
    }

    [Fact]
    public void Falsification_Set_IsNeverCombined()
    {
        ReplicationFindings found = Statistics.Replications.Run([Hypothesis()], Train("BM"), [Perfect("test", "BM"), Perfect("ad", "AD"), Cord], Options with { Falsifications = [FalsificationPlan.Parse("uc")] });
        Assert.Equal(["test", "ad"], Assert.Single(found.Combined).Stratified.Sets);
        Assert.Equal(["REPLICATED", "REPLICATED", "FALSIFIES", "REPLICATED"], found.Rows.Select(r => r.Verdict));
        Assert.Equal("test+ad", found.Rows[^1].Set);
        Assert.Equal(10, found.Rows[^1].Lots);
    }

    [Theory]
    [InlineData("", "names a set")]
    [InlineData("=marker_lower", "names a set")]
    [InlineData("uc=marker", "there is no prediction 'marker'; expected marker_lower, marker_higher, readout_lower, readout_higher, fraction_lower, fraction_higher")]
    [InlineData("uc=marker_lower+marker_higher", "are about one quantity")]
    public void FalsificationPlan_WrongText_IsRefused(string text, string part) => Assert.Contains(part, Assert.Throws<InvalidParameterException>(() => FalsificationPlan.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void FalsificationPlan_OfNoSet_IsRefused() =>
        Assert.Contains("names 'ucc', which is no set, nor the role or tissue of one; the sets are uc", Assert.Throws<InvalidParameterException>(() => Check(Cord, "ucc")).Message, StringComparison.Ordinal);

    private static FalsificationTest Check(ReplicationSet set, string plan) =>
        Statistics.Replications.Run([Hypothesis()], Train("BM"), [set], Options with { Falsifications = [FalsificationPlan.Parse(plan)] }).Falsifications[0];
}
