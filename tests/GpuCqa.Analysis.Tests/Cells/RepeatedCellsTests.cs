using GpuCqa.Analysis.Cells;
using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Analysis.Tests.Cells;

public class RepeatedCellsTests
{
    private const int Genes = 40, Count = 60;

    private static readonly DiscoverParameters Open = new() { Readouts = [], MinGenes = 0, MaxGenes = 1000, MinCounts = 0, MaxMitoPercent = 100, MinCells = 1 };
    private static readonly string[] Names = [.. Enumerable.Range(0, Genes).Select(g => $"g{g}")];

    [Fact]
    public void Lots_OfOneFileInOtherOrderAndNames_AreWarnedOf()
    {
        float[][] rows = Cells(1);
        int[] genes = Shuffled(Genes, 7), cells = Shuffled(Count, 8);
        float[][] turned = [.. cells.Select(c => genes.Select(g => rows[c][g]).ToArray())];
        string[] warnings = Warnings(CellModality.Counts, ("a", Names, rows), ("b", Names, Cells(2)), ("c", [.. genes.Select(g => Names[g])], turned));
        Assert.Equal("The lots 'a', 'c' hold the same 60 cells, value for value: 2 lots are counted as 2 replicates, and are one. Every p-value is too small.", Assert.Single(warnings));
    }

    [Theory]
    [InlineData(60, 4, 60, false)]
    [InlineData(60, 20, 60, true)]
    [InlineData(20, 20, 20, true)]
    public void Lot_PartOfAnother_IsWarnedOfFromATenth(int size, int shared, int other, bool warned)
    {
        float[][] a = Cells(3), own = Cells(4);
        float[][] b = [.. a.Take(shared), .. own.Take(other - shared)];
        string[] warnings = Warnings(CellModality.Counts, ("a", Names, a[..size]), ("b", Names, [.. own.TakeLast(Count - other), .. b]));
        if (!warned) Assert.Empty(warnings);
        else Assert.Contains("value for value", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Lots_OfFewDistinctCells_AgreeByChanceWithoutAWarning()
    {
        // Twelve states of a panel of twelve genes: cells of two lots agree, and so do those within one.
        float[][] states = [.. Enumerable.Range(0, 12).Select(s => Enumerable.Range(0, 12).Select(g => g == s ? 5f : 1f).ToArray())];
        var random = new Random(11);
        float[][] lot() => [.. Enumerable.Range(0, Count).Select(_ => states[random.Next(12)])];
        Assert.Empty(Warnings(CellModality.Counts, ("a", Names[..12], lot()), ("b", Names[..12], lot())));
    }

    [Fact]
    public void Lots_OfEmptyDroplets_AreNotCompared()
    {
        float[][] lot(int seed) => [.. Cells(seed), .. Enumerable.Range(0, 500).Select(d => Enumerable.Range(0, Genes).Select(g => g == d % Genes ? 1f : 0f).ToArray())];
        Assert.Empty(Warnings(CellModality.Counts, ("a", Names, lot(5)), ("b", Names, lot(6))));
    }

    [Fact]
    public void Measurements_OfAFew_AreCompared()
    {
        var random = new Random(12);
        float[][] lot() => [.. Enumerable.Range(0, Count).Select(_ => Enumerable.Range(0, 3).Select(_ => random.NextSingle()).ToArray())];
        float[][] a = lot(), b = lot();
        Assert.Empty(Warnings(CellModality.Features, ("a", Names[..3], a), ("b", Names[..3], b)));
        Assert.Contains("'b', 'c'", Assert.Single(Warnings(CellModality.Features, ("a", Names[..3], a), ("b", Names[..3], b), ("c", Names[..3], [.. b.Reverse()]))), StringComparison.Ordinal);
    }

    [Fact]
    public void Cells_OfNoUsedLot_AreToldApart()
    {
        string[] groups = ["A", "", "NA", "B", "test1", "test1", "typo", "A"];
        var source = new MemoryCells("all", ["g1"], [.. groups.Select((_, i) => (float[])[i + 1])], groups: groups);
        var progress = new Told();
        CohortReader.Read(Device, new CohortInput([Lot("A"), Lot("B")], [new CellInput(source, -1)]) { UnusedLots = ["test1", "test2"] }, Open, progress, CancellationToken.None);
        Assert.Equal(
        [
            "2 cells are without a lot and were left out.",
            "2 cells of one lot of the cohort that is not used here were left out: test1 (2).",
            "1 cell of one lot that the cohort does not name was left out: typo (1).",
        ], progress.Notes.Take(3));
    }

    private static string[] Warnings(CellModality modality, params (string Path, string[] Genes, float[][] Rows)[] lots)
    {
        var progress = new Told();
        CellInput[] files = [.. lots.Select((l, i) => new CellInput(new MemoryCells(l.Path, l.Genes, l.Rows, modality: modality), i))];
        CohortReader.Read(Device, new CohortInput([.. lots.Select(l => Lot(l.Path))], files), Open, progress, CancellationToken.None);
        return [.. progress.Warnings.Where(w => w.Contains("value for value", StringComparison.Ordinal))];
    }

    private static float[][] Cells(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, Count).Select(_ => Enumerable.Range(0, Genes).Select(_ => (float)random.Next(5)).ToArray())];
    }

    private static int[] Shuffled(int count, int seed)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        new Random(seed).Shuffle(order);
        return order;
    }

    private static ComputeDevice Device { get; } = ComputeDevices.Open("cpu", null);

    private static LotInput Lot(string name) => new(new Lot(name, name, "train", null, null, null, null, new Dictionary<string, string>()), []);

    private sealed class Told : StepProgress
    {
        public List<string> Notes { get; } = [];

        public List<string> Warnings { get; } = [];

        public override void Note(string message) => Notes.Add(message);

        public override void Warn(string message) => Warnings.Add(message);
    }
}
