using FsCheck;
using FsCheck.Fluent;
using GpuCqa.Analysis.Mapping;
using GpuCqa.Statistics;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Analysis.Tests.Mapping;

public class MarkerThresholdChoiceTests
{
    private const double Scale = 1e4;

    [Fact]
    public void Threshold_AnyCells_HasTheLargestYoudenIndexAndNoCellOnIt()
    {
        Gen<(int Count, int Total, bool In)[]> cells = (from count in Gen.Choose(0, 4) from total in Gen.Choose(1, 3) from inside in Gen.Elements(true, false) select (count, 1000 * total, inside)).ArrayOf(12);
        Prop.ForAll(cells.ToArbitrary(), drawn =>
        {
            MarkerCells lot = Lot("A", drawn);
            double[] values = [.. drawn.Select(d => MarkerThreshold.Normalized(d.Count, d.Total, Scale))];
            ChosenThreshold? chosen = MarkerThresholdChoice.Choose([lot], Scale, 1);
            double best = values.Append(-1).Max(t => Youden(values, drawn, t));
            if (drawn.All(d => d.In) || drawn.All(d => !d.In) || best <= 1e-12)
            {
                Assert.Null(chosen);
                return;
            }

            Close.Relative(best, chosen!.Youden, 1e-12);
            Close.Relative(best, Youden(values, drawn, chosen.Threshold), 1e-12);
            Close.Relative(best, chosen.Sensitivity + chosen.Specificity - 1, 1e-12);
            Assert.DoesNotContain(chosen.Threshold, values);
            // Midpoint of the values beside it.
            Close.Relative(chosen.Threshold, 0.5 * (values.Where(v => v < chosen.Threshold).Max() + values.Where(v => v > chosen.Threshold).Min()), 1e-12);
        }).CheckSeeds(100);
    }

    [Fact]
    public void Threshold_LotsAndCellsInAnotherOrder_IsTheSame()
    {
        (int, int, bool)[] a = [.. Enumerable.Range(0, 60).Select(i => (i % 5, 900 + (i * 37 % 400), i % 3 == 0))], b = [.. Enumerable.Range(0, 80).Select(i => (i % 7 * (i % 2), 3000 + (i * 53 % 900), i % 4 < 2))];
        MarkerCells first = Lot("A", a), second = Lot("B", b);
        int[] turned = [.. Enumerable.Range(0, 80).Reverse()];
        MarkerCells back = new("B", [.. turned.Select(c => second.Barcodes[c])], [.. turned.Select(c => second.Counts[c])], [.. turned.Select(c => second.Totals[c])], [.. turned.Select(c => second.InCluster[c])]);
        Assert.Equal(MarkerThresholdChoice.Choose([first, second], Scale, 3), MarkerThresholdChoice.Choose([back, first], Scale, 3));
    }

    [Fact]
    public void Threshold_GeneLowerInTheCluster_IsNone() =>
        Assert.Null(MarkerThresholdChoice.Choose([Lot("A", [(0, 1000, true), (0, 1000, true), (3, 1000, false), (4, 1000, false)])], Scale, 1));

    private static double Youden(double[] values, (int Count, int Total, bool In)[] cells, double threshold)
    {
        double members = cells.Count(c => c.In), others = cells.Length - members;
        return (Enumerable.Range(0, cells.Length).Count(c => cells[c].In && values[c] > threshold) / members) - (Enumerable.Range(0, cells.Length).Count(c => !cells[c].In && values[c] > threshold) / others);
    }

    private static MarkerCells Lot(string name, (int Count, int Total, bool In)[] cells) =>
        new(name, [.. cells.Select((_, i) => $"c{i}")], [.. cells.Select(c => (double)c.Count)], [.. cells.Select(c => (double)c.Total)], [.. cells.Select(c => c.In)]);
}
