using GpuCqa.Analysis.Cells;
using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using GpuCqa.Pipelines.Primitives;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Pipelines.Tests.Primitives;

public sealed class DatasetReaderTests : IDisposable
{
    private static readonly DiscoverParameters Given = new() { Readouts = [], MinGenes = 20, MaxGenes = 34, MinCounts = 30, MaxMitoPercent = 100, MinCells = 1_000 };

    private readonly TemporaryFolder folder = new();
    private readonly CpuDevice device = new(2);

    [Theory]
    [InlineData(0)]
    [InlineData(1L << 30)]
    public void Cells_WithinLimits_AreThoseOfADiscovery(long held)
    {
        float[][] rows = TestCells.Counts(9_000, 60, 3);
        var lot = new Lot("a", "memory", Lot.TrainRole, null, null, null, null, new Dictionary<string, string>());
        CohortCells expected = CohortReader.Read(device, new CohortInput([new LotInput(lot, [])], [new CellInput(TestCells.Source(rows), 0)]), Given, StepProgress.None, CancellationToken.None);
        var limits = new CellLimits { MinGenes = 20, MaxGenes = 34, MinCounts = 30, MinCells = 1_000 };
        using DatasetCells found = DatasetReader.Read(TestCells.Work(folder, device, held), TestCells.Source(rows), limits, CellModality.Counts, Given);
        Assert.InRange(found.Store.Count, 1_000, 8_999);
        Assert.InRange(found.Store.Genes.Count, 30, 59);
        Assert.Equal(expected.Cells.Barcodes, found.Store.Barcodes);
        Assert.Equal(expected.Cells.Genes.Ids, found.Store.Genes.Ids);
        Assert.Equal(expected.Cells.Totals, found.Store.Totals);
        Assert.Equal(expected.Cells.DetectedGenes, found.Store.DetectedGenes);
        Assert.Equal(expected.Cells.Blocks.SelectMany(b => b.Values), found.Store.Blocks.SelectMany(b => b.Values));
        Assert.Equal(expected.Cells.Blocks.Select(b => b.Rows), found.Store.Blocks.Select(b => b.Rows));
        Assert.Equal(9_000, found.Read);
    }

    [Fact]
    public void Cells_WithoutLimits_AreAll()
    {
        float[][] rows = TestCells.Counts(50, 30, 4);
        rows[7] = new float[30];
        using DatasetCells found = DatasetReader.Read(TestCells.Work(folder, device), TestCells.Source(rows), new CellLimits(), CellModality.Counts, Given);
        Assert.Equal(50, found.Store.Count);
        Assert.Equal(30, found.Store.Genes.Count);
        Assert.Equal(0, found.Store.Totals[7]);
    }

    [Fact]
    public void Cells_AllBeyondTheLimits_AreAPrecondition()
    {
        MemoryCells source = TestCells.Source(TestCells.Counts(50, 30, 4));
        Workplace work = TestCells.Work(folder, device, 0);
        Assert.Throws<PreconditionException>(() => DatasetReader.Read(work, source, new CellLimits { MinCounts = 1e6 }, CellModality.Counts, Given));
        Assert.Throws<PreconditionException>(() => DatasetReader.Read(work, source, new CellLimits { MinCells = 51 }, CellModality.Counts, Given));
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Features_ById_OrOneOfAName()
    {
        var features = new FeatureTable(["E1", "E2", "E3"], ["A", "B", "B"]);
        Assert.Equal([2, 0], FeatureChoice.Of("genes", features, ["E3", "A"]));
        Assert.Equal([0, 1, 2], FeatureChoice.Of("genes", features, []));
        Assert.Contains("genes names 'C'", Assert.Throws<NotFoundException>(() => FeatureChoice.Of("genes", features, ["C"])).Message, StringComparison.Ordinal);
        Assert.Contains("'E2'", Assert.Throws<InvalidParameterException>(() => FeatureChoice.Of("genes", features, ["B"])).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidParameterException>(() => FeatureChoice.Of("genes", features, ["A", "E1"]));
    }

    public void Dispose()
    {
        device.Dispose();
        folder.Dispose();
    }
}
