using GpuCqa.Statistics;
using Xunit;

namespace GpuCqa.Statistics.Tests.Predictions;

public class LotOrdersTests
{
    [Fact]
    public void Orders_SixLots_AreAllSevenHundredTwenty()
    {
        LotOrders orders = LotOrders.Of(PredictionData.Alone(6), [[1, 2, 3, 4, 5, 6]], 100, 1);
        Assert.True(orders.IsExact);
        Assert.Equal(720, orders.Count);
        Assert.Equal(720, Enumerable.Range(0, 720).Select(i => string.Join(',', orders.At(i))).Distinct().Count());
        Assert.All(Enumerable.Range(0, 720), i => Assert.Equal(Enumerable.Range(0, 6), orders.At(i).Order()));
    }

    [Fact]
    public void Orders_TwoGroupsOfSix_AreTheDivisions()
    {
        double[] groups = [0, 0, 1, 0, 1, 1, 0, 1, 0, 1, 1, 0];
        LotOrders orders = LotOrders.Of(PredictionData.Alone(12), [groups], 100, 1);
        Assert.Equal(924, orders.Count);
        Assert.Equal(924, Enumerable.Range(0, 924).Select(i => string.Join(',', orders.At(i).Select(l => groups[l]))).Distinct().Count());
    }

    [Fact]
    public void Orders_DonorsOfSeveralLots_MoveWholeAmongThoseOfTheirSize()
    {
        PredictionFolds folds = PredictionFolds.Of(PredictionData.Names(7), ["A", "A", "B", null, "B", "C", null]);
        LotOrders orders = LotOrders.Of(folds, [[1, 2, 3, 4, 5, 6, 7]], 100, 1);
        // Donors A and B change places (2), each with its lots in either order (4), and the three others freely (6).
        Assert.Equal(48, orders.Count);
        Assert.Equal(48, Enumerable.Range(0, 48).Select(i => string.Join(',', orders.At(i))).Distinct().Count());
        Assert.All(Enumerable.Range(0, 48), i =>
        {
            int[] order = orders.At(i);
            Assert.True(order[0] + order[1] == 1 || order[0] + order[1] == 6, string.Join(',', order));
            Assert.Equal(Enumerable.Range(0, 7), order.Order());
        });
    }

    [Fact]
    public void Orders_DrawnOfDonors_StayAmongThoseOfTheirSize()
    {
        string?[] donors = [.. Enumerable.Range(0, 16).Select(l => $"D{l / 2}"), "E", "F"];
        LotOrders orders = LotOrders.Of(PredictionFolds.Of(PredictionData.Names(18), donors), [[.. Enumerable.Range(0, 18).Select(l => (double)l)]], 500, 3);
        Assert.False(orders.IsExact);
        Assert.Equal(500, orders.Count);
        Assert.True(Enumerable.Range(0, 500).Select(i => string.Join(',', orders.At(i))).Distinct().Count() > 490);
        Assert.All(Enumerable.Range(0, 500), i =>
        {
            int[] order = orders.At(i);
            Assert.Equal(Enumerable.Range(0, 18), order.Order());
            Assert.All(Enumerable.Range(0, 8), d => Assert.Equal(order[2 * d] / 2, order[(2 * d) + 1] / 2));
            Assert.True(order[16] >= 16);
        });
    }

    [Fact]
    public void Orders_ElevenLots_AreDrawn()
    {
        LotOrders orders = LotOrders.Of(PredictionData.Alone(11), [[.. Enumerable.Range(0, 11).Select(l => (double)l)]], 999, 1);
        Assert.False(orders.IsExact);
        Assert.Equal(39_916_800, orders.Possible);
        Assert.Equal(0.001, orders.SmallestP);
        Assert.NotEqual(orders.At(0), orders.At(1));
    }
}
