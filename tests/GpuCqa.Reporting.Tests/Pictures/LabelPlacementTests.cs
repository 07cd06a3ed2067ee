using GpuCqa.Core.Randomness;
using GpuCqa.Reporting.Pictures;
using Xunit;

namespace GpuCqa.Reporting.Tests.Pictures;

public class LabelPlacementTests
{
    private static readonly Box Bounds = new(40, 20, 500, 380);

    [Theory]
    [InlineData(11, 30, 11)]
    [InlineData(25, 40, 22)]
    [InlineData(40, 55, 25)]
    public void Place_ManyPoints_NeverOverlapsAndNamesMost(int count, double width, int atLeast)
    {
        var random = new Philox(3, RandomPurpose.Test);
        var points = new List<(double X, double Y)>();
        for (int i = 0; i < count; i++) points.Add((60 + (440 * random.NextDouble()), 40 + (330 * random.NextDouble())));
        Box?[] boxes = LabelPlacement.Place(points, Enumerable.Repeat(width, count).ToArray(), points.Select(p => new Box(p.X - 2, p.Y - 30, 4, 60)).ToArray(), Bounds);
        Box[] placed = boxes.OfType<Box>().ToArray();
        Assert.InRange(placed.Length, atLeast, count);
        Assert.All(placed, b => Assert.True(b.Inside(Bounds)));
        for (int i = 0; i < placed.Length; i++)
        {
            for (int j = i + 1; j < placed.Length; j++) Assert.InRange(placed[i].Overlap(placed[j]), 0, 2);
        }
    }

    [Fact]
    public void Place_PointsOnTopOfEachOther_DropsTheNamesWithoutRoom()
    {
        (double, double)[] points = [.. Enumerable.Repeat((200.0, 200.0), 40)];
        Box?[] boxes = LabelPlacement.Place(points, Enumerable.Repeat(60.0, 40).ToArray(), [], Bounds);
        Assert.Contains(boxes, b => b is null);
        Assert.Contains(boxes, b => b is not null);
    }

    [Fact]
    public void Fit_LongOrWideNames_KeepWithinTheRoom()
    {
        Assert.Equal("T01", TextWidth.Fit("T01", 12, 60));
        foreach (string name in new[] { "LOT-2024-11-0005-reprocessed-second-thaw", "ロット３－培地変更後の追加ロット", "😀😀😀😀😀😀😀😀" })
        {
            string fitted = TextWidth.Fit(name, 12, 80);
            Assert.EndsWith("…", fitted, StringComparison.Ordinal);
            Assert.True(TextWidth.Of(fitted, 12) <= 80);
            Assert.DoesNotContain('\uFFFD', fitted);
        }
    }
}
