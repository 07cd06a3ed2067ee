using GpuCqa.Analysis.Cells;
using GpuCqa.Analysis.Mapping;
using GpuCqa.Analysis.Populations;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using GpuCqa.Core.Randomness;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Analysis.Tests.Mapping;

public class QueryReaderTests
{
    private static readonly Lazy<SmallReference> Made = new(() => new SmallReference(5));

    private static SmallReference Reference => Made.Value;

    [Fact]
    public void Read_TrainLots_GiveTheReferencesBits()
    {
        IReadOnlyList<QueryLot> lots = Reference.ReadAll([.. Reference.Sources.Select((s, l) => ($"L{l}", s))]);
        int cell = 0;
        foreach (QueryLot lot in lots)
        {
            for (int c = 0; c < lot.Count; c++, cell++)
            {
                Assert.Equal(Reference.Model.Cells.Barcodes[cell], lot.Barcodes[c]);
                Assert.Equal(Reference.Model.Cells.TotalCounts[cell], lot.Totals[c]);
                Assert.Equal(Reference.Model.Projections.Row(cell).ToArray(), lot.Projection.Row(c).ToArray());
                Assert.Equal(Reference.Model.StoredValues.Whole().RowValues(cell).ToArray(), lot.Stored.RowValues(c).ToArray());
            }

            Assert.DoesNotContain(false, lot.Present);
        }

        Assert.Equal(Reference.Model.Cells.Count, cell);
        Assert.Equal(Reference.Model.Lots.Select(l => l with { Readouts = [] }).Select(l => l.ToString()), lots.Select(l => (l.Lot with { Readouts = [] }).ToString()));
    }

    [Fact]
    public void Read_GenesInAnotherOrderAmongOthers_ChangeNoByte()
    {
        QueryLot plain = Reference.Read(Reference.Source(9));
        MemoryCells source = Reference.Source(9);
        int[] order = [.. Enumerable.Range(0, SmallReference.Genes).Select(g => (g * 7) % SmallReference.Genes)];
        float[][] rows = Reference.Rows(9);
        var other = new MemoryCells("L9.h5", ["EXTRA", .. order.Select(g => source.Features.Ids[g] + ".4")], [.. rows.Select(r => (float[])[50, .. order.Select(g => r[g])])], Names(rows.Length));
        AssertSame(plain, Reference.Read(other));
    }

    [Fact]
    public void Read_LotAloneAmongOthersOrInASharedFile_GivesTheSameBytes()
    {
        QueryLot alone = Reference.Read(Reference.Source(9), "b");
        IReadOnlyList<QueryLot> among = Reference.ReadAll([("a", Reference.Source(8, state: _ => 0)), ("b", Reference.Source(9)), ("c", Reference.Source(10, state: _ => 7))]);
        AssertSame(alone, among[1]);

        float[][][] rows = [Reference.Rows(8), Reference.Rows(9)];
        string[] genes = Reference.Source(8).Features.Ids;
        var mixed = new CountedReads("all.h5ad", genes, [.. Enumerable.Range(0, 240).Select(i => rows[i % 2][i / 2])], [.. Enumerable.Range(0, 240).Select(i => $"CELL{8 + (i % 2)}-{i / 2}")], [.. Enumerable.Range(0, 240).Select(i => i % 2 == 0 ? "a" : "b")]);
        QueryLot[] shared = [.. new QueryReader(SmallReference.Device, Reference.Model).Read(new CohortInput([SmallReference.Lot("b", "test"), SmallReference.Lot("a", "other")], [new CellInput(mixed, -1)]), StepProgress.None)];
        AssertSame(alone, shared[0]);
        Assert.Equal(["b", "a"], shared.Select(l => l.Lot.Name));
        Assert.Equal(["test", "other"], shared.Select(l => l.Role));
        Assert.Equal(1, mixed.Reads);
    }

    [Fact]
    public void Read_OrderOfCells_ChangesNoCell()
    {
        float[][] rows = Reference.Rows(9);
        string[] names = Names(rows.Length);
        int[] order = [.. Enumerable.Range(0, rows.Length).Select(c => (c * 7) % 120)];
        QueryLot forth = Reference.Read(new MemoryCells("x", Reference.Source(9).Features.Ids, rows, names)),
            back = Reference.Read(new MemoryCells("x", Reference.Source(9).Features.Ids, [.. order.Select(c => rows[c])], [.. order.Select(c => names[c])]));
        var at = back.Barcodes.Select((b, i) => (b, i)).ToDictionary(p => p.b, p => p.i);
        Assert.Equal(forth.Count, back.Count);
        for (int c = 0; c < forth.Count; c++) Assert.Equal(forth.Projection.Row(c).ToArray(), back.Projection.Row(at[forth.Barcodes[c]]).ToArray());
        LabelTransfer there = Reference.Transfer(forth), again = Reference.Transfer(back);
        for (int r = 0; r < there.Labels.Length; r++)
        {
            for (int c = 0; c < forth.Count; c++) Assert.Equal(there.Labels[r][c], again.Labels[r][at[forth.Barcodes[c]]]);
        }
    }

    [Fact]
    public void Read_Query_LeavesTheReferenceAsItWas()
    {
        var model = Reference.Model;
        double[] means = [.. model.Pca.Means], deviations = [.. model.Pca.Deviations], loadings = [.. model.Pca.Loadings.Values], sums = [.. model.Soft.Sums.Values];
        float[] embedding = [.. model.Embedding.Values];
        // All of one state, ten times as deep: moments of its own would be far from the reference's.
        float[][] rows = [.. Reference.Rows(9, state: _ => 2).Select(r => r.Select(x => x * 10).ToArray())];
        QueryLot lot = Reference.Read(new MemoryCells("deep", Reference.Source(9).Features.Ids, rows));
        Reference.Transfer(lot);
        Assert.Equal(means, model.Pca.Means);
        Assert.Equal(deviations, model.Pca.Deviations);
        Assert.Equal(loadings, model.Pca.Loadings.Values);
        Assert.Equal(sums, model.Soft.Sums.Values);
        Assert.Equal(embedding, model.Embedding.Values);
        // The formula with the reference's moments alone, in float64.
        for (int c = 0; c < 5; c++)
        {
            float[] row = rows[int.Parse(lot.Barcodes[c].AsSpan(4), System.Globalization.CultureInfo.InvariantCulture)];
            double total = model.Genes.Ids.Sum(id => (double)row[int.Parse(id.AsSpan(4), System.Globalization.CultureInfo.InvariantCulture)]);
            for (int k = 0; k < lot.Projection.Columns; k++)
            {
                double sum = 0;
                for (int g = 0; g < model.Pca.Genes.Length; g++)
                {
                    double x = row[int.Parse(model.Genes.Ids[model.Pca.Genes[g]].AsSpan(4), System.Globalization.CultureInfo.InvariantCulture)];
                    sum += Math.Min(10, (Math.Log(1 + (x / total * 10_000)) - means[g]) / deviations[g]) * model.Pca.Loadings[g, k];
                }

                Close.Relative(sum, lot.Projection[c, k], 1e-6, 1e-5);
            }
        }
    }

    [Fact]
    public void Read_MissingGenes_DropOutOfTheSumAndAreTold()
    {
        int[] lacking = [.. Reference.Model.Pca.Genes.Skip(1).Take(20).Select(g => Reference.Model.Genes.Ids[g]).Select(id => int.Parse(id.AsSpan(4), System.Globalization.CultureInfo.InvariantCulture))];
        int[] kept = [.. Enumerable.Range(0, SmallReference.Genes).Except(lacking)];
        MemoryCells whole = Reference.Source(9);
        var told = new Told();
        QueryLot lot = Reference.Read(new MemoryCells("cut", [.. kept.Select(g => whole.Features.Ids[g])], [.. Reference.Rows(9).Select(r => kept.Select(g => r[g]).ToArray())]), "cut", told);
        Assert.Equal(20, lot.Present.Count(p => !p));
        string warning = Assert.Single(told.Warnings);
        Assert.Contains("Lot 'cut' lacks 20 of the 240 genes of the reference, 20 of them selected ones", warning, StringComparison.Ordinal);
        // A cell at the reference's mean in every gene that is missing.
        var pca = Reference.Model.Pca;
        for (int k = 0; k < lot.Projection.Columns; k++)
        {
            double sum = 0;
            for (int g = 0; g < pca.Genes.Length; g++)
            {
                if (!lot.Present[g]) continue;
                int at = lot.Stored.RowIndices(0).IndexOf(g);
                double x = at < 0 ? 0 : Math.Log(1 + (lot.Stored.RowValues(0)[at] / lot.Totals[0] * 10_000));
                sum += Math.Min(10, (x - pca.Means[g]) / pca.Deviations[g]) * pca.Loadings[g, k];
            }

            Close.Relative(sum, lot.Projection[0, k], 1e-6, 1e-5);
        }
    }

    [Fact]
    public void Read_OtherGenes_AreRefusedWithNamesOfBothSides()
    {
        MemoryCells source = Reference.Source(9);
        var error = Assert.Throws<BadDataException>(() => Reference.Read(new MemoryCells("mouse.h5", [.. source.Features.Ids.Select(i => "M" + i)], Reference.Rows(9)), "m"));
        Assert.Equal("mouse.h5", error.File);
        Assert.Contains("lot 'm' has 0 of the 90 genes", error.Message, StringComparison.Ordinal);
        Assert.Contains("'MENSG00000000'", error.Message, StringComparison.Ordinal);
        Assert.Contains($"'{Reference.Model.Genes.Ids[Reference.Model.Pca.Genes[0]]}'", error.Message, StringComparison.Ordinal);
        // Half of the genes is the floor.
        int[] some = [.. Reference.Model.Pca.Genes.Take(40).Select(g => Array.IndexOf(source.Features.Ids, Reference.Model.Genes.Ids[g]))];
        Assert.Throws<BadDataException>(() => Reference.Read(new MemoryCells("few", [.. some.Select(g => source.Features.Ids[g])], [.. Reference.Rows(9).Select(r => some.Select(g => r[g]).ToArray())])));
    }

    [Fact]
    public void Read_OtherIdsButTheSameNames_AreMatchedByNames()
    {
        var named = Reference.Model with { Genes = Reference.Model.Genes with { Names = [.. Reference.Model.Genes.Ids.Select(i => "S" + i)] } };
        var told = new Told();
        MemoryCells source = Reference.Source(9);
        var symbols = new MemoryCells("symbols", [.. source.Features.Ids.Select(i => "S" + i)], Reference.Rows(9), Names(120));
        QueryLot lot = Assert.Single(new QueryReader(SmallReference.Device, named).Read(new CohortInput([SmallReference.Lot("s", "test")], [new CellInput(symbols, 0)]), told));
        Assert.Equal(Reference.Read(Reference.Source(9)).Projection.Values, lot.Projection.Values);
        Assert.Contains(told.Notes, n => n.Contains("matched by names", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_Logarithms_AreRefusedByCellAndGene()
    {
        float[][] rows = [.. Reference.Rows(9).Select(r => r.Select(x => MathF.Log(1 + x)).ToArray())];
        var error = Assert.Throws<BadDataException>(() => Reference.Read(new MemoryCells("log.h5ad", Reference.Source(9).Features.Ids, rows)));
        Assert.Contains("log.h5ad: cell 'cell0', gene 'ENSG", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        Assert.Throws<BadDataException>(() => Reference.Read(new MemoryCells("negative", Reference.Source(9).Features.Ids, [.. Reference.Rows(9).Select(r => r.Select(x => -x).ToArray())])));
        var kind = Assert.Throws<BadDataException>(() => Reference.Read(new MemoryCells("image.csv", Reference.Source(9).Features.Ids, Reference.Rows(9), modality: CellModality.Features)));
        Assert.Contains("measurements", kind.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_EmptyOrUnfitLot_IsNamed()
    {
        var empty = Assert.Throws<BadDataException>(() => Reference.Read(new MemoryCells("none.h5", Reference.Source(9).Features.Ids, []), "e"));
        Assert.Contains("lot 'e' has no cells", empty.Message, StringComparison.Ordinal);
        var none = Assert.Throws<PreconditionException>(() => Reference.Read(new MemoryCells("zero.h5", Reference.Source(9).Features.Ids, [new float[SmallReference.Genes], new float[SmallReference.Genes]]), "z"));
        Assert.Contains("Lot 'z': none of its 2 cells passes QC", none.Message, StringComparison.Ordinal);
        var twice = Assert.Throws<BadDataException>(() => Reference.Read(new MemoryCells("twice.h5", Reference.Source(9).Features.Ids, Reference.Rows(9, 2), ["AAA", "AAA"])));
        Assert.Contains("'AAA'", twice.Message, StringComparison.Ordinal);
        var lost = Assert.Throws<NotFoundException>(() => new QueryReader(SmallReference.Device, Reference.Model).Read(
            new CohortInput([SmallReference.Lot("b", "test")], [new CellInput(new MemoryCells("all", Reference.Source(9).Features.Ids, Reference.Rows(9, 2), groups: ["x", "x"]), -1)]), StepProgress.None).ToList());
        Assert.Contains("'b'", lost.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OneCell_IsMapped()
    {
        QueryLot lot = Reference.Read(Reference.Source(9, 1));
        Assert.Equal(1, lot.Count);
        Assert.Single(Reference.Transfer(lot).Labels[0]);
    }

    [Fact]
    public void Read_QualityControl_FollowsTheLotAndTheReferencesRules()
    {
        // A lot ten times deeper than the train lots keeps its cells, and loses the one that is far below its own median.
        float[][] rows = [.. Reference.Rows(9).Select((r, c) => r.Select(x => c == 3 ? MathF.Floor(x / 3) : x * 10).ToArray())];
        var told = new Told();
        QueryLot lot = Reference.Read(new MemoryCells("deep", Reference.Source(9).Features.Ids, rows), "deep", told);
        Assert.DoesNotContain("cell3", lot.Barcodes);
        Assert.InRange(lot.Count, 110, 119);
        Assert.Contains(told.Warnings, w => w.Contains("more deeply than the train lots", StringComparison.Ordinal));
        // Given limits hold for every lot alike.
        var strict = Reference.Model with { Parameters = Reference.Model.Parameters with { MinCounts = 1e5 } };
        Assert.Throws<PreconditionException>(() => new QueryReader(SmallReference.Device, strict).Read(new CohortInput([SmallReference.Lot("n", "test")], [new CellInput(Reference.Source(9), 0)]), StepProgress.None).ToList());
    }

    [Fact]
    public void Read_CellsOfTheReference_AreWarnedOfWhateverTheirNames()
    {
        var told = new Told();
        QueryLot lot = Reference.Read(new MemoryCells("copy", Reference.Source(2).Features.Ids, [.. Reference.Rows(2).Reverse()]), "copy", told);
        Assert.Equal(lot.Count, lot.CellsOfReference);
        Assert.Contains(told.Warnings, w => w.Contains("of train lot 'L2' of the reference, value for value", StringComparison.Ordinal));
        told.Warnings.Clear();
        Assert.Equal(0, Reference.Read(Reference.Source(9), "fresh", told).CellsOfReference);
        Assert.Empty(told.Warnings);
        Reference.ReadAll([("a", Reference.Source(9)), ("b", Reference.Source(9))], told);
        Assert.Contains(told.Warnings, w => w.Contains("'a'", StringComparison.Ordinal) && w.Contains("'b'", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_MeasureOverAllGenes_SeesEveryCellOnce()
    {
        var reader = new QueryReader(SmallReference.Device, Reference.Model, (block, measured) =>
        {
            Assert.Equal(Reference.Model.Genes.Count, block.Columns);
            Assert.All(measured, Assert.True);
            return [.. Enumerable.Range(0, block.Rows).Select(r => (double)block.RowValues(r).Length)];
        });
        QueryLot lot = Assert.Single(reader.Read(new CohortInput([SmallReference.Lot("n", "test")], [new CellInput(Reference.Source(9), 0)]), StepProgress.None));
        Assert.Equal(lot.DetectedGenes.Select(g => (double)g), lot.Strangeness);
    }

    [Fact]
    public void Read_ImageFeatures_AreTakenAsTheyAre()
    {
        DiscoverParameters parameters = new() { Readouts = [], Components = 3, Dimensions = 3, Resolutions = [0.5], LayoutEpochs = 5 };
        string[] names = ["area", "round", "shift", "texture"];
        float[][] cells(ulong seed) => [.. Enumerable.Range(0, 60).Select(c => names.Select((_, f) => (float)(new Philox(seed, RandomPurpose.Test, (ulong)((c * 4) + f)).NextNormal() + (c % 2 == f ? 9 : 0))).ToArray())];
        MemoryCells[] train = [new("a.csv", names, cells(1), modality: CellModality.Features), new("b.csv", names, cells(2), modality: CellModality.Features)];
        var map = PopulationMapper.Run(SmallReference.Device, new CohortInput([SmallReference.Lot("a", "train"), SmallReference.Lot("b", "train")], [new CellInput(train[0], 0), new CellInput(train[1], 1)]), parameters, StepProgress.None, CancellationToken.None);
        var model = SmallReference.Freeze(map, parameters);
        QueryLot lot = Assert.Single(new QueryReader(SmallReference.Device, model).Read(new CohortInput([SmallReference.Lot("b", "test")], [new CellInput(train[1], 0)]), StepProgress.None));
        Assert.Equal(60, lot.Count);
        for (int c = 0; c < 60; c++) Assert.Equal(model.Projections.Row(60 + c).ToArray(), lot.Projection.Row(c).ToArray());
    }

    private static string[] Names(int cells) => [.. Enumerable.Range(0, cells).Select(c => $"CELL9-{c}")];

    private static void AssertSame(QueryLot expected, QueryLot found)
    {
        Assert.Equal(expected.Barcodes, found.Barcodes);
        Assert.Equal(expected.Totals, found.Totals);
        Assert.Equal(expected.DetectedGenes, found.DetectedGenes);
        Assert.Equal(expected.Projection.Values, found.Projection.Values);
        Assert.Equal(expected.Stored.Values, found.Stored.Values);
        Assert.Equal(expected.Stored.ColumnIndices, found.Stored.ColumnIndices);
        Assert.Equal(expected.Lot.ToString(), (found.Lot with { Readouts = expected.Lot.Readouts }).ToString());
    }

    private sealed class CountedReads(string path, string[] genes, float[][] rows, string[] barcodes, string[] groups) : CellSource
    {
        private readonly MemoryCells inner = new(path, genes, rows, barcodes, groups);

        public int Reads { get; private set; }

        public override string Path => path;

        public override FeatureTable Features => inner.Features;

        public override CellModality Modality => CellModality.Counts;

        public override long? CellCount => rows.Length;

        public override IEnumerable<CellBlock> ReadBlocks(int maxCells, CancellationToken cancellation = default)
        {
            Reads++;
            return inner.ReadBlocks(maxCells, cancellation);
        }
    }
}
