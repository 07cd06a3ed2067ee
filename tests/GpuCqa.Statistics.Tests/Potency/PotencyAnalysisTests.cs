using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Randomness;
using Xunit;

namespace GpuCqa.Statistics.Tests.Potency;

public class PotencyAnalysisTests
{
    private static readonly FourParameterCurve Truth = new(0.05, 1.2, 450, 2.8);
    private static readonly double[] Levels = [0, 15.6, 31.2, 62.5, 125, 250, 500, 1000];

    [Fact]
    public void Run_PlateWithoutNoise_GivesBackEveryLot()
    {
        // 300 pg/mL x 2 mL from 5e5 cells in 48 h are 600 pg per 10^6 cells and 24 h.
        PotencyResult result = PotencyAnalysis.Run([.. Standards(), .. Sample("L1", 300, 1, 2, 3)], new PotencyParameters { Readout = "vegf" });
        LotPotency lot = Assert.Single(result.Lots);
        Assert.Equal("pg per 10^6 cells per 24 h", result.Unit);
        Assert.Equal("vegf", lot.Readout);
        Assert.Equal(3, lot.Replicates.Count);
        Assert.Equal(1, lot.Value / 600, 1e-6);
        Assert.Equal(15.6, result.Plates[0].LowerLimit);
        Assert.Equal(1000, result.Plates[0].UpperLimit);
        Assert.True(result.Plates[0].Accepted);
    }

    [Fact]
    public void Run_LotBeyondLimits_IsWrittenAsItsLimit()
    {
        PotencyResult result = PotencyAnalysis.Run([.. Standards(), .. Sample("low", 5, 1, 1, 2), .. Sample("high", 50_000, 10, 1, 2), .. Sample("diluted", 3000, 1, 1, 2), .. Sample("diluted", 3000, 10, 1, 2)], new PotencyParameters());
        LotPotency low = result.Lots[0], high = result.Lots[1], diluted = result.Lots[2];
        Assert.All(low.Replicates, r => Assert.Equal(WellStatus.Below, r.Status));
        Assert.Equal(15.6 * 1 / 0.5 / 2, low.Value, 1e-9);
        Assert.Equal(WellStatus.Above, high.Status);
        Assert.Equal(1000.0 * 10, high.Value, 1e-6);
        Assert.Equal([10.0], diluted.Dilutions);
        Assert.Equal(1, diluted.Value / 3000, 1e-6);
        Assert.Contains(result.Notes, n => n.Contains("Below the limit", StringComparison.Ordinal) && n.Contains("low", StringComparison.Ordinal));
        Assert.Contains(result.Warnings, n => n.Contains("high", StringComparison.Ordinal));
    }

    [Fact]
    public void Run_DilutionsOnBothSidesOfTheRange_HaveNoValue()
    {
        PotencyResult result = PotencyAnalysis.Run([.. Standards(), .. Sample("odd", 1500, 1, 1, 2), .. Sample("odd", 1500, 1000, 1, 2)], new PotencyParameters());
        Assert.Empty(result.Lots[0].Replicates);
        Assert.Contains(result.Warnings, w => w.StartsWith("odd has no value", StringComparison.Ordinal));
    }

    [Fact]
    public void Run_CulturesOfSeveralWells_AreOneReplicateEach()
    {
        PlateWell[] wells = [.. Sample("L", 100, 1, 1, 2).Select(w => w with { Culture = "c1" }), .. Sample("L", 300, 1, 1, 2).Select(w => w with { Culture = "c2" })];
        LotPotency lot = PotencyAnalysis.Run([.. Standards(), .. wells], new PotencyParameters()).Lots[0];
        Assert.Equal([100.0, 300.0], lot.Replicates.Select(r => Math.Round(r.Value, 5)));
        Assert.Equal(Math.Sqrt(2) / 2, lot.Variation, 1e-6);
    }

    [Fact]
    public void Run_StandardsThatFail_AreSaidAndThePlateIsNotAccepted()
    {
        double[] off = [1, 1, 2.1, 0.4, 1.9, 1, 0.5, 1];
        PotencyResult result = PotencyAnalysis.Run([.. Standards(l => off[l]), .. Sample("L", 300, 1, 1, 2)], new PotencyParameters());
        Assert.False(result.Plates[0].Accepted);
        Assert.Contains(result.Warnings, w => w.Contains("not accepted", StringComparison.Ordinal));
    }

    [Fact]
    public void Run_ControlLot_GivesRelativePotencyAndParallelism()
    {
        double[] dilutions = [1, 2, 4];
        PlateWell[] control = [.. dilutions.SelectMany(d => Sample("C", 800, d, 1, 2))], same = [.. dilutions.SelectMany(d => Sample("S", 400, d, 1, 2))];
        // Each doubling of the dilution takes a third more off than it should.
        PlateWell[] bent = [.. dilutions.SelectMany(d => Sample("B", 400 * Math.Pow(d, -0.5), d, 1, 2))];
        PotencyResult result = PotencyAnalysis.Run([.. Standards(), .. control, .. same, .. bent], new PotencyParameters { ControlLot = "C" });
        Assert.Equal(0.5, result.Lots[1].Relative, 1e-6);
        Assert.Equal(ParallelVerdict.Parallel, result.Lots[1].Parallel);
        Assert.Equal(ParallelVerdict.NotParallel, result.Lots[2].Parallel);
        Assert.Equal(-0.5, result.Lots[2].SlopeDifference, 1e-5);
        Assert.Equal(ParallelVerdict.NotTestable, result.Lots[0].Parallel);
    }

    [Fact]
    public void Run_NoisyPlates_IntervalsCoverAsTheySay()
    {
        ulong seed = (ulong)Random.Shared.Next();
        var random = new Philox(seed, RandomPurpose.Test);
        int plates = 250, wells = 0, lots = 0, ratios = 0;
        double noise() => 0.03 * random.NextNormal();
        for (int p = 0; p < plates; p++)
        {
            PlateWell[] all = [.. new[] { Standards(), Sample("C", 200, 1, 1, 3), Sample("L", 350, 1, 1, 3) }.SelectMany(w => w).Select(w => w with { Response = w.Response + noise() })];
            PotencyResult result = PotencyAnalysis.Run(all, new PotencyParameters { ControlLot = "C", Tolerance = 10, LowestTolerance = 10, LowerLimit = 0, UpperLimit = 1e6 });
            WellValue well = result.Wells.First(w => w.Well.Lot == "L");
            if (well.Interval.Low <= 350 && well.Interval.High >= 350) wells++;
            if (result.Lots[1].AssayInterval.Low <= 350 && result.Lots[1].AssayInterval.High >= 350) lots++;
            if (result.Lots[1].RelativeInterval.Low <= 1.75 && result.Lots[1].RelativeInterval.High >= 1.75) ratios++;
        }

        // 4.3 standard errors of 250 plates about 0.95.
        foreach (int covered in (int[])[wells, lots, ratios]) Assert.True(covered >= 0.89 * plates && covered <= 0.997 * plates, $"seed {seed}: {wells} wells, {lots} lots, {ratios} ratios of {plates}");
    }

    [Fact]
    public void Run_WhatCannotBeRead_IsRefused()
    {
        PlateWell[] sample = Sample("L", 100, 1, 1, 1);
        Assert.Throws<PreconditionException>(() => PotencyAnalysis.Run([.. Standards().Where(w => w.Concentration is 0 or 125 or 250 or 500), .. sample], new PotencyParameters()));
        Assert.Throws<PreconditionException>(() => PotencyAnalysis.Run(Standards(), new PotencyParameters()));
        Assert.Throws<InvalidParameterException>(() => PotencyAnalysis.Run([.. Standards(), .. sample], new PotencyParameters { ControlLot = "nobody" }));
        Assert.Throws<InvalidParameterException>(() => PotencyAnalysis.Run([.. Standards(), .. sample], new PotencyParameters { Weights = "some" }));
        Assert.Throws<InvalidParameterException>(() => PotencyAnalysis.Run([.. Standards(), .. sample], new PotencyParameters { Unit = "IU" }));
        Assert.Throws<PreconditionException>(() => PotencyAnalysis.Run([.. Standards(), .. sample, .. sample.Select(w => w with { Lot = "M", Hours = double.NaN })], new PotencyParameters()));
    }

    private static PlateWell[] Standards(Func<int, double>? factor = null) =>
        [.. Levels.SelectMany((x, l) => new[] { 0, 1 }.Select(_ => new PlateWell("p1", null, WellKind.Standard, null, null, null, x, double.NaN, double.NaN, double.NaN, double.NaN, Truth.Response(x * (factor?.Invoke(l) ?? 1)))))];

    // Concentration is that of the undiluted supernatant.
    private static PlateWell[] Sample(string lot, double concentration, double dilution, double volume, int wells) =>
        [.. Enumerable.Range(0, wells).Select(_ => new PlateWell("p1", null, WellKind.Sample, lot, null, null, double.NaN, dilution, 5e5, 48, volume, Truth.Response(concentration / dilution)))];
}
