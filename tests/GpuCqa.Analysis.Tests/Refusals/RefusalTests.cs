using GpuCqa.Analysis.Mapping;
using GpuCqa.Analysis.References;
using GpuCqa.Analysis.Refusals;
using GpuCqa.Compute;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Progress;
using GpuCqa.Statistics;
using GpuCqa.Testing;
using GpuCqa.Validation;
using Xunit;

namespace GpuCqa.Analysis.Tests.Refusals;

public sealed class RefusalTests
{
    private const int Lots = 5, Cells = 200;

    [Fact]
    public void Calibrator_LotsLeftOut_RefuseNoMoreThanTheTargetsAndCountEveryCell() => Seeds.Each(seed =>
    {
        using ComputeDevice device = ComputeDevices.Open("cpu", 2);
        (ReferenceModel reference, _, Calibration calibration) = Calibrated(device, new MadeCells(seed), Lots);
        for (int r = 0; r < reference.Clusterings.Count; r++)
        {
            long[][] confusion = calibration.Confusion[r];
            Assert.Equal(reference.Cells.Count, confusion.Sum(row => row.Sum()));
            for (int k = 0; k < confusion.Length; k++) Assert.Equal(reference.Clusterings[r].Labels.Count(l => l == k), confusion[k].Sum());
            double refused = (double)confusion.Sum(row => row[^1]) / reference.Cells.Count;
            Assert.InRange(refused, 0, 0.03);
        }

        Assert.Equal(Lots, calibration.Lots.Count);
        Assert.All(calibration.Limits, l => Assert.True(l.FalseRefusal is >= 0 and <= 0.2, $"cluster {l.Cluster}: {l.FalseRefusal}"));
        // States this far apart are not taken for one another.
        Assert.All(calibration.Limits.Where(l => l.Resolution == 0), l => Assert.InRange(l.FalseAcceptance, 0, 0.5));
    });

    [Fact]
    public void Calibrator_ALotLeftOut_HasNoVoteOnItself()
    {
        using ComputeDevice device = ComputeDevices.Open("cpu", 1);
        var made = new MadeCells(1);
        (ReferenceModel reference, IReadOnlyList<CsrMatrix<float>> values) = made.Reference(device, 3, 60);
        var vote = new NeighborVote(device, reference);
        var lots = new List<int>();
        Calibrator.Run(reference, LeftOutStrangeness.Of(device, reference, values), "vote", (queries, kept) =>
        {
            int lot = Assert.Single(queries.Select(q => reference.Cells.Lots[q]).Distinct());
            lots.Add(lot);
            Assert.All(Enumerable.Range(0, kept.Length), i => Assert.Equal(reference.Cells.Lots[i] != lot, kept[i]));
            return vote.Masked(queries, kept);
        }, new CalibrationTargets { ClassesOut = false }, StepProgress.None);
        Assert.Equal([0, 1, 2], lots);
    }

    [Fact]
    public void Calibrator_StrangenessOfALotLeftOut_OwesNothingToThatLot()
    {
        using ComputeDevice device = ComputeDevices.Open("cpu", 1);
        var made = new MadeCells(2);
        (ReferenceModel reference, IReadOnlyList<CsrMatrix<float>> values) = made.Reference(device, 2, 80);
        // The profile without the first lot is that of the second alone.
        int[] second = [.. Enumerable.Range(0, reference.Cells.Count).Where(i => reference.Cells.Lots[i] == 1)];
        var sums = new DenseMatrix<double>(reference.ClusterSums[^1].Rows, reference.Genes.Count);
        CellRows rows = Assert.Single(LotCells.Of(values, second).Parts()).Rows;
        for (int i = 0; i < second.Length; i++)
            for (int e = 0; e < rows.Indices(i).Length; e++) sums[reference.Clusterings[^1].Labels[second[i]], rows.Indices(i)[e]] += rows.Counts(i)[e];
        int[] first = [.. Enumerable.Range(0, reference.Cells.Count).Where(i => reference.Cells.Lots[i] == 0)];
        double[] expected = StrangenessModel.Of(reference)!.With(ClassProfiles.Of(sums)).Of(device, Assert.Single(LotCells.Of(values, first).Parts()).Rows);
        double[] lots = LeftOutStrangeness.Of(device, reference, values)!.Lots;
        for (int i = 0; i < first.Length; i++) Close.Relative(expected[i], lots[first[i]], 1e-6);
    }

    [Fact]
    public void Calibrator_OneLot_SaysThatNothingCanBeCalibratedAndRefusesNothing()
    {
        using ComputeDevice device = ComputeDevices.Open("cpu", 1);
        (ReferenceModel reference, _, Calibration calibration) = Calibrated(device, new MadeCells(3), 1);
        Assert.Contains("1 lot", Assert.Single(calibration.Warnings), StringComparison.Ordinal);
        LabelTransfer far = Transfer([0], [1], [1], [1e9]);
        far = far with { Labels = [.. reference.Clusterings.Select(_ => new[] { 0 })], Scores = [.. reference.Clusterings.Select(_ => new[] { 1.0 })], Margins = [.. reference.Clusterings.Select(_ => new[] { 1.0 })] };
        Assert.All(Refusal.Judge(calibration, far, [1e9]).Verdicts, v => Assert.Equal(CellVerdict.Mapped, v[0]));
    }

    [Fact]
    public void Judge_AStateThatTheReferenceLacks_IsRefusedAndTheRestIsNot() => Seeds.Each(seed =>
    {
        using ComputeDevice device = ComputeDevices.Open("cpu", 2);
        var made = new MadeCells(seed);
        (ReferenceModel reference, NeighborVote vote, Calibration calibration) = Calibrated(device, made, Lots);
        int[] states = [.. Enumerable.Range(0, 400).Select(i => i % 20 == 7 ? -1 : i % 3)];
        CsrMatrix<float> lot = made.Lot(80, states);
        StrangenessModel model = StrangenessModel.Of(reference)!;
        Judgement judged = Refusal.Judge(calibration, vote.Map(Project(device, reference, lot)), model.Of(device, lot));
        for (int r = 0; r < judged.Labels.Length; r++)
        {
            int found = states.Where((s, i) => s < 0 && judged.Verdicts[r][i] == CellVerdict.NotInReference).Count(), wrong = states.Where((s, i) => s >= 0 && judged.Verdicts[r][i] != CellVerdict.Mapped).Count();
            Assert.True(found >= 18, $"{found} of 20 planted cells are refused");
            // A lot differs from others as well: 3 % is expected at most, twice that is the edge of one lot.
            Assert.True(wrong <= 24, $"{wrong} of 380 other cells are refused");
            Assert.All(Enumerable.Range(0, 400), i => Assert.Equal(judged.Verdicts[r][i] != CellVerdict.Mapped, judged.Labels[r][i] == -1));
            Assert.Equal(found + wrong, judged.Lot.NotInReference[r] + judged.Lot.Uncertain[r] - states.Where((s, i) => s < 0 && judged.Verdicts[r][i] == CellVerdict.Uncertain).Count());
        }
    });

    [Fact]
    public void Judge_ALotWhoseGenesAreAllShifted_IsForeignAndAnOrdinaryOneIsNot() => Seeds.Each(seed =>
    {
        using ComputeDevice device = ComputeDevices.Open("cpu", 2);
        var made = new MadeCells(seed);
        (ReferenceModel reference, NeighborVote vote, Calibration calibration) = Calibrated(device, made, 8);
        StrangenessModel model = StrangenessModel.Of(reference)!;
        Judgement Judge(CsrMatrix<float> lot) => Refusal.Judge(calibration, vote.Map(Project(device, reference, lot)), model.Of(device, lot), shift: LotShift.Of(device, model, lot));
        Assert.Null(Judge(made.Lot(90, MadeCells.Ordinary(200))).Lot.Foreign);
        // Hardly a cell shows twice the shift of ordinary lots; the lot does.
        Assert.NotNull(Judge(made.Lot(91, MadeCells.Ordinary(200), shift: 0.35)).Lot.Foreign);
        Close.Relative(0.35, LotShift.Of(device, model, made.Lot(91, MadeCells.Ordinary(200), shift: 0.35)), 0.25);
    });

    [Fact]
    public void Judge_ACellForWhichNobodyVoted_HasNoLabel()
    {
        Judgement judged = Refusal.Judge(Fixed(10), Transfer([-1, 0, 0, 0], [0, 1, 0.4, 1], [0, 1, 0.4, 1], [0, 0, 0, double.NaN]), []);
        Assert.Equal([-1, 0, -1, -1], judged.Labels[0]);
        Assert.Equal([CellVerdict.NotInReference, CellVerdict.Mapped, CellVerdict.Uncertain, CellVerdict.NotInReference], judged.Verdicts[0]);
        Assert.Equal(ProportionInterval.Wilson(3, 4), judged.Lot.Unmapped[0]);
        Assert.Equal(ProportionInterval.WilsonOverdispersed(3, 4, 0.2), Refusal.Judge(Fixed(10), Transfer([-1, 0, 0, 0], [0, 1, 0.4, 1], [0, 1, 0.4, 1], [0, 0, 0, double.NaN]), [], icc: 0.2).Lot.Unmapped[0]);
    }

    [Fact]
    public void Judge_SharedProgramOfALot_RefusesOnlyWhereTheWholeLotIsMapped()
    {
        Calibration calibration = Fixed(10) with { MaxShared = 4 };
        LabelTransfer transfer = Transfer([0, 0], [1, 1], [1, 1], [0, 0]);
        Assert.Equal([CellVerdict.Mapped, CellVerdict.Mapped], Refusal.Judge(calibration, transfer, []).Verdicts[0]);
        Assert.Equal([CellVerdict.Mapped, CellVerdict.NotInReference], Refusal.Judge(calibration, transfer, [], [double.NaN, 5]).Verdicts[0]);
    }

    [Theory]
    [InlineData(98, double.PositiveInfinity)]
    [InlineData(99, 98)]
    [InlineData(199, 197)]
    public void OrderStatistics_FurtherValue_IsBeyondWithAtMostTheShare(int values, double expected)
    {
        double[] sorted = [.. Enumerable.Range(0, values).Select(i => (double)i)];
        Assert.Equal(expected, OrderStatistics.Upper(sorted, 0.01));
        Assert.Equal(double.IsInfinity(expected) ? double.NegativeInfinity : values - 1 - expected, OrderStatistics.Lower(sorted, 0.01));
    }

    private static (ReferenceModel Reference, NeighborVote Vote, Calibration Calibration) Calibrated(ComputeDevice device, MadeCells made, int lots)
    {
        (ReferenceModel reference, IReadOnlyList<CsrMatrix<float>> values) = made.Reference(device, lots, Cells);
        var vote = new NeighborVote(device, reference);
        return (reference, vote, Calibrator.Run(reference, LeftOutStrangeness.Of(device, reference, values), "vote", vote.Masked, new CalibrationTargets(), StepProgress.None));
    }

    // Log-normalized, scaled and clipped by the frozen moments, times the loadings.
    private static DenseMatrix<float> Project(ComputeDevice device, ReferenceModel reference, CsrMatrix<float> lot)
    {
        var result = new DenseMatrix<float>(lot.Rows, reference.Pca.Loadings.Columns);
        device.ForEach(lot.Rows, i =>
        {
            var counts = new double[lot.Columns];
            for (int e = 0; e < lot.RowIndices(i).Length; e++) counts[lot.RowIndices(i)[e]] = lot.RowValues(i)[e];
            double total = counts.Sum();
            var sums = new double[result.Columns];
            for (int g = 0; g < reference.Pca.Genes.Length; g++)
            {
                double z = Math.Min(reference.Pca.Clip, (Math.Log(1 + (counts[reference.Pca.Genes[g]] / total * reference.Parameters.ScaleFactor)) - reference.Pca.Means[g]) / reference.Pca.Deviations[g]);
                for (int d = 0; d < sums.Length; d++) sums[d] += z * reference.Pca.Loadings[g, d];
            }

            for (int d = 0; d < sums.Length; d++) result[i, d] = (float)sums[d];
        });
        return result;
    }

    private static Calibration Fixed(double maxDistance) => new("fixed", [new ClassLimits(0, 0, 1000, 0.5, 0.5, maxDistance, 0, 0)], [[[0, 0]]]);

    private static LabelTransfer Transfer(int[] labels, double[] scores, double[] margins, double[] distances) => new([labels], [scores], [margins], new DenseMatrix<float>(labels.Length, 2), distances);
}
