using GpuCqa.Compute;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using GpuCqa.Core.Randomness;
using Xunit;
using Xunit.Abstractions;

namespace GpuCqa.Statistics.Tests.Designs;

public class RestrictedDesignTests(ITestOutputHelper output)
{
    private const ulong Seed = 20261130;

    private static readonly string[] Paired = ["a", "a", "b", "b", "c", "c", "d", "d", "e", "e", "f"];
    private static readonly string[] Uneven = ["a", "a", "a", "b", "b", "b", "c", "c", "d", "e", "f"];

    [Fact]
    public void Check_PairedDonorsAsBlocks_IsRefusedWithWhatWouldDo()
    {
        var error = Assert.Throws<PreconditionException>(() => DesignCheck.Check(Lots(Paired, i => i, block: true), Parameters(block: "donor"), "state"));
        Assert.Contains("11 lots have 32 admissible orders within each donor", error.Message, StringComparison.Ordinal);
        Assert.Contains("is 0.0625, above alpha = 0.05", error.Message, StringComparison.Ordinal);
        Assert.Contains("1 more lot of the largest donor, or 1 more donor of two lots each, would do", error.Message, StringComparison.Ordinal);
        Assert.Contains("donor as the unit instead of the block", error.Message, StringComparison.Ordinal);
        // What is said to do, does.
        Assert.True(DesignCheck.Check(Lots([.. Paired, "a"], i => i, block: true), Parameters(block: "donor")) is { CanReachAlpha: true, Orders: 96 });
        Assert.True(DesignCheck.Check(Lots([.. Paired, "g", "g"], i => i, block: true), Parameters(block: "donor")) is { CanReachAlpha: true, Orders: 64 });
    }

    [Fact]
    public void Check_WholeDonors_CountsDonors()
    {
        DesignStatement design = DesignCheck.Check(Lots(Paired, i => i / 2, unit: true), Parameters(unit: "donor"));
        Assert.Equal((6, 720.0, true, 2.0 / 720), (design.Lots, design.Orders, design.Exact, design.SmallestP));
        Assert.StartsWith("6 donors (11 lots) have 720 admissible orders; all are evaluated.", design.Sentence, StringComparison.Ordinal);
        var error = Assert.Throws<PreconditionException>(() => DesignCheck.Check(Lots(["a", "a", "b", "b", "c", "d"], i => i, unit: true), Parameters(unit: "donor")));
        Assert.Contains("4 donors (6 lots) have 24 admissible orders; the smallest two-sided p that a cluster can reach is 0.0833", error.Message, StringComparison.Ordinal);
        Assert.Contains("1 more donor would do.", error.Message, StringComparison.Ordinal);
        // Two groups of donors, 3 against 3: of 20 orders both ends count.
        error = Assert.Throws<PreconditionException>(() => DesignCheck.Check(Lots(["a", "a", "b", "c", "d", "e", "f"], i => i < 4 ? 0 : 1, unit: true), Parameters(unit: "donor")));
        Assert.Contains("20 admissible orders", error.Message, StringComparison.Ordinal);
        Assert.Contains("2 more donors would do.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(4, 0, "1 more lot would do.")]
    [InlineData(6, 2, "2 more lots would do.")]
    [InlineData(4, 2, "4 more lots would do.")]
    public void Reaching_FreeLotsThatCannotReachTheLevel_AreRefusedUnlessDescribed(int lots, int groups, string help)
    {
        TestedLot[] tested = [.. Enumerable.Range(0, lots).Select(l => new TestedLot($"L{l}", null, null, null, null, [groups == 0 ? l : l % groups]))];
        AssociationParameters parameters = new() { Readouts = ["potency"] };
        var error = Assert.Throws<PreconditionException>(() => DesignCheck.Reaching(tested, parameters));
        Assert.Contains(help, error.Message, StringComparison.Ordinal);
        Assert.Contains("--describe", error.Message, StringComparison.Ordinal);
        Assert.False(DesignCheck.Reaching(tested, parameters with { Describe = true }).CanReachAlpha);
        Assert.False(DesignCheck.Reaching(Lots(Paired, i => i, block: true), Parameters(block: "donor") with { Describe = true }).CanReachAlpha);
    }

    [Fact]
    public void Check_ReadoutOfTheDonorAsBlock_NamesTheUnit()
    {
        var error = Assert.Throws<PreconditionException>(() => DesignCheck.Check(Lots(Paired, i => i / 2, block: true), Parameters(block: "donor")));
        Assert.Contains("potency does not differ within any donor", error.Message, StringComparison.Ordinal);
        Assert.Contains("donor as the unit, not as the block", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<PreconditionException>(() => DesignCheck.Check(Lots(["a", "b", "c", "d", "e"], i => i, block: true), Parameters(block: "donor")));
        Assert.Contains("at least 3 are needed", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0011", new[] { 1.0, 2, 3, 4 }, 2)]
    [InlineData("000111", new[] { 1.0, 2, 3, 4, 5, 6 }, 2)]
    [InlineData("000111", new[] { 0.0, 0, 1, 0, 0, 1 }, 1)]
    [InlineData("000111", new[] { 0.0, 0, 1, 0, 1, 1 }, 1)]
    [InlineData("00001111", new[] { 0.0, 0, 1, 1, 0, 1, 1, 0 }, 2)]
    [InlineData("00001111", new[] { 1.0, 2, 3, 9, 4, 5, 6, 7 }, 1)]
    public void SmallestP_IsReachedAndNeverUndercut(string blocks, double[] readout, int ends)
    {
        using var device = new CpuDevice(1);
        int[] blockOf = [.. blocks.Select(c => c - '0')];
        TestedLot[] lots = [.. readout.Select((v, i) => new TestedLot($"L{i}", null, null, null, null, [v]) { Block = blocks[i].ToString() })];
        AssociationParameters parameters = Parameters(block: "batch") with { Alpha = 0.99 };
        DesignStatement design = DesignCheck.Check(lots, parameters);
        Assert.Equal(ends / design.Orders, design.SmallestP, 1e-15);
        MaxTOptions options = LotDesign.Of(lots, parameters).Options(parameters);
        Philox random = new(Seed, RandomPurpose.Test, 3);
        double[][] fractions = [readout, .. Enumerable.Range(0, 200).Select(_ => (double[])[.. readout.Select(_ => random.NextNormal())])];
        double[] p = [.. fractions.Select(f => MaxT.Run(device, [f], [readout], options).Hypotheses[0].P)];
        Assert.Equal(design.SmallestP, p[0], 1e-15);
        Assert.All(p, v => Assert.True(v >= design.SmallestP - 1e-15, $"{v} below {design.SmallestP}"));
        Assert.Equal(blockOf.Max() + 1, design.Restriction!.Blocks);
    }

    [Fact]
    public void Of_UnitWithLotsInTwoBlocksOrGroups_IsRefused()
    {
        TestedLot[] lots = [.. Lots(["a", "a", "b", "c", "d", "e"], i => i, unit: true).Select((l, i) => l with { Block = i % 2 == 0 ? "x" : "y" })];
        Assert.Contains("donor a has lots in 2 blocks of batch (x, y)", Assert.Throws<PreconditionException>(() => LotDesign.Of(lots, Parameters("batch", "donor"))).Message, StringComparison.Ordinal);
        var groups = new AssociateParameters { Readouts = ["potency"], Unit = "donor", Levels = ["potency=low,high"], Layout = "", Values = "", LotColumn = "" };
        Assert.Contains("donor a has lots of different potency", Assert.Throws<PreconditionException>(() => LotDesign.Of(Lots(["a", "a", "b", "c", "d", "e"], i => i % 2, unit: true), groups)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_WholeDonors_IsTheFreeTestOfDonorMeans()
    {
        using var device = new CpuDevice(1);
        string[] donors = ["a", "b", "b", "c", "d", "d", "d", "e", "f"];
        double[] shares = [0.1, 0.3, 0.2, 0.4, 0.35, 0.3, 0.4, 0.6, 0.05], readout = [1, 4, 6, 5, 8, 8, 8, 20, 2];
        TestedLot[] lots = [.. donors.Select((d, i) => new TestedLot($"L{i}", d, null, null, null, [readout[i]]) { Unit = d })];
        StatePartition partition = StatePartition.OfFractions("", ["T", "rest"], [shares, [.. shares.Select(s => 1 - s)]]);
        Association found = AssociationSearch.Run(device, [partition], lots, Parameters(unit: "donor"), StepProgress.None, CancellationToken.None).First(a => a.State.Index == 0);
        MaxTHypothesis free = MaxT.Run(device, [[0.1, 0.25, 0.4, 0.35, 0.6, 0.05]], [[1, 5, 5, 8, 20, 2]], new MaxTOptions()).Hypotheses[0];
        Assert.Equal((free.Rho, free.P, 6), (found.Rho, found.P, found.Lots));
    }

    [Fact]
    public void RepeatedDonors_AreToldUnlessTheDesignKeepsThemApart()
    {
        string? Told(string[] donors, string[]? blocks = null, bool unit = false)
        {
            TestedLot[] lots = [.. donors.Select((d, i) => new TestedLot($"L{i}", d, null, null, null, [i]) { Block = blocks?[i], Unit = unit ? d : null })];
            return LotNotes.RepeatedDonors(lots, LotDesign.Of(lots, Parameters(blocks is null ? null : "batch", unit ? "donor" : null)));
        }

        string[] donors = ["a", "a", "b", "c", "d"];
        Assert.Contains("Lots are permuted freely", Told(donors)!, StringComparison.Ordinal);
        Assert.Null(Told(donors, donors));
        Assert.Null(Told(donors, unit: true));
        Assert.Null(Told(donors, ["x", "x", "y", "y", "y"]));
        // Each donor once in each batch: orders within batches still deal lots of a donor as if they had nothing in common.
        Assert.Contains("(a)", Told(donors, ["x", "y", "x", "y", "x"])!, StringComparison.Ordinal);
        Assert.Contains("(a)", Told(donors, ["x", "x", "x", "y", "y"])!, StringComparison.Ordinal);
    }

    // 11 lots of 6 donors; the donor moves shares and readout, and nothing else joins them. What a test calls at 0.05 is an error.
    [Fact]
    public void Run_NullCohortsOfRepeatedDonors_HoldsTheLevelWhereFreeOrdersDoNot()
    {
        using var device = new CpuDevice(2);
        const int Cohorts = 400;
        int free = 0, whole = 0, within = 0;
        for (int c = 0; c < Cohorts; c++)
        {
            (StatePartition paired, TestedLot[] lots) = Null(Paired, (ulong)c);
            free += Calls(device, paired, lots, Parameters());
            whole += Calls(device, paired, [.. lots.Select(l => l with { Unit = l.Donor })], Parameters(unit: "donor"));
            (StatePartition uneven, TestedLot[] others) = Null(Uneven, (ulong)(Cohorts + c));
            within += Calls(device, uneven, [.. others.Select(l => l with { Block = l.Donor })], Parameters(block: "donor"));
        }

        string rates = $"seed {Seed}, {Cohorts} cohorts: free {Rate(free)}, whole donors {Rate(whole)}, within donors {Rate(within)}";
        output.WriteLine(rates);
        Assert.True(ProportionInterval.Wilson(free, Cohorts).Low > 0.05, rates);
        Assert.True(ProportionInterval.Wilson(whole, Cohorts).Low <= 0.05, rates);
        Assert.True(ProportionInterval.Wilson(within, Cohorts).Low <= 0.05, rates);

        static string Rate(int calls) => FormattableString.Invariant($"{(double)calls / Cohorts:0.0000} ({ProportionInterval.Wilson(calls, Cohorts).Low:0.000} to {ProportionInterval.Wilson(calls, Cohorts).High:0.000})");
    }

    // Age moves shares and readout, and nothing else joins them.
    [Fact]
    public void Run_NullCohortsOfACovariate_AreNearTheLevelOnceAdjusted()
    {
        using var device = new CpuDevice(2);
        const int Cohorts = 400, Lots = 12;
        int free = 0, adjusted = 0;
        for (int c = 0; c < Cohorts; c++)
        {
            Philox random = new(Seed, RandomPurpose.Test, 5_000 + (ulong)c);
            double[] age = [.. Enumerable.Range(0, Lots).Select(_ => random.NextNormal())];
            double[] Moved() => [.. age.Select(a => a + (0.7 * random.NextNormal()))];
            double[] readout = Moved();
            double[][] fractions = [Moved(), Moved(), Moved()];
            var options = new MaxTOptions { ExactLots = 0, Permutations = 999, Seed = (ulong)c + 1 };
            free += MaxT.Run(device, fractions, [readout], options).Hypotheses.Any(h => h.PSingleStep <= 0.05) ? 1 : 0;
            adjusted += MaxT.Run(device, fractions, [readout], options with { Covariates = [age] }).Hypotheses.Any(h => h.PSingleStep <= 0.05) ? 1 : 0;
        }

        string rates = FormattableString.Invariant($"seed {Seed}, {Cohorts} cohorts: unadjusted {(double)free / Cohorts:0.000}, adjusted {(double)adjusted / Cohorts:0.000}");
        output.WriteLine(rates);
        Assert.True(ProportionInterval.Wilson(free, Cohorts).Low > 0.2, rates);
        // Approximate: ranks leave a little of the age's effect.
        Assert.True(ProportionInterval.Wilson(adjusted, Cohorts).Low <= 0.075, rates);
    }

    // The donor effect is in the blocks; a real relation inside of donors is found there, and none is seen by donors that are alike.
    [Fact]
    public void Run_RelationWithinDonors_IsFoundWithinBlocksThoughDonorsHideIt()
    {
        using var device = new CpuDevice(1);
        string[] donors = ["a", "a", "a", "b", "b", "b", "c", "c", "c", "d", "d", "d"];
        double[] inside = [1, 2, 3, 3, 1, 2, 2, 3, 1, 1, 3, 2], shift = [5, 0, 9, 2], other = [0, 3, 6, 9];
        double[] x = [.. inside.Select((v, i) => (0.1 * shift[i / 3]) + (0.02 * v))], y = [.. inside.Select((v, i) => (10 * other[i / 3]) + v)];
        TestedLot[] lots = [.. donors.Select((d, i) => new TestedLot($"L{i}", d, null, null, null, [y[i]]) { Block = d })];
        StatePartition partition = StatePartition.OfFractions("", ["T", "rest"], [x, [.. x.Select(v => 1 - v)]]);
        Association blocked = AssociationSearch.Run(device, [partition], lots, Parameters(block: "donor"), StepProgress.None, CancellationToken.None).First(a => a.State.Index == 0);
        Association free = AssociationSearch.Run(device, [partition], lots, Parameters(), StepProgress.None, CancellationToken.None).First(a => a.State.Index == 0);
        Assert.Equal(1, blocked.Rho, 1e-12);
        Assert.Equal(2.0 / 1296, blocked.P, 1e-15);
        Assert.True(free.P > 0.05, $"{free.P}");
    }

    // The family of a search without its intervals; free orders are drawn, as 11! of them for each cohort would take an hour.
    private static int Calls(ComputeDevice device, StatePartition partition, TestedLot[] lots, AssociationParameters parameters)
    {
        LotDesign design = LotDesign.Of(lots, parameters);
        MaxTOptions options = design.IsFree ? new MaxTOptions { ExactLots = 0, Permutations = 1999 } : design.Options(parameters);
        double[][] fractions = [.. Enumerable.Range(0, partition.States.Count).Select(k => design.OfUnits(partition.Fractions(k)))];
        return MaxT.Run(device, fractions, [design.OfUnits([.. lots.Select(l => l.Readouts[0])])], options).Hypotheses.Any(h => h.PSingleStep <= 0.05) ? 1 : 0;
    }

    private static (StatePartition Partition, TestedLot[] Lots) Null(string[] donors, ulong cohort)
    {
        const int States = 6;
        const double Between = 1, Inside = 0.4;
        Philox random = new(Seed, RandomPurpose.Test, cohort);
        string[] names = [.. donors.Distinct()];
        double[] readout = Effects();
        double[][] logits = [.. Enumerable.Range(0, States).Select(_ => Effects())];
        double[] sums = [.. donors.Select((_, l) => logits.Sum(s => Math.Exp(s[l])))];
        StatePartition partition = StatePartition.OfFractions("", [.. Enumerable.Range(0, States).Select(s => $"S{s}")], [.. logits.Select(s => (double[])[.. s.Select((v, l) => Math.Exp(v) / sums[l])])]);
        return (partition, [.. donors.Select((d, l) => new TestedLot($"L{l}", d, null, null, null, [readout[l]]))]);

        double[] Effects()
        {
            double[] own = [.. names.Select(_ => Between * random.NextNormal())];
            return [.. donors.Select(d => own[Array.IndexOf(names, d)] + (Inside * random.NextNormal()))];
        }
    }

    private static TestedLot[] Lots(string[] donors, Func<int, double> readout, bool block = false, bool unit = false) =>
        [.. donors.Select((d, i) => new TestedLot($"L{i}", d, null, null, null, [readout(i)]) { Block = block ? d : null, Unit = unit ? d : null })];

    private static AssociationParameters Parameters(string? block = null, string? unit = null) => new() { Readouts = ["potency"], Block = block is null ? [] : [block], Unit = unit };
}
