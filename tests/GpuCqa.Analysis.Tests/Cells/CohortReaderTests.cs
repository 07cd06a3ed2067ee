using GpuCqa.Analysis.Cells;
using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Analysis.Tests.Cells;

public class CohortReaderTests
{
    private static readonly DiscoverParameters Open = new() { Readouts = [], MinGenes = 1, MaxGenes = 100, MinCounts = 1, MaxMitoPercent = 100, MinCells = 1 };

    [Fact]
    public void Read_TwoLots_JoinsGenesAndKeepsOrder()
    {
        CohortCells cohort = Read(Open, Cells("a", ["g1", "g2", "g3"], [[1, 2, 0], [0, 3, 4]]), Cells("b", ["g3", "g1"], [[5, 6]]));
        Assert.Equal(["g1", "g3"], cohort.Cells.Genes.Ids);
        Assert.Equal([0, 0, 1], cohort.Cells.Lots);
        Assert.Equal([1d, 4d, 11d], cohort.Cells.Totals);
        Assert.Equal([1f, 4f, 6f, 5f], Rows(cohort).Values);
        Assert.Equal([0, 1, 0, 1], Rows(cohort).ColumnIndices);
        Assert.Equal(1, cohort.Join.DroppedNotShared);
    }

    [Fact]
    public void Read_GivenLimits_CountsEachRemovedCellUnderTheFirstRule()
    {
        DiscoverParameters limits = Open with { MinGenes = 2, MaxGenes = 3, MinCounts = 5, MaxMitoPercent = 50 };
        CohortCells cohort = Read(limits, Cells("a", ["g1", "g2", "g3", "MT-1"],
        [
            [9, 0, 0, 0], // one gene
            [1, 1, 1, 1], // four genes
            [1, 1, 0, 0], // two counts
            [1, 1, 0, 8], // 80 % mitochondrial
            [3, 3, 0, 0],
        ]));
        var lot = Assert.Single(cohort.Lots);
        Assert.Equal((5, 1, 1, 1, 1, 1), (lot.CellsRead, lot.CellsKept, lot.RemovedLowGenes, lot.RemovedHighGenes, lot.RemovedLowCounts, lot.RemovedHighMito));
        Assert.Equal("cell4", Assert.Single(cohort.Cells.Barcodes));
    }

    [Fact]
    public void Read_RareGene_IsDroppedAndTotalsFollow()
    {
        CohortCells cohort = Read(Open with { MinCells = 2 }, Cells("a", ["g1", "g2"], [[1, 7], [2, 0]]));
        Assert.Equal(["g1"], cohort.Cells.Genes.Ids);
        Assert.Equal([1d, 2d], cohort.Cells.Totals);
        Assert.Equal(1, cohort.Join.DroppedRare);
    }

    [Fact]
    public void Read_OneFileOfSeveralLots_SortsCellsIntoLotsAndIgnoresOthers()
    {
        var source = new MemoryCells("all", ["g1"], [[1], [2], [3], [4]], groups: ["B", "A", "B", "other"]);
        CohortCells cohort = CohortReader.Read(Device(), new CohortInput([Lot("A"), Lot("B")], [new CellInput(source, -1)]), Open, StepProgress.None, CancellationToken.None);
        Assert.Equal([0, 1, 1], cohort.Cells.Lots);
        Assert.Equal([2d, 1d, 3d], cohort.Cells.Totals);
    }

    [Fact]
    public void Read_LotWithoutCells_IsNamed()
    {
        var source = new MemoryCells("all", ["g1"], [[1], [2]], groups: ["A", "A"]);
        var error = Assert.Throws<NotFoundException>(() => CohortReader.Read(
            Device(), new CohortInput([Lot("A"), Lot("B")], [new CellInput(source, -1)]), Open, StepProgress.None, CancellationToken.None));
        Assert.Contains("'B'", error.Message, StringComparison.Ordinal);
        var empty = Assert.Throws<BadDataException>(() => Read(Open, Cells("none", ["g1"], [])));
        Assert.Equal("none", empty.File);
    }

    [Fact]
    public void Read_RepeatedBarcode_NamesFileAndCell()
    {
        var source = new MemoryCells("lot.h5", ["g1"], [[1], [2]], barcodes: ["AAA", "AAA"]);
        var error = Assert.Throws<BadDataException>(() => Read(Open, source));
        Assert.Equal("lot.h5", error.File);
        Assert.Contains("AAA", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NoCellPasses_SaysWhy()
    {
        var error = Assert.Throws<PreconditionException>(() => Read(Open with { MinCounts = 100 }, Cells("a", ["g1"], [[1], [2]])));
        Assert.Contains("2 with too few counts", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_EmptyCells_AreNeverKept()
    {
        CohortCells cohort = Read(Open with { MinGenes = 0, MinCounts = 0 }, Cells("a", ["g1", "g2"], [[0, 0], [1, 1]]));
        Assert.Equal(1, cohort.Cells.Count);
    }

    [Fact]
    public void Read_MoreCellsThanABlock_MakesFullBlocks()
    {
        float[][] rows = Enumerable.Range(0, CellStore.BlockCells + 5).Select(i => new float[] { i + 1 }).ToArray();
        CohortCells cohort = Read(Open, Cells("a", ["g1"], rows));
        Assert.Equal([CellStore.BlockCells, 5], cohort.Cells.Blocks.Select(b => b.Rows));
        Assert.Equal(rows.Select(r => (double)r[0]), cohort.Cells.Totals);
    }

    [Fact]
    public void Read_ImageFeatures_KeepsEveryEntryAndFiltersNothing()
    {
        CohortCells cohort = Read(new DiscoverParameters { Readouts = [] }, new MemoryCells("a", ["area", "shift"], [[0, -2], [3, 0]], modality: CellModality.Features));
        Assert.Equal(4, Rows(cohort).NonZeros);
    }

    [Fact]
    public void Read_LotWithItsEmptyDroplets_IsRefusedByName()
    {
        float[][] cells = [.. Enumerable.Range(0, 30).Select(c => Deep(c))], droplets = [.. Enumerable.Range(0, 900).Select(c => Enumerable.Range(0, 8).Select(g => g == c % 8 && c % 3 > 0 ? 1f : 0f).ToArray())];
        string[] genes = [.. Enumerable.Range(0, 8).Select(g => $"g{g}")];
        MemoryCells good = Cells("good", genes, cells), raw = Cells("raw", genes, [.. cells, .. droplets]), also = Cells("also", genes, cells);
        var defaults = new DiscoverParameters { Readouts = [], MinCells = 1 };
        var error = Assert.Throws<PreconditionException>(() => Read(defaults, good, raw, also));
        Assert.Contains("Lot 'raw' looks unfiltered", error.Message, StringComparison.Ordinal);
        Assert.Contains("--min-counts", error.Message, StringComparison.Ordinal);
        // Alone, nothing shows what a cell is but the lot itself.
        Assert.Throws<PreconditionException>(() => Read(defaults, raw));
        // A limit that droplets do not pass leaves the cells, and the other limits come from these.
        CohortCells limited = Read(defaults with { MinCounts = 20 }, good, raw, also);
        Assert.All(limited.Lots, l => Assert.InRange(l.CellsKept, 29, 30));
    }

    [Fact]
    public void Read_ShallowLotWithALargeCell_IsNoUnfilteredOne()
    {
        string[] genes = [.. Enumerable.Range(0, 8).Select(g => $"g{g}")];
        float[][] plain = [.. Enumerable.Range(0, 60).Select(c => Deep(c).Select(v => v * 8).ToArray())], shallow = [.. Enumerable.Range(0, 59).Select(Deep), [.. Enumerable.Repeat(2000f, 8)]];
        var told = new Told();
        CohortReader.Read(Device(), new CohortInput([Lot("plain"), Lot("shallow")], [new CellInput(Cells("plain", genes, plain), 0), new CellInput(Cells("shallow", genes, shallow), 1)]),
            new DiscoverParameters { Readouts = [], MinCells = 1 }, told, CancellationToken.None);
        Assert.Contains(told.Warnings, w => w.StartsWith("Lot 'shallow' was measured less deeply", StringComparison.Ordinal));
        Assert.DoesNotContain(told.Warnings, w => w.Contains("unfiltered", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_LotsUnlikeTheOthers_AreWarnedOf()
    {
        string[] genes = [.. Enumerable.Range(0, 7).Select(g => $"g{g}"), "MT-1"];
        float[][] plain = [.. Enumerable.Range(0, 60).Select(c => Deep(c))], shallow = [.. plain.Select(r => r.Select(v => MathF.Round(v / 8)).ToArray())],
            dying = [.. plain.Select(r => r.Select((v, g) => g == 7 ? 60f : v).ToArray())];
        var told = new Told();
        CohortReader.Read(Device(), new CohortInput([Lot("a"), Lot("b"), Lot("shallow"), Lot("dying")],
            [new CellInput(Cells("a", genes, plain), 0), new CellInput(Cells("b", genes, plain), 1), new CellInput(Cells("shallow", genes, shallow), 2), new CellInput(Cells("dying", genes, dying), 3)]),
            new DiscoverParameters { Readouts = [], MinCells = 1 }, told, CancellationToken.None);
        Assert.Contains(told.Warnings, w => w.Contains("'shallow'", StringComparison.Ordinal) && w.Contains("less deeply", StringComparison.Ordinal));
        Assert.Contains(told.Warnings, w => w.Contains("'dying'", StringComparison.Ordinal) && w.Contains("mitochondrial", StringComparison.Ordinal));
        Assert.Equal(2, told.Warnings.Count(w => w.StartsWith("Lot ", StringComparison.Ordinal)));
    }

    [Fact]
    public void Read_LotsOfFewCells_AreWarnedOfOrLeftOut()
    {
        string[] genes = [.. Enumerable.Range(0, 8).Select(g => $"g{g}")];
        MemoryCells large = Cells("large", genes, [.. Enumerable.Range(0, 60).Select(c => Deep(c))]), small = Cells("small", genes, [.. Enumerable.Range(0, 4).Select(c => Deep(c))]);
        var told = new Told();
        CohortCells both = CohortReader.Read(Device(), new CohortInput([Lot("large"), Lot("small")], [new CellInput(large, 0), new CellInput(small, 1)]), Open with { MaxGenes = null, MinGenes = null }, told, CancellationToken.None);
        Assert.Equal(2, both.Lots.Count);
        Assert.Contains("small (4)", Assert.Single(told.Warnings), StringComparison.Ordinal);
        CohortCells one = Read(Open with { MinCellsPerLot = 5 }, large, small);
        Assert.Equal("large", Assert.Single(one.Lots).Name);
        Assert.Equal(60, one.Cells.Count);
        Assert.Throws<PreconditionException>(() => Read(Open with { MinCellsPerLot = 100 }, large, small));
    }

    private static float[] Deep(int cell) => [.. Enumerable.Range(0, 8).Select(g => (float)(7 + ((cell + (3 * g)) % 5)))];

    [Fact]
    public void Read_TablesOfLots_NameAssociate()
    {
        MemoryCells One(string name) => new(name, ["NK", "B"], [[1, 2]], modality: CellModality.Features);
        MemoryCells All(string name) => new(name, ["NK", "B"], [[1, 2], [3, 4], [5, 6]], barcodes: ["a", "b", "other"], modality: CellModality.Features);
        foreach (Func<string, MemoryCells> table in new[] { One, All })
        {
            var error = Assert.Throws<BadDataException>(() => Read(new DiscoverParameters { Readouts = [] }, table("a"), table("b")));
            Assert.Equal("a", error.File);
            Assert.Contains("gpucqa associate", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Read_LotThatLacksGenes_IsAWarningThatNamesTheLot()
    {
        var told = new Told();
        string[] genes = [.. Enumerable.Range(0, 10).Select(g => $"g{g}")];
        float[][] rows = [[.. Enumerable.Repeat(1f, 10)]];
        MemoryCells[] sources = [Cells("x1.h5", genes, rows), Cells("x2.h5", genes, rows), Cells("x3.h5", genes[..5], [[1, 1, 1, 1, 1]])];
        CohortReader.Read(Device(), new CohortInput([Lot("L1"), Lot("L2"), Lot("L3")], [.. sources.Select((s, i) => new CellInput(s, i))]), Open, told, CancellationToken.None);
        Assert.Single(told.Warnings, w => w.StartsWith("lot 'L3' shares 5 of the 10 genes that the other 2 share", StringComparison.Ordinal));
    }

    private sealed class Told : StepProgress
    {
        public List<string> Warnings { get; } = [];

        public override void Warn(string message) => Warnings.Add(message);
    }

    private static MemoryCells Cells(string path, string[] genes, float[][] rows) => new(path, genes, rows);

    private static CohortCells Read(DiscoverParameters parameters, params MemoryCells[] sources) => CohortReader.Read(
        Device(), new CohortInput(sources.Select(s => Lot(s.Path)).ToArray(), sources.Select((s, i) => new CellInput(s, i)).ToArray()), parameters, StepProgress.None, CancellationToken.None);

    private static CsrMatrix<float> Rows(CohortCells cohort) => cohort.Cells.Blocks[0];

    private static ComputeDevice Device() => TestDevice;

    private static readonly ComputeDevice TestDevice = ComputeDevices.Open("cpu", null);

    private static LotInput Lot(string name) => new(new Lot(name, name, "train", null, null, null, null, new Dictionary<string, string>()), []);
}
