using GpuCqa.Analysis.Anchors;
using GpuCqa.Analysis.Mapping;
using GpuCqa.Analysis.References;
using GpuCqa.Compute;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Randomness;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Analysis.Tests.Anchors;

public class AnchorTransferTests
{
    private static readonly CpuDevice Device = new(2);

    private static AnchorParameters Parameters { get; } = new() { KScore = 20, KWeight = 30, KFilter = 40 };

    [Theory]
    [InlineData("pcaproject")]
    [InlineData("cca")]
    public void Run_CellsInAnotherOrder_AreMappedTheSame(string reduction) => Seeds.Each(seed =>
    {
        var random = new Philox(seed, RandomPurpose.Test);
        int[] order = [.. Enumerable.Range(0, SeuratCase.Query.Count).Select(c => (Key: random.NextUInt64(), Cell: c)).OrderBy(p => p.Key).Select(p => p.Cell)];
        LabelTransfer straight = Map(SeuratCase.Reference, SeuratCase.Query, Parameters with { Reduction = reduction });
        LabelTransfer turned = Map(SeuratCase.Reference, SeuratCase.Reordered(SeuratCase.Query, order), Parameters with { Reduction = reduction });
        Assert.Equal(order.Select(c => straight.Labels[0][c]), turned.Labels[0]);
        Close.Relative(order.Select(c => straight.Scores[0][c]), turned.Scores[0], 1e-7, 1e-9);
        Close.Relative(order.Select(c => straight.MappingScores![c]), turned.MappingScores!, 1e-5);
        Assert.Equal(straight.Anchors!.Select(a => (a.Reference, a.Query)).Order(), turned.Anchors!.Select(a => (a.Reference, order[a.Query])).Order());
    });

    [Theory]
    [InlineData("pcaproject")]
    [InlineData("cca")]
    public void Run_AnyThreads_AreTheSameBits(string reduction)
    {
        using var one = new CpuDevice(1);
        using var four = new CpuDevice(4);
        LabelTransfer[] found = [.. new ComputeDevice[] { one, four }.Select(d => Map(SeuratCase.Reference, SeuratCase.Query, Parameters with { Reduction = reduction }, d))];
        Assert.Equal(found[0].Anchors!, found[1].Anchors!);
        Assert.Equal(found[0].Scores[0], found[1].Scores[0]);
        Assert.Equal(found[0].Embedding.Values, found[1].Embedding.Values);
        Assert.Equal(found[0].MappingScores!, found[1].MappingScores!);
    }

    [Theory]
    [InlineData("pcaproject")]
    [InlineData("cca")]
    public void Run_WithoutALot_IsTheReferenceWithoutItsCells(string reduction)
    {
        ReferenceModel model = SeuratCase.Reference;
        int[] rows = [.. Enumerable.Range(0, model.Cells.Count).Where(r => model.Cells.Lots[r] != 1)];
        CsrMatrix<float> values = model.StoredValues.Whole();
        var stored = new CsrRowBuffer<float>(values.Columns);
        foreach (int r in rows) stored.Append(values.RowIndices(r), values.RowValues(r));
        DenseMatrix<float> cells = SeuratCase.Rows(model.Projections, rows);
        ReferenceModel smaller = SeuratCase.Model(
            cells, cells, [.. rows.Select(r => model.Clusterings[0].Labels[r])], 5, new int[rows.Length], model.Pca.Loadings, stored.Take(), [.. rows.Select(r => model.Cells.TotalCounts[r])]);
        using AnchorReference without = AnchorReference.Of(Device, model, 1);
        LabelTransfer found = AnchorTransfer.Run(Device, without, SeuratCase.Query, Parameters with { Reduction = reduction }, CancellationToken.None);
        LabelTransfer expected = Map(smaller, SeuratCase.Query, Parameters with { Reduction = reduction });
        Assert.Equal(expected.Labels[0], found.Labels[0]);
        Assert.Equal(expected.Scores[0], found.Scores[0]);
        Assert.Equal(expected.Anchors!.Select(a => a with { Reference = rows[a.Reference] }), found.Anchors!);
        Assert.All(found.Anchors!, a => Assert.NotEqual(1, model.Cells.Lots[a.Reference]));
    }

    [Fact]
    public void Run_AlignedReference_CarriesCellsIntoItsEmbedding()
    {
        // An alignment that moves every cell alike moves every mapped cell by as much.
        ReferenceModel model = SeuratCase.Reference;
        ReferenceModel aligned = model with { Embedding = new DenseMatrix<float>(model.Embedding.Rows, 8, [.. model.Embedding.Values.Select((x, i) => x + (i % 8))]) };
        LabelTransfer plain = Map(model, SeuratCase.Query, Parameters), moved = Map(aligned, SeuratCase.Query, Parameters);
        Assert.Equal(plain.Anchors!, moved.Anchors!);
        Assert.Equal(plain.Labels[0], moved.Labels[0]);
        Close.Relative(plain.Embedding.Values.Select((x, i) => (double)x + (i % 8)), moved.Embedding.Values.Select(x => (double)x), 1e-5, 1e-5);
    }

    [Fact]
    public void Run_ReferenceUsedByManyLots_KeepsNothingOfThem()
    {
        using AnchorReference reference = AnchorReference.Of(Device, SeuratCase.Reference);
        QueryLot half = SeuratCase.Reordered(SeuratCase.Query, [.. Enumerable.Range(0, 70)]);
        LabelTransfer first = AnchorTransfer.Run(Device, reference, half, Parameters, CancellationToken.None);
        AnchorTransfer.Run(Device, reference, SeuratCase.Query, Parameters with { KScore = 30 }, CancellationToken.None);
        LabelTransfer again = AnchorTransfer.Run(Device, reference, half, Parameters, CancellationToken.None);
        Assert.Equal(first.Anchors!, again.Anchors!);
        Assert.Equal(first.Scores[0], again.Scores[0]);
        Assert.Null(first.MappingScores);
        Assert.Equal("70 cells, and mapping scores need 100", first.MappingScoresMissing);
    }

    [Fact]
    public void Run_TooFewCells_NamesLotFoundAndNeeded()
    {
        Assert.Equal("Lot Q cannot be mapped by anchors: it has 20 cells, and k.score 20 needs 21.", Refused(20, Parameters with { KFilter = 0 }));
        Assert.Equal("Lot Q cannot be mapped by anchors: it has 29 cells, and k.weight 30 needs 30.", Refused(29, Parameters));
        Assert.Equal("Lot Q cannot be mapped by anchors: it has 25 cells, and k.anchor 25 needs 26.", Refused(25, Parameters with { KAnchor = 25 }));
        Assert.Matches("^Lot Q cannot be mapped by anchors: it has [0-9]+ different cells in anchors, and k.weight 30 needs 30.$", Refused(34, Parameters with { KAnchor = 1 }));
        Assert.Equal("Lot Q cannot be mapped by anchors: it has 0 cells, and k.score 20 needs 21.", Refused(0, Parameters));
        using AnchorReference reference = AnchorReference.Of(Device, SeuratCase.Reference);
        var error = Assert.Throws<PreconditionException>(() => AnchorTransfer.Run(Device, reference, SeuratCase.Query, Parameters with { KScore = 20, KAnchor = 190, KWeight = 10 }, CancellationToken.None));
        Assert.Contains("it has 120 cells, and k.anchor 190 needs 191", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_ReferenceWithTooFewCells_SaysSo()
    {
        ReferenceModel model = SeuratCase.Reference;
        int[] lots = [.. Enumerable.Range(0, 180).Select(r => r < 15 ? 0 : 1)];
        ReferenceModel small = SeuratCase.Model(model.Projections, model.Embedding, model.Clusterings[0].Labels, 5, lots, model.Pca.Loadings, model.StoredValues.Whole(), model.Cells.TotalCounts);
        using AnchorReference reference = AnchorReference.Of(Device, small, 1);
        var error = Assert.Throws<PreconditionException>(() => AnchorTransfer.Run(Device, reference, SeuratCase.Query, Parameters, CancellationToken.None));
        Assert.Equal("Lot Q cannot be mapped by anchors: the reference without lot L1 has 15 cells, and 21 are needed for 20 neighbours.", error.Message);
    }

    [Fact]
    public void Run_LotWithoutTheGenes_IsRefusedByName()
    {
        QueryLot none = SeuratCase.Query with { Present = new bool[SeuratCase.Query.Present.Length] };
        Assert.StartsWith("Lot Q cannot be mapped by anchors: it has none of the genes with the largest loadings", Failure(none, Parameters), StringComparison.Ordinal);
        Assert.StartsWith("Lot Q cannot be mapped by anchors: 0 genes vary both", Failure(none, Parameters with { Reduction = "cca" }), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_Presets_SetTheFilter()
    {
        Assert.Equal(200, AnchorParameters.Of(new MapParameters()).KFilter);
        Assert.Equal(0, AnchorParameters.Of(new MapParameters { Preset = "seurat-v5" }).KFilter);
        Assert.Equal(7, AnchorParameters.Of(new MapParameters { Preset = "seurat-v5", KFilter = 7 }).KFilter);
        Assert.Equal(0, AnchorParameters.Of(new MapParameters { KFilter = 0 }).KFilter);
        Assert.Throws<InvalidParameterException>(() => AnchorParameters.Of(new MapParameters { Preset = "seurat-v3" }));
        Assert.Throws<InvalidParameterException>(() => AnchorParameters.Of(new MapParameters { Reduction = "rpca" }));
        Assert.Throws<InvalidParameterException>(() => AnchorParameters.Of(new MapParameters { KWeight = 1 }));
        Assert.Equal(2, new AnchorParameters { SdWeight = Math.Sqrt(2) }.Divisor, 1e-12);
    }

    [Fact]
    public void Run_FilterLargerThanTheQuery_IsOff()
    {
        LabelTransfer off = Map(SeuratCase.Reference, SeuratCase.Query, Parameters with { KFilter = 0 }), large = Map(SeuratCase.Reference, SeuratCase.Query, Parameters with { KFilter = 121 });
        Assert.Equal(off.Anchors!, large.Anchors!);
        Assert.True(Map(SeuratCase.Reference, SeuratCase.Query, Parameters).Anchors!.Count < off.Anchors!.Count);
    }

    [Fact]
    public void LabelVotes_NoVoteAndTies_HaveNoLabelAndTheFirst()
    {
        LabelVotes found = LabelVotes.Of(new DenseMatrix<double>(3, 3, [0, 0, 0, 0.5, 0, 0.5, 0.1, 0.7, 0.2]));
        Assert.Equal([-1, 0, 1], found.Labels);
        Assert.Equal([0, 0.5, 0.7], found.Scores);
        Close.Relative([0, 0, 0.5], found.Margins, 1e-15);
    }

    [Fact]
    public void Scaled_EqualQuantiles_GiveNoNaN()
    {
        Assert.Equal([1, 1, 1], AnchorSearch.Scaled([7, 7, 7]));
        Assert.Equal([1], AnchorSearch.Scaled([0]));
        Assert.Empty(AnchorSearch.Scaled([]));
        int[] mostly = [.. Enumerable.Repeat(5, 300), 9, 0];
        double[] scores = AnchorSearch.Scaled(mostly);
        Assert.Equal((1.0, 1.0, 0.0), (scores[0], scores[300], scores[301]));
    }

    [Fact]
    public void Run_Cancelled_Stops()
    {
        using AnchorReference reference = AnchorReference.Of(Device, SeuratCase.Reference);
        Assert.Throws<OperationCanceledException>(() => AnchorTransfer.Run(Device, reference, SeuratCase.Query, Parameters, new CancellationToken(true)));
    }

    private static string Refused(int cells, AnchorParameters parameters) => Failure(SeuratCase.Reordered(SeuratCase.Query, [.. Enumerable.Range(0, cells)]), parameters);

    private static string Failure(QueryLot query, AnchorParameters parameters) => Assert.Throws<PreconditionException>(() => Map(SeuratCase.Reference, query, parameters)).Message;

    private static LabelTransfer Map(ReferenceModel model, QueryLot query, AnchorParameters parameters, ComputeDevice? device = null)
    {
        using AnchorReference reference = AnchorReference.Of(device ?? Device, model);
        return AnchorTransfer.Run(device ?? Device, reference, query, parameters, CancellationToken.None);
    }
}
