using GpuCqa.Compute;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using GpuCqa.Formats.Hdf5;
using GpuCqa.Pipelines.Associations;
using GpuCqa.Statistics;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Pipelines.Tests.Associations;

public sealed class AssociatePipelineTests : IDisposable
{
    private const string Counts = "mouse,A,B,C\nL1,20,160,20\nL2,20,60,20\nL3,30,50,20\nL4,40,45,15\nL5,55,25,20\n";
    private const string Sheet = "lot,vegf,arm,donor\nL1,1.5,low,D1\nL2,2,low,D2\nL3,4,mid,D3\nL4,4.5,high,D4\nL5,9,high,D5\n";

    private const string Driver = "lot,A,B,C\nL1,10,60,130\nL2,20,90,90\nL3,30,50,120\nL4,40,85,75\nL5,50,40,110\nL6,60,70,70\nL7,70,35,95\n";
    private const string DriverSheet = "lot,vegf,donor\nL1,12,D1\nL2,22,D2\nL3,30,D3\nL4,41,D4\nL5,52,D5\nL6,61,D6\nL7,69,D7\n";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Counts_AgainstASheet_EqualBruteForceOverAllOrders()
    {
        AssociateResult result = Run(File("t.csv", Counts), File("s.csv", Sheet), "vegf");
        double[][] fractions = [[0.1, 0.2, 0.3, 0.4, 0.55], [0.8, 0.6, 0.5, 0.45, 0.25], [0.1, 0.2, 0.2, 0.15, 0.2]];
        double[] vegf = [1.5, 2, 4, 4.5, 9];
        (double[] p, double[] family) = BruteForce(fractions, vegf);
        foreach (Association a in result.Tests.Associations)
        {
            Close.Relative(p[a.State.Index], a.P);
            Close.Relative(family[a.State.Index], a.PFamily);
        }

        Assert.Equal(["A", "B", "C"], result.Tests.Partitions[0].States);
        Assert.Equal(165, result.Tests.Associations.Single(a => a.State.Index == 0).Cells);
        Assert.Equal("counts", result.Parameters.Values);
        Assert.Contains(result.Notes, n => n.Contains("'mouse'", StringComparison.Ordinal) && n.Contains("A, B, C", StringComparison.Ordinal));
    }

    [Fact]
    public void Prediction_OfADriver_IsMadeWithoutTheLeftOutLot()
    {
        AssociateRequest request = Request(File("t.csv", Driver), File("s.csv", DriverSheet), "vegf");
        request = request with { Tests = request.Tests with { Predict = true, EffectiveCells = true } };
        AssociateResult result = Run(request);
        PredictionFindings prediction = result.Prediction!;
        Assert.Equal((7, 7, true, 5040), (prediction.Lots, prediction.Folds, prediction.Exact, prediction.Permutations));
        ModelPrediction best = prediction.Best("vegf")!;
        Assert.True(PredictionFindings.Predicts(best, 0.05) && best.Q2 > 0.8, $"{best}");
        EffectiveCells effective = Assert.Single(result.Effective);
        Assert.Equal([true, false, false], effective.Parts.Select(p => p.Effective));
        // What a lot can do does not enter its own prediction.
        AssociateResult other = Run(request with { Sheet = File("o.csv", DriverSheet.Replace("L5,52,", "L5,9999,", StringComparison.Ordinal)) });
        Assert.Equal(prediction.Predicted.Where(p => p.Lot == "L5").Select(p => p.Predicted), other.Prediction!.Predicted.Where(p => p.Lot == "L5").Select(p => p.Predicted));
        AssociateResult plain = Run(request with { Tests = request.Tests with { Predict = false, EffectiveCells = false } });
        Assert.Null(plain.Prediction);
        Assert.Empty(plain.Effective);
        Assert.Equal(plain.Tests.Associations.Select(a => a with { Flags = [] }), result.Tests.Associations.Select(a => a with { Flags = [] }));
    }

    [Fact]
    public void Prediction_OfRepeatedDonors_LeavesDonorsOutWholeAndRefusesTooFew()
    {
        AssociateRequest request = Request(File("t.csv", Driver), File("s.csv", DriverSheet.Replace(",D7", ",D1", StringComparison.Ordinal)), "vegf");
        request = request with { Tests = request.Tests with { Predict = true, PredictPermutations = 99 } };
        PredictionFindings prediction = Run(request).Prediction!;
        Assert.True(prediction.ByDonor);
        Assert.Equal(6, prediction.Folds);
        Assert.All(prediction.Predicted.Where(p => p.Lot is "L1" or "L7"), p => Assert.Equal(("D1", 5), (p.LeftOut, p.TrainingLots)));
        var error = Assert.Throws<PreconditionException>(() => Run(request with { Sheet = File("d.csv", "lot,vegf,donor\nL1,12,A\nL2,22,A\nL3,30,B\nL4,41,B\nL5,52,C\nL6,61,C\nL7,69,D\n") }));
        Assert.Contains("4 donors", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Prediction_FromLogRatiosOfSharesWithAZero_IsRefused()
    {
        AssociateRequest request = Request(File("z.csv", "lot,A,B,vegf\nL1,0,1,1\nL2,0.2,0.8,2\nL3,0.35,0.65,4\nL4,0.3,0.7,3\nL5,0.5,0.5,9\n"), null, "vegf");
        var error = Assert.Throws<PreconditionException>(() => Run(request with { Tests = request.Tests with { Predict = true, PredictFeatures = "clr" } }));
        Assert.Contains("Log-ratios", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Shares_InPercentAndTurned_GiveTheSameTests()
    {
        AssociateResult counted = Run(File("t.csv", Counts), File("s.csv", Sheet), "vegf");
        AssociateResult percent = Run(File("p.tsv", "\tL1\tL2\tL3\tL4\tL5\nA\t10.0\t20\t30\t40\t55.0\nB\t80.5\t60\t50\t45\t25\nC\t9.5\t20\t20\t15\t20\n"), File("s.csv", Sheet), "vegf");
        Assert.Equal(("states x lots", "percent"), (percent.Parameters.Layout, percent.Parameters.Values));
        Assert.Null(percent.Tests.Partitions[0].LotCells);
        foreach (Association a in percent.Tests.Associations.Where(a => a.State.Index != 2))
            Assert.Equal(counted.Tests.Associations.Single(c => c.State == a.State).P, a.P);
    }

    [Fact]
    public void Cells_OfATableAndOfAnH5ad_GiveWhatTheirCountsGive()
    {
        AssociateResult counted = Run(File("t.csv", Counts), File("s.csv", Sheet), "vegf");
        var cells = new List<(string Lot, string State)>();
        string[] lots = ["L1", "L2", "L3", "L4", "L5"];
        int[][] counts = [[20, 20, 30, 40, 55], [160, 60, 50, 45, 25], [20, 20, 20, 15, 20]];
        for (int k = 0; k < 3; k++)
        {
            for (int l = 0; l < 5; l++) cells.AddRange(Enumerable.Repeat((lots[l], "ABC"[k].ToString()), counts[k][l]));
        }

        string table = File("cells.tsv", "cell\tsample\ttype\n" + string.Concat(cells.Select((c, i) => $"c{i}\t{c.Lot}\t{c.State}\n")));
        string h5ad = Path.Combine(folder.Path, "cells.h5ad");
        using (H5adWriter file = H5adWriter.Create(h5ad))
        {
            file.WriteObs([.. cells.Select((_, i) => $"c{i}")], AnnDataColumn.Texts("sample", [.. cells.Select(c => c.Lot)]), AnnDataColumn.Categories("type", [.. cells.Select(c => c.State[0] - 'A')], ["A", "B", "C"]));
            file.Flush();
        }

        string rows = File("rows.csv", "sample,type,n\n" + string.Concat(cells.CountBy(c => c).Select(c => $"{c.Key.Lot},{c.Key.State},{c.Value}\n")));
        AssociateRequest request = Request(table, File("s.csv", Sheet), "vegf") with { LotColumn = "sample", StateColumns = ["type"] };
        foreach (AssociateRequest given in (AssociateRequest[])[request, request with { Table = h5ad }, request with { Table = rows, CountColumn = "n" }])
        {
            AssociateResult result = Run(given);
            Assert.Equal(counted.Tests.Fractions, result.Tests.Fractions);
            Assert.Equal(counted.Tests.Associations.Select(a => a with { Flags = [] }), result.Tests.Associations.Select(a => a with { Flags = [] }));
        }
    }

    [Fact]
    public void Levels_OfWords_AreTheirPlaces_AndOtherLotsAreLeftOut()
    {
        AssociateResult result = Run(Request(File("t.csv", Counts), File("s.csv", Sheet), "arm") with { Levels = ["low,high"] });
        Assert.Equal([0, 0, 1, 1], result.Tests.Lots.Select(l => l.Readouts[0]));
        Assert.Contains(result.Notes, n => n.Contains("L3", StringComparison.Ordinal) && n.Contains("low, high", StringComparison.Ordinal));
        Assert.Equal(["arm=low,high"], result.Parameters.Levels);
        Close.Relative(2 / 6.0, result.Tests.Associations.Single(a => a.State.Index == 0).P);
    }

    [Fact]
    public void Readouts_InTheTableItself_NeedNoSheet()
    {
        AssociateResult result = Run(File("t.csv", "lot,A,B,vegf,batch\nL1,1,9,1,x\nL2,2,8,2,x\nL3,3,7,3,y\nL4,4,6,4,y\n"), null, "vegf");
        Assert.Equal(["A", "B"], result.Parameters.States);
        Assert.Equal("x", result.Tests.Lots[0].Batch);
    }

    [Fact]
    public void Readouts_OfCells_MustBeOneALot()
    {
        string cells = string.Concat(Enumerable.Range(0, 40).Select(i => $"L{i % 5},{(i < 20 ? "A" : "B")},{i % 5},{i}\n"));
        AssociateRequest request = Request(File("c.csv", "lot,type,vegf,other\n" + cells), null, "vegf") with { StateColumns = ["type"] };
        Assert.Equal([0, 1, 2, 3, 4], Run(request).Tests.Lots.Select(l => l.Readouts[0]));
        var error = Assert.Throws<BadDataException>(() => Run(request with { Tests = request.Tests with { Readouts = ["other"] } }));
        Assert.Contains("one value a lot", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lots_ThatAreLeftOut_AreNamed()
    {
        string sheet = File("s.csv", "lot,role,vegf\nL1,train,1\nL2,train,2\nL3,train,3\nL4,train,4\nL5,test,5\nL9,train,6\nL6,train,\n");
        AssociateResult result = Run(File("t.csv", Counts + "L6,1,1,1\nX1,1,1,1\n"), sheet, "vegf");
        Assert.Equal(["L1", "L2", "L3", "L4"], result.Tests.Lots.Select(l => l.Name));
        foreach (string lot in (string[])["L9.", "X1.", "L5 (test).", "L6."]) Assert.Contains(result.Notes, n => n.EndsWith(lot, StringComparison.Ordinal));
    }

    [Fact]
    public void Lots_ThatAreOneTwice_AreSaidBesideTheFinding()
    {
        AssociateResult result = Run(File("t.csv", Counts + "L6,55,25,20\n"), File("s.csv", Sheet + "L6,7,high,D5\n"), "vegf");
        Assert.Contains(result.Warnings, n => n.Contains("L5 = L6", StringComparison.Ordinal));
        Assert.Contains(result.Warnings, n => n.Contains("D5", StringComparison.Ordinal));
    }

    [Fact]
    public void Totals_OfAColumn_AreTheDenominator()
    {
        AssociateResult result = Run(Request(File("t.csv", "lot,A,B,all\nL1,1,2,10\nL2,2,2,10\nL3,3,2,10\nL4,4,2,20\n"), File("s.csv", Sheet), "vegf") with { TotalColumn = "all" });
        Close.Relative([0.1, 0.2, 0.3, 0.2], result.Tests.Partitions[0].Fractions(0));
        Assert.All(result.Tests.Associations, a => Assert.True(double.IsFinite(a.RhoClr) || a.State.Index == 1));
    }

    [Theory]
    [InlineData("lot,A,B\nL1,1,2\nL2,,2\nL3,1,1\nL4,1,1\n", "line 3, column 'A'", "missing")]
    [InlineData("lot,A,B\nL1,1,2\nL2,-1,2\nL3,1,1\nL4,1,1\n", "line 3, column 'A'", "below 0")]
    [InlineData("lot,A,B\nL1,1,2\nL1,1,2\n", "line 3, column 'lot'", "already on line 2")]
    [InlineData("lot,A,B\nL1,1,2\nL2,0,0\nL3,1,1\nL4,1,1\n", "line 3", "has no cell")]
    [InlineData("lot,A,B\nL1,1,2,3\n", "line 2", "4 fields")]
    [InlineData("lot,A,B\nL1,1,2\nL2,x,2\nL3,2,2\nL4,2,3\n", "line 3, column 'A'", "'x' is not a finite number")]
    public void Table_ThatIsDamaged_IsRefusedByItsPlace(string text, string place, string finding)
    {
        var error = Assert.Throws<BadDataException>(() => Run(File("t.csv", text), File("s.csv", Sheet), "vegf"));
        Assert.Contains(place, error.Message, StringComparison.Ordinal);
        Assert.Contains(finding, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lot,A,B,note\nL1,1,2,x\nL2,1,2,y\nL3,2,2,z\nL4,2,3,z\n", "note holds words")]
    [InlineData("lot,A,B\nL1,40,60\nL2,50,50\nL3,60,40\nL4,70,30\n", "--values")]
    [InlineData("lot,A,B\nL1,0.4,0.2\nL2,0.5,0.5\nL3,0.6,0.4\nL4,0.7,0.3\n", "sum to 0.6 in lot 'L1'")]
    [InlineData("lot,A,B\nL1,400.5,0.2\nL2,0.5,0.5\nL3,0.6,0.4\nL4,0.7,0.3\n", "neither whole numbers")]
    public void Table_ThatDoesNotSayWhatItHolds_IsAsked(string text, string finding)
    {
        var error = Assert.Throws<InvalidParameterException>(() => Run(File("t.csv", text), File("s.csv", Sheet), "vegf"));
        Assert.Contains(finding, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void States_SomeOfThoseOfATableOfCounts_SayOfWhichCellsTheirSharesAre()
    {
        AssociateRequest request = Request(File("t.csv", Counts), File("s.csv", Sheet), "vegf");
        var error = Assert.Throws<InvalidParameterException>(() => Run(request with { States = ["A"] }));
        Assert.Contains("--total-column", error.Message, StringComparison.Ordinal);
        Assert.Contains("B, C", error.Message, StringComparison.Ordinal);
        AssociateResult two = Run(request with { States = ["A", "B"] });
        Assert.Contains(two.Notes, n => n.Contains("the 2 named states", StringComparison.Ordinal) && n.Contains("1 other column of numbers (C)", StringComparison.Ordinal));
        AssociateResult all = Run(request with { States = ["A", "B", "C"] });
        Assert.DoesNotContain(all.Notes, n => n.Contains("named states", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("sep=;\nmouse;A;B;C;;\nL1;20;160;20;;\nL2;20;60;20;;\nL3;30;50;20;;\nL4;40;45;15;;\nL5;55;25;20;;\n;;;;;\n", "sep=;\nlot;VEGF;\nL1;1,5;\nL2;2;\nL3;4;\nL4;4,5;\nL5;9;\n;;\n")]
    [InlineData("mouse;A;B;C\nL1;0,1;0,8;0,1\nL2;0,2;0,6;0,2\nL3;0,3;0,5;0,2\nL4;0,4;0,45;0,15\nL5;0,55;0,25;0,2\n", "lot,Vegf\nL1,<1.9\nL2,2\nL3,4\nL4,4.5\nL5,>6\n")]
    public void Files_AsSpreadsheetsWriteThem_GiveTheSameTests(string table, string sheet)
    {
        AssociateResult plain = Run(File("t.csv", Counts), File("s.csv", Sheet), "vegf"), result = Run(File("t2.csv", table), File("s2.csv", sheet), "vegf");
        Assert.Equal(plain.Tests.Associations.Select(a => (a.State, a.Rho, a.P, a.PFamily)), result.Tests.Associations.Select(a => (a.State, a.Rho, a.P, a.PFamily)));
        Assert.Contains(result.Notes, n => n.StartsWith("'vegf' is taken for the column", StringComparison.Ordinal));
    }

    [Fact]
    public void Lots_WithoutAValueOrRole_AreNamed()
    {
        AssociateResult result = Run(File("t.csv", Counts + "L6,1,2,3\nL7,3,2,1\n"), File("s.csv", "lot,vegf,role\nL1,1.5,\nL2,2,train\nL3,4,NA\nL4,4.5,train\nL5,9,train\nL6,n/a,train\nL7,3,post\n"), "vegf");
        Assert.Equal(["L1", "L2", "L3", "L4", "L5"], result.Tests.Lots.Select(l => l.Name));
        Assert.Contains("1 lot has no value of a readout and is left out: L6.", result.Notes);
        Assert.Contains("1 lot has another role than train and is left out: L7 (post).", result.Notes);
    }

    [Fact]
    public void Cells_WithoutALotOrState_AreCounted()
    {
        string table = File("cells.csv", "sep=,\nlot,type,\n" + string.Concat(Enumerable.Range(1, 5).Select(l => string.Concat(Enumerable.Repeat($"L{l},A,\n", l)) + $"L{l},-,\nL{l},NA,\n")) + "NA,A,\n,,\n");
        AssociateResult result = Run(Request(table, File("s.csv", Sheet), "vegf") with { StateColumns = ["type"] });
        Assert.Equal(["-", "A"], result.Tests.Partitions[0].States);
        Assert.Contains("1 cell of the table has no lot and is left out.", result.Notes);
        Assert.Contains("5 cells have no type; they count among their lot's cells and are in no state.", result.Notes);
    }

    [Fact]
    public void Sheet_OfOtherLots_NamesSomeOfBoth()
    {
        var error = Assert.Throws<BadDataException>(() => Run(File("t.csv", Counts), File("s.csv", "lot,vegf\nT1,1\nT2,2\n"), "vegf"));
        Assert.Contains("T1, T2", error.Message, StringComparison.Ordinal);
        Assert.Contains("L1, L2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Levels_ThatNoLotHas_AreRefused()
    {
        var error = Assert.Throws<BadDataException>(() => Run(Request(File("t.csv", Counts), File("s.csv", Sheet), "arm") with { Levels = ["low,hihg"] }));
        Assert.Contains("hihg", error.Message, StringComparison.Ordinal);
        Assert.Contains("low, mid, high", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Design_ThatCannotReachTheLevel_IsRefusedUnlessItIsToBeDescribed()
    {
        AssociateRequest request = Request(File("t.csv", "lot,A,B,vegf\nL1,1,9,1\nL2,2,8,2\nL3,3,7,3\nL4,4,6,4\n"), null, "vegf");
        Assert.False(Run(request).Tests.Design.CanReachAlpha);
        var error = Assert.Throws<PreconditionException>(() => Run(request with { Tests = request.Tests with { Describe = null } }));
        Assert.Contains("1 more lot would do.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EffectiveCells_OfLotsMeasuredWithOtherNumbersOfCells_AreRatesPerCell()
    {
        // 3 of a cell of A, 0.5 of one of B.
        (int A, int B, int Cells)[] lots = [(10, 90, 1000), (25, 75, 400), (40, 60, 2500), (55, 45, 800), (70, 30, 1500), (90, 10, 300)];
        string table = "lot,A,B,secreted,seeded\n" + string.Concat(lots.Select((l, i) => FormattableString.Invariant($"L{i},{l.A},{l.B},{l.Cells * ((3 * l.A) + (0.5 * l.B)) / 100},{l.Cells}\n")));
        AssociateRequest request = Request(File("t.csv", table), null, "secreted") with { States = ["A", "B"] };
        request = request with { Values = "percent", Tests = request.Tests with { EffectiveCells = true, EffectiveCellsOf = "seeded" } };
        EffectiveCells found = Assert.Single(Run(request).Effective);
        Close.Relative(3, found.Parts[0].Rate, tolerance: 1e-9);
        Close.Relative(0.5, found.Parts[1].Rate, tolerance: 1e-9);
        var error = Assert.Throws<BadDataException>(() => Run(request with { Table = File("z.csv", table.Replace(",400\n", ",0\n", StringComparison.Ordinal)) }));
        Assert.Contains("'0' is no number of cells", error.Message, StringComparison.Ordinal);
        Assert.Contains("line 3", error.Message, StringComparison.Ordinal);
    }

    [SharedDataFact]
    public void Haber_ControlAgainstSalmonella_GivesTheNumbersOfTheReference()
    {
        string sheet = File("s.csv", "lot,salmonella\nControl_1,0\nControl_2,0\nControl_3,0\nControl_4,0\nSalm_1,1\nSalm_2,1\n");
        AssociateResult result = Run(SharedData.Path("composition_tables/haber_counts.csv"), sheet, "salmonella");
        Association enterocyte = result.Tests.Associations.Single(a => result.Tests.Partitions[0].States[a.State.Index] == "Enterocyte");
        Close.Relative(0.828, enterocyte.Rho, tolerance: 1e-3);
        Close.Relative(2 / 15.0, enterocyte.P);
        Close.Relative(1 / 15.0, result.Tests.Design.SmallestP);
        Assert.False(result.Tests.Design.CanReachAlpha);
    }

    private string File(string name, string text)
    {
        string path = Path.Combine(folder.Path, name);
        System.IO.File.WriteAllText(path, text);
        return path;
    }

    private static AssociateRequest Request(string table, string? sheet, string readout) =>
        new() { Table = table, Sheet = sheet, Tests = new AssociationParameters { Readouts = [readout], Describe = true } };

    private static AssociateResult Run(string table, string? sheet, string readout) => Run(Request(table, sheet, readout));

    private static AssociateResult Run(AssociateRequest request)
    {
        using var device = new CpuDevice(1);
        return new AssociatePipeline(request, CancellationToken.None).Run(device, StepProgress.None, CancellationToken.None);
    }

    // Two-sided p of each state alone and single-step maxT over all, by every order of the lots in float64.
    private static (double[] P, double[] Family) BruteForce(double[][] fractions, double[] readout)
    {
        double[] observed = [.. fractions.Select(f => Math.Abs(Rho(f, readout)))];
        double[] p = new double[fractions.Length], family = new double[fractions.Length];
        int orders = 0;
        foreach (double[] order in Orders(readout))
        {
            orders++;
            double[] rho = [.. fractions.Select(f => Math.Abs(Rho(f, order)))];
            for (int k = 0; k < rho.Length; k++)
            {
                if (rho[k] >= observed[k] - 1e-12) p[k]++;
                if (rho.Max() >= observed[k] - 1e-12) family[k]++;
            }
        }

        return ([.. p.Select(c => c / orders)], [.. family.Select(c => c / orders)]);
    }

    private static IEnumerable<double[]> Orders(double[] values) => values.Length == 0
        ? [[]]
        : Enumerable.Range(0, values.Length).SelectMany(i => Orders([.. values[..i], .. values[(i + 1)..]]).Select(rest => (double[])[values[i], .. rest]));

    private static double Rho(double[] x, double[] y)
    {
        double[] a = Ranks(x), b = Ranks(y);
        double ma = a.Average(), mb = b.Average(), sab = 0, saa = 0, sbb = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sab += (a[i] - ma) * (b[i] - mb);
            saa += (a[i] - ma) * (a[i] - ma);
            sbb += (b[i] - mb) * (b[i] - mb);
        }

        return sab / Math.Sqrt(saa * sbb);
    }

    private static double[] Ranks(double[] values) => [.. values.Select(v => values.Count(o => o < v) + ((values.Count(o => o == v) + 1) / 2.0))];
}
