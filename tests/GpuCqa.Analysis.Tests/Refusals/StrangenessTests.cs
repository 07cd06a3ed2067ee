using GpuCqa.Analysis.References;
using GpuCqa.Analysis.Refusals;
using GpuCqa.Compute;
using GpuCqa.Core.Matrices;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Analysis.Tests.Refusals;

public sealed class StrangenessTests
{
    private const int Cells = 150;

    [Fact]
    public void Strangeness_CellsOfTheReferencesStates_AreAboutStandardNormal() => Seeds.Each(seed =>
    {
        using ComputeDevice device = ComputeDevices.Open("cpu", 2);
        var made = new MadeCells(seed);
        StrangenessModel model = StrangenessModel.Of(made.Reference(device, 4, Cells).Reference)!;
        double[] fresh = model.Of(device, made.Lot(50, MadeCells.Ordinary(300)));
        double mean = fresh.Average(), sd = Math.Sqrt(fresh.Average(x => (x - mean) * (x - mean)));
        Assert.InRange(mean, -1.5, 1);
        Assert.InRange(sd, 0.6, 1.7);
        Assert.InRange(model.Theta, 1, 4);
    });

    [Fact]
    public void Strangeness_GenesThatVaryInNoReferenceCell_AreSeenAndDoubletsAreNot() => Seeds.Each(seed =>
    {
        using ComputeDevice device = ComputeDevices.Open("cpu", 2);
        var made = new MadeCells(seed);
        StrangenessModel model = StrangenessModel.Of(made.Reference(device, 4, Cells).Reference)!;
        double[] ordinary = [.. model.Of(device, made.Lot(50, MadeCells.Ordinary(200))).Order()];
        double limit = ordinary[^4];
        double[] foreign = model.Of(device, made.Lot(51, [.. Enumerable.Repeat(-1, 60)])), doublets = model.Of(device, made.Lot(52, [.. Enumerable.Repeat(-2, 60)]));
        Assert.True(foreign.Count(x => x > limit) >= 54, $"{foreign.Count(x => x > limit)} of 60 foreign cells are beyond {limit:0.00}");
        Assert.True(doublets.Count(x => x > limit) <= 12, $"{doublets.Count(x => x > limit)} of 60 doublets are beyond {limit:0.00}");
    });

    [Fact]
    public void Strangeness_OfACell_DependsOnNoOtherCellAndNoThread()
    {
        using ComputeDevice one = ComputeDevices.Open("cpu", 1), two = ComputeDevices.Open("cpu", 2);
        var made = new MadeCells(5);
        StrangenessModel model = StrangenessModel.Of(made.Reference(one, 3, Cells).Reference)!;
        CsrMatrix<float> lot = made.Lot(60, MadeCells.Ordinary(130));
        double[] together = model.Of(two, lot);
        for (int i = 0; i < lot.Rows; i += 13) Assert.Equal(together[i], model.Of(one, new CellRows(lot, [i]))[0]);
    }

    [Fact]
    public void Strangeness_GenesThatALotLacks_AreNotMissedInIt()
    {
        using ComputeDevice device = ComputeDevices.Open("cpu", 1);
        var made = new MadeCells(6);
        StrangenessModel model = StrangenessModel.Of(made.Reference(device, 3, Cells).Reference)!;
        bool[] present = [.. Enumerable.Range(0, MadeCells.Genes).Select(g => g % 4 != 0)];
        CsrMatrix<float> whole = made.Lot(61, MadeCells.Ordinary(90));
        var rows = new CsrRowBuffer<float>(MadeCells.Genes);
        int[] map = [.. present.Select((p, g) => p ? g : -1)];
        for (int i = 0; i < whole.Rows; i++) rows.Append(whole.RowIndices(i), whole.RowValues(i), map);
        CsrMatrix<float> cut = rows.Take();
        double told = model.Of(device, cut, present).Average(), untold = model.Of(device, cut).Average();
        Assert.InRange(told, model.Of(device, whole).Average() - 0.7, model.Of(device, whole).Average() + 0.7);
        Assert.True(untold > told + 1, $"{untold:0.00} where the missing genes are taken for silent, {told:0.00} where they are not");
    }

    [Fact]
    public void SharedPrograms_AFewCellsWithAWeakProgram_StandOutInAnyOrder() => Seeds.Each(seed =>
    {
        using ComputeDevice device = ComputeDevices.Open("cpu", 2);
        var made = new MadeCells(seed);
        (ReferenceModel reference, IReadOnlyList<CsrMatrix<float>> values) = made.Reference(device, 4, Cells);
        StrangenessModel model = StrangenessModel.Of(reference)!;
        IReadOnlyList<DenseMatrix<float>> known = KnownPrograms.Of(device, reference, values);
        int[] states = [.. Enumerable.Range(0, 400).Select(i => i % 16 == 3 ? -1 : i % 3)];
        CsrMatrix<float> lot = made.Lot(70, states, foreign: 2.8);
        string[] names = [.. Enumerable.Range(0, 400).Select(i => $"cell{i}")];
        double[] scores = SharedPrograms.Score(device, model, known, lot, names, model.Of(device, lot), 1);
        double[] rest = [.. Enumerable.Range(0, 400).Where(i => states[i] >= 0).Select(i => scores[i]).Order()];
        double limit = rest[(int)(0.99 * rest.Length)];
        int found = Enumerable.Range(0, 400).Count(i => states[i] < 0 && scores[i] > limit);
        Assert.True(found >= 18, $"{found} of 25 planted cells are beyond {limit:0.00}, which 1 % of the others are");
        int[] order = [.. Enumerable.Range(0, 400).Reverse()];
        var reversed = new CsrRowBuffer<float>(MadeCells.Genes);
        foreach (int i in order) reversed.Append(lot.RowIndices(i), lot.RowValues(i));
        CsrMatrix<float> other = reversed.Take();
        double[] again = SharedPrograms.Score(device, model, known, other, [.. order.Select(i => names[i])], model.Of(device, other), 1);
        int same = order.Where((i, at) => (again[at] > limit) == (scores[i] > limit)).Count();
        Assert.True(same >= 398, $"{400 - same} of 400 cells change sides of the limit with the order of cells");
    });
}
