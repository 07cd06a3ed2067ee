using GpuCqa.Compute;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Statistics.Tests.Extents;

/// <summary>Which cells a finding is about, on lots whose atoms are set by hand: cells of 7 lots of 1,000 in fine states, joined into coarse ones.</summary>
public class ExtentSearchTests
{
    private static readonly double[] Readout = [1, 2, 3, 4, 5, 6, 7];

    // Fine states: two fragments of one lineage, another lineage, a bystander of no order, and the rest.
    private static readonly int[] Fragment = [10, 20, 30, 40, 50, 60, 70], Rest = [60, 110, 90, 170, 160, 220, 260], Second = [15, 25, 40, 38, 60, 70, 90], Bystander = [90, 20, 70, 30, 80, 25, 60];

    [Fact]
    public void Lead_ThatIsAFragment_IsWidenedByTheStateThatContainsIt()
    {
        // Coarse: the lineage as one; fine: its fragments.
        FindingExtent extent = Assert.Single(Run([[0, 0, 1, 1], [0, 1, 2, 2]], [Fragment, Rest, Bystander]));
        Assert.Equal(new StateId(1, 0), extent.Parts[0].State);
        ExtentPart wider = extent.Parts[1];
        Assert.Equal((new StateId(0, 0), ExtentRole.Wider, 0, (int?)Rest.Sum()), (wider.State, wider.Role, wider.Group, wider.Cells));
        Close.Relative(BruteForce(Fractions(Rest)), wider.P);
        Assert.Equal(Fragment.Sum() + Rest.Sum(), extent.Cells);
        Close.Relative(Fractions([.. Fragment.Zip(Rest, (a, b) => a + b)]), extent.Fractions);
        Close.Relative(BruteForce(extent.Fractions), extent.P);
        Assert.All(extent.Nested, s => Assert.Equal(new StateId(1, 1), s));
    }

    [Fact]
    public void Wider_WhoseRemainderGoesItsOwnWay_IsNotTaken()
    {
        // The coarse state reaches the level only because of the fragment in it.
        FindingExtent extent = Assert.Single(Run([[0, 1, 0], [0, 1, 2]], [Fragment, Second, [5, 3, 6, 2, 5, 4, 3]]));
        Assert.DoesNotContain(extent.Parts, p => p.State == new StateId(0, 0) && p.Role == ExtentRole.Wider && p.Cells >= FindingExtent.Handful);
    }

    [Fact]
    public void Other_ThatGoesWithTheReadoutWithoutTheFinding_IsPartOfIt()
    {
        FindingExtent extent = Assert.Single(Run([[0, 1, 2]], [Fragment, Second, Bystander]));
        Assert.Equal([ExtentRole.Lead, ExtentRole.Other], extent.Parts.Select(p => p.Role));
        Assert.Equal([0, 1], extent.Parts.Select(p => p.Group));
        double[] closed = [.. Enumerable.Range(0, 7).Select(l => Second[l] / (1000.0 - Fragment[l]))];
        Close.Relative(BruteForce(closed), extent.Parts[1].P);
        Close.Relative(Spearman.Correlation(closed, Readout), extent.Parts[1].Rho);
    }

    [Fact]
    public void Others_OfKnownFractionsAlone_AreTestedOnClosedShares()
    {
        StatePartition partition = StatePartition.OfFractions("t", ["a", "b", "c"], [Fractions(Fragment), Fractions(Second), Fractions(Bystander)]);
        FindingExtent extent = Assert.Single(Run(StateAtoms.OfPartitions([partition])!, [partition]));
        Assert.Equal(2, extent.Parts.Count);
        Assert.Null(extent.Cells);
        Assert.All(extent.Parts, p => Assert.Null(p.Cells));
    }

    [Fact]
    public void Nothing_ThatReachesTheLevel_HasNoExtent() => Assert.Empty(Run([[0, 1]], [Bystander, [30, 40, 20, 35, 45, 22, 31]]));

    [Fact]
    public void Atoms_OfRandomLabels_SumAsTheCellsDo() =>
        Seeds.Each(seed =>
        {
            var random = new Random((int)seed);
            int[][] labels = [.. Enumerable.Range(0, 3).Select(_ => Enumerable.Range(0, 400).Select(_ => random.Next(5)).ToArray())];
            int[] lots = [.. Enumerable.Range(0, 400).Select(_ => random.Next(4))];
            StateAtoms atoms = StateAtoms.OfLabels(labels, lots, 4);
            var a = new StateId(0, random.Next(5));
            var b = new StateId(2, random.Next(5));
            int[] both = [.. Enumerable.Range(0, 400).Where(c => labels[0][c] == a.Index && labels[2][c] == b.Index)], only = [.. Enumerable.Range(0, 400).Where(c => labels[0][c] == a.Index && labels[2][c] != b.Index)];
            Assert.Equal(both.Length, atoms.Mass(StateAtoms.And(atoms.Of(a), atoms.Of(b))));
            double[] expected = [.. Enumerable.Range(0, 4).Select(l => only.Count(c => lots[c] == l) / (double)Enumerable.Range(0, 400).Count(c => lots[c] == l && labels[2][c] != b.Index))];
            Close.Relative(expected, atoms.Fractions(atoms.Of(a), atoms.Of(b)));
        });

    private static IReadOnlyList<FindingExtent> Run(int[][] stateOfFine, int[][] counts)
    {
        // The rest of each lot is a state of its own in every partition.
        int[][] all = [.. counts, [.. Enumerable.Range(0, 7).Select(l => 1000 - counts.Sum(c => c[l]))]];
        int[] lots = [.. all.SelectMany(c => c.SelectMany((n, l) => Enumerable.Repeat(l, n)))];
        int[] fine = [.. all.SelectMany((c, f) => Enumerable.Repeat(f, c.Sum()))];
        int[][] labels = [.. stateOfFine.Select(map => Array.ConvertAll(fine, f => f < map.Length ? map[f] : map.Max() + 1))];
        StatePartition[] partitions = [.. labels.Select((own, p) =>
        {
            int states = own.Max() + 1;
            int[][] table = [.. Enumerable.Range(0, states).Select(_ => new int[7])];
            for (int c = 0; c < own.Length; c++) table[own[c]][lots[c]]++;
            return StatePartition.OfCounts($"{p}", [.. Enumerable.Range(0, states).Select(k => $"{k}")], table);
        })];
        return Run(StateAtoms.OfLabels(labels, lots, 7), partitions);
    }

    private static IReadOnlyList<FindingExtent> Run(StateAtoms atoms, StatePartition[] partitions)
    {
        using var device = new CpuDevice(1);
        TestedLot[] lots = [.. Readout.Select((r, l) => new TestedLot($"L{l}", null, null, null, null, [r]))];
        var parameters = new AssociationParameters { Readouts = ["y"] };
        IReadOnlyList<Association> tests = AssociationSearch.Run(device, partitions, lots, parameters, StepProgress.None, CancellationToken.None);
        return ExtentSearch.Run(device, atoms, tests, lots, parameters, CancellationToken.None);
    }

    private static double[] Fractions(int[] counts) => Array.ConvertAll(counts, c => c / 1000.0);

    private static double BruteForce(double[] shares)
    {
        double observed = Math.Abs(Spearman.Correlation(shares, Readout));
        int reaching = 0, orders = 0;
        void Permute(double[] y, int from)
        {
            if (from == y.Length)
            {
                orders++;
                if (Math.Abs(Spearman.Correlation(shares, y)) >= observed - 1e-12) reaching++;
                return;
            }

            for (int i = from; i < y.Length; i++)
            {
                (y[from], y[i]) = (y[i], y[from]);
                Permute(y, from + 1);
                (y[from], y[i]) = (y[i], y[from]);
            }
        }

        Permute([.. Readout], 0);
        return reaching / (double)orders;
    }
}
