using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using GpuCqa.Formats;
using GpuCqa.Pipelines.Associations;
using GpuCqa.Pipelines.Discoveries;
using GpuCqa.Statistics;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Pipelines.Tests.Associations;

/// <summary>Blocks, whole donors, covariates, replicates and roles from files, in <c>associate</c> and before the cells of <c>discover</c>.</summary>
public sealed class DesignedLotsTests : IDisposable
{
    private const string Table = "lot,A,B,C\nL1,10,80,10\nL2,20,70,10\nL3,30,60,10\nL4,42,50,8\nL5,47,40,13\nL6,60,31,9\nL7,15,75,10\nL8,25,60,15\n";
    private const string Sheet = "lot,Donor,run,vegf,grade,age,v1,v2,v3\n"
        + "L1,D1,r1,1,low,30,0.9,1.1,1\nL2,D1,r2,2,low,30,2,2.2,1.8\nL3,D2,r1,3,mid,45,3.1,2.9,3\nL4,D3,r2,4,mid,50,4,4.2,3.8\nL5,D4,r1,5,high,61,5,5,5\nL6,D5,r2,6,high,39,6.1,5.9,6\nL7,D6,r1,1.5,low,42,1.4,1.6,1.5\nL8,D7,r2,2.5,mid,55,2.5,2.6,2.4\n";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Unit_OfDonors_TestsDonorsAndSaysSo()
    {
        AssociateResult free = Run(Request("vegf")), whole = Run(Request("vegf", p => p with { Unit = "donor" }));
        Assert.Contains(free.Warnings, w => w.Contains("Several lots come from one donor (D1)", StringComparison.Ordinal));
        Assert.DoesNotContain(whole.Warnings, w => w.Contains("one donor", StringComparison.Ordinal));
        Assert.Equal("donor", whole.Parameters.Unit);
        // Two donors have the same mean.
        Assert.Equal((7, 2520.0, 8), (whole.Tests.Design.Lots, whole.Tests.Design.Orders, whole.Tests.Design.Restriction!.Lots));
        Assert.All(whole.Tests.Associations, a => Assert.Equal(7, a.Lots));
        Assert.Contains(whole.Notes, n => n.Contains("vegf differs between lots of one donor", StringComparison.Ordinal));
        MaxTHypothesis expected = Free([0.15, 0.30, 0.42, 0.47, 0.60, 0.15, 0.25], [1.5, 3, 4, 5, 6, 1.5, 2.5]);
        Assert.Equal((expected.Rho, expected.P), (Of(whole, "A").Rho, Of(whole, "A").P));
    }

    [Fact]
    public void Block_OfRuns_KeepsLotsInTheirRun()
    {
        AssociateResult blocked = Run(Request("vegf", p => p with { Block = ["RUN"] }));
        Assert.Equal(["run"], blocked.Parameters.Block);
        Assert.Equal((576.0, 2), (blocked.Tests.Design.Orders, blocked.Tests.Design.Restriction!.Blocks));
        Assert.Contains("8 lots have 576 admissible orders within each run", blocked.Tests.Design.Sentence, StringComparison.Ordinal);
        Assert.InRange(Of(blocked, "A").P, 1.0 / 576, 0.02);
        // D1 has a lot in each run: orders within runs part them.
        Assert.Contains(blocked.Warnings, w => w.Contains("(D1)", StringComparison.Ordinal) && w.Contains("exchanged with lots of other donors", StringComparison.Ordinal));
    }

    [Fact]
    public void Design_ThatCannotReachTheLevel_IsRefusedBeforeCells()
    {
        string missing = Path.Combine(folder.Path, "no", "cells");
        Lot[] lots = [.. Enumerable.Range(0, 8).Select(l => Cells($"L{l}", "train", $"D{l / 2}", $"{l}", missing))];
        var error = Assert.Throws<PreconditionException>(() => Discovery(lots, new DiscoverParameters { Readouts = ["vegf"], Block = ["donor"] }));
        Assert.Contains("16 admissible orders within each donor", error.Message, StringComparison.Ordinal);
        Assert.Contains("1 more lot of the largest donor, or 2 more donors of two lots each, would do", error.Message, StringComparison.Ordinal);
        Assert.Equal(["donor"], Discovery([.. lots, Cells("L8", "train", "D0", "8", missing), Cells("L9", "train", "D1", "9", missing)], new DiscoverParameters { Readouts = ["vegf"], Block = ["donor"] }).Parameters.Block);
    }

    [Fact]
    public void Block_WithoutAValueOrColumn_NamesFileAndPlace()
    {
        var error = Assert.Throws<BadDataException>(() => Run(Request("vegf", p => p with { Block = ["run"] }, Sheet.Replace("L3,D2,r1", "L3,D2,", StringComparison.Ordinal))));
        Assert.Contains("'run', lot 'L3': the run is missing", error.Message.Replace("column ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("no column 'plate'", Assert.Throws<NotFoundException>(() => Run(Request("vegf", p => p with { Block = ["plate"] }))).Message, StringComparison.Ordinal);
        Assert.Contains("named twice", Assert.Throws<InvalidParameterException>(() => Run(Request("vegf", p => p with { Block = ["donor"], Unit = "Donor" }))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Levels_AndNumbers_AreOneFamily()
    {
        AssociateResult both = Run(Request("vegf", p => p with { Readouts = ["vegf", "grade"] }) with { Levels = ["grade=low,mid,high"] });
        AssociateResult one = Run(Request("vegf"));
        Assert.Equal(6, both.Tests.Associations.Count);
        Assert.Equal(Of(one, "A").P, Of(both, "A", "vegf").P);
        Assert.True(Of(both, "B", "vegf").PFamily >= Of(one, "B").PFamily);
        Assert.Equal([0, 0, 1, 1, 2, 2, 0, 1], both.Tests.Lots.Select(l => l.Readouts[1]));
    }

    [Fact]
    public void Conditions_OfCells_AreOneFamilyWithEveryReadout()
    {
        var rows = new System.Text.StringBuilder("lot,state,medium,n\n");
        for (int l = 1; l <= 6; l++) rows.Append(System.Globalization.CultureInfo.InvariantCulture, $"L{l},A,normoxia,{10 * l}\nL{l},B,normoxia,{100 - (10 * l)}\nL{l},A,ischemia,{20 + (l * 5 % 7)}\nL{l},B,ischemia,80\n");
        rows.Append("L7,A,normoxia,5\nL1,A,,7\n");
        AssociateRequest asked = Request("vegf", p => p with { Readouts = ["vegf", "v1"] }) with { Table = Write("rows.csv", rows.ToString()), Values = null, StateColumns = ["state"], CountColumn = "n", ConditionColumn = "medium" };
        AssociateResult result = Run(asked);
        Assert.Equal(["state in ischemia", "state in normoxia"], result.Tests.Partitions.Select(p => p.Name));
        Assert.Equal(8, result.Tests.Associations.Count);
        Assert.Equal([0.1, 0.2, 0.3, 0.4, 0.5, 0.6], result.Tests.Partitions[1].Fractions(0));
        Assert.Equal("medium", result.Parameters.ConditionColumn);
        Assert.Contains(result.Notes, n => n.Contains("no cells in one of the conditions (ischemia, normoxia) and is left out: L7", StringComparison.Ordinal));
        Assert.Contains(result.Notes, n => n.Contains("7 cells of the table have no medium", StringComparison.Ordinal));
        Assert.Contains("--state-column", Assert.Throws<InvalidParameterException>(() => Run(Request("vegf") with { ConditionColumn = "medium" })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TwoGroups_AreTheExactRankSumTest()
    {
        AssociateResult groups = Run(Request("run") with { Levels = ["r1,r2"] });
        double[] first = [0.1, 0.3, 0.47, 0.15], second = [0.2, 0.42, 0.6, 0.25];
        Close.Relative(RankSum.Test(first, second).PTwoSided, Of(groups, "A").P);
    }

    [Fact]
    public void Replicates_AreAveraged_AndTheirNoiseIsTold()
    {
        AssociateResult result = Run(Request("potency", p => p with { Replicates = ["potency=v1,v2,v3"] }));
        double[] means = [1, 2, 3, 4, 5, 6, 1.5, 2.5];
        Assert.All(result.Tests.Lots.Select(l => l.Readouts[0]).Zip(means), m => Assert.Equal(m.Second, m.First, 1e-12));
        Assert.Equal(["potency=v1,v2,v3"], result.Parameters.Replicates);
        Assert.Contains(result.Notes, n => n.Contains("potency is the mean of the replicates v1, v2, v3, over 8 lots and 24 values", StringComparison.Ordinal) && n.Contains("noise ceiling", StringComparison.Ordinal));
        // A replicate below its limit leaves the mean below what the limit gives: the lot ties with all below that.
        AssociateResult limited = Run(Request("potency", p => p with { Replicates = ["potency=v1,v2,v3"] }, Sheet.Replace("0.9,1.1,1\n", "<2.7,1.1,1\n", StringComparison.Ordinal)));
        double[] values = [.. limited.Tests.Lots.Select(l => l.Readouts[0])];
        Assert.Equal(values[0], values[6]);
        Assert.True(values[0] < values[1]);
        Assert.Contains(limited.Notes, n => n.Contains("below a limit of detection (L1", StringComparison.Ordinal));
        Assert.Contains("is none of the readouts", Assert.Throws<InvalidParameterException>(() => Run(Request("vegf", p => p with { Replicates = ["ido=v1,v2"] }))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Covariate_IsAdjustedFor_AndCalledApproximate()
    {
        AssociateResult adjusted = Run(Request("vegf", p => p with { Covariates = ["age"] }));
        Assert.Contains(adjusted.Warnings, w => w.Contains("approximate, not exact", StringComparison.Ordinal));
        Assert.Contains("Adjusted for age, which makes p approximate", adjusted.Tests.Design.Sentence, StringComparison.Ordinal);
        var error = Assert.Throws<BadDataException>(() => Run(Request("vegf", p => p with { Covariates = ["run"] })));
        Assert.Contains("is taken as the block instead", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Donor_OfTrainAndTestLots_IsRefused()
    {
        Lot[] lots = [.. Enumerable.Range(0, 6).Select(l => Cells($"L{l}", "train", $"D{l}", $"{l}", "x")), Cells("T1", "test", "D2", "3", "x"), Cells("P1", "post", "D3", "3", "x")];
        var error = Assert.Throws<PreconditionException>(() => Discovery(lots, new DiscoverParameters { Readouts = ["vegf"] }));
        Assert.StartsWith("DONOR_LEAK: sheet: a donor has lots both to learn from and to test on: D2 (train: L2; test: T1).", error.Message, StringComparison.Ordinal);
        _ = Discovery([.. lots.Where(l => l.Name != "T1")], new DiscoverParameters { Readouts = ["vegf"] });
    }

    // 24 types of 20 donors, young and old of either sex. What propeller's authors call with a moderated t test, exact; the counts are those of another program over all 252 x 252 orders.
    [SharedDataFact]
    public void Propeller_AgeWithinSex_FindsNaiveCd8CellsExactly()
    {
        AssociateResult result = Run(Shared("propeller_pbmc_aging_percent.tsv", "Age", "Age=young,old", SharedData.Path("composition_tables/propeller_sampleinfo.csv"), block: "Sex"));
        Assert.StartsWith("20 lots have 63,504 admissible orders within each Sex; all are evaluated. The smallest two-sided p that a state can reach is 3.1e-5", result.Tests.Design.Sentence, StringComparison.Ordinal);
        Association[] best = [.. result.Tests.Associations.OrderBy(a => a.Rank).Take(3)];
        Assert.Equal(["CD8.Naive", "CD16", "TREG"], best.Select(a => result.Tests.Partitions[0].States[a.State.Index]));
        Assert.Equal([642 / 63504.0, 1354 / 63504.0, 6862 / 63504.0], best.Select(a => a.PFamily));
        Assert.Equal([40 / 63504.0, 66 / 63504.0, 396 / 63504.0], best.Select(a => a.P));
        Assert.Equal(-0.7529966709801619, best[0].Rho, 1e-12);
    }

    [SharedDataFact]
    public void Sccomp_BenignAndCancer_CountsAllDivisions()
    {
        AssociateResult result = Run(Shared("sccomp_breast_pbmc_counts.csv.gz", "type", "benign,cancer", null) with { LotColumn = "sample", StateColumns = ["cell_group"], CountColumn = "count" });
        Assert.StartsWith("20 lots have 184,756 distinct orders", result.Tests.Design.Sentence, StringComparison.Ordinal);
        Association[] reaching = [.. result.Tests.Associations.Where(a => a.PFamily <= 0.05).OrderBy(a => a.Rank)];
        // The same six, with the same counts, by another program over all divisions.
        Assert.Equal([66, 130, 1176, 1840, 3950, 4428], reaching.Select(a => Math.Round(a.PFamily * 184_756)));
        Assert.Equal(["M8", "M7", "M4", "H3", "M6", "M5"], reaching.Select(a => result.Tests.Partitions[0].States[a.State.Index]));
    }

    // Heart-like: three samples of each of three ordered groups.
    [Fact]
    public void OrderedGroupsOfThree_StateTheirFloorFirst()
    {
        string table = "lot,A,B,C\n" + string.Concat(Enumerable.Range(1, 9).Select(l => $"S{l},{5 * l},{100 - (6 * l)},{l}\n"));
        string sheet = "lot,stage\n" + string.Concat(Enumerable.Range(1, 9).Select(l => $"S{l},{(l <= 3 ? "early" : l <= 6 ? "middle" : "late")}\n"));
        var pipeline = new AssociatePipeline(new AssociateRequest { Table = Write("h.csv", table), Sheet = Write("hs.csv", sheet), Values = "counts", Tests = new AssociationParameters { Readouts = ["stage"] }, Levels = ["early,middle,late"] }, CancellationToken.None);
        Assert.StartsWith("9 lots have 1,680 distinct orders, since some have the same readout; all are evaluated. The smallest two-sided p that a state can reach is 0.0012", pipeline.Design.Sentence, StringComparison.Ordinal);
        using var device = new CpuDevice(1);
        Assert.Equal(2 / 1680.0, Of(pipeline.Run(device, StepProgress.None, CancellationToken.None), "A").P);
    }

    private static MaxTHypothesis Free(double[] fractions, double[] readout)
    {
        using var device = new CpuDevice(1);
        return MaxT.Run(device, [fractions], [readout], new MaxTOptions()).Hypotheses[0];
    }

    private static Association Of(AssociateResult result, string state, string? readout = null) =>
        result.Tests.Associations.Single(a => result.Tests.Partitions[a.State.Partition].States[a.State.Index] == state && (readout is null || a.Readout == readout));

    private static Lot Cells(string name, string role, string donor, string vegf, string path) =>
        new(name, path + name, role, donor, null, null, null, new Dictionary<string, string> { ["lot"] = name, ["vegf"] = vegf, ["donor"] = donor });

    private static DiscoveryPipeline Discovery(Lot[] lots, DiscoverParameters parameters) => new(new Cohort("sheet", ["lot", "donor", "vegf"], lots), parameters, null, new CellFileOptions());

    private AssociateRequest Request(string readout, Func<AssociationParameters, AssociationParameters>? asked = null, string sheet = Sheet) =>
        new() { Table = Write("t.csv", Table), Sheet = Write("s.csv", sheet), Values = "counts", Tests = (asked ?? (p => p))(new AssociationParameters { Readouts = [readout] }) };

    private static AssociateRequest Shared(string table, string readout, string levels, string? sheet, string? block = null) =>
        new() { Table = SharedData.Path("composition_tables/" + table), Sheet = sheet, Levels = [levels], Tests = new AssociationParameters { Readouts = [readout], Block = block is null ? [] : [block] } };

    private string Write(string name, string text)
    {
        string path = Path.Combine(folder.Path, name);
        System.IO.File.WriteAllText(path, text);
        return path;
    }

    private static AssociateResult Run(AssociateRequest request)
    {
        using var device = new CpuDevice(2);
        return new AssociatePipeline(request, CancellationToken.None).Run(device, StepProgress.None, CancellationToken.None);
    }
}
