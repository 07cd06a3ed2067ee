using GpuCqa.Api.V1;
using GpuCqa.Core.Matrices;
using GpuCqa.Pipelines.References;
using GpuCqa.Service.Tests.Errors;
using GpuCqa.Service.Tests.Hosting;
using GpuCqa.Testing;
using Grpc.Core;
using Xunit;
using Verdict = GpuCqa.Api.V1.CellVerdict;

namespace GpuCqa.Service.Tests.References;

/// <summary>Labels of a few cells of a loaded reference.</summary>
public class LabelTests(RunningService service) : IClassFixture<RunningService>
{
    private readonly ReferenceCalls calls = new(service.Channel);

    [Fact]
    public async Task Cells_OfTheTrainLots_GetTheirLabelsHoweverTheyAreBatched()
    {
        (Reference reference, GpuCqa.Analysis.References.ReferenceModel model) = await Loaded();
        LabelCellsResponse all = await Label(reference, Rows(model.StoredValues.Whole(), Enumerable.Range(0, model.Cells.Count)), Ids(model));
        Assert.Equal((reference.ReferenceSha256, model.StoredGenes.Length), (all.ReferenceSha256, all.GenesMeasured));
        Assert.Equal(model.Clusterings.Select(c => c.Resolution), all.Resolutions.Select(r => r.Resolution));
        for (int r = 0; r < all.Resolutions.Count; r++)
        {
            ResolutionLabels labels = all.Resolutions[r];
            int[] own = model.Clusterings[r].Labels;
            int right = own.Where((label, c) => labels.NearestClusters[c] == label).Count();
            Assert.True(right > 0.9 * own.Length, $"{right} of {own.Length} at {labels.Resolution}");
            Assert.All(Enumerable.Range(0, own.Length), c => Assert.Equal(labels.Verdicts[c] == Verdict.Mapped ? labels.NearestClusters[c] : -1, labels.Clusters[c]));
            Assert.True(labels.Verdicts.Count(v => v == Verdict.Mapped) > 0.9 * own.Length);
            Assert.InRange(labels.LeftOutRefused, 0, 0.2);
            Assert.InRange(labels.LeftOutAgreement, 0.8, 1);
        }

        // Backwards, in batches of seven, and one alone.
        int[] backwards = [.. Enumerable.Range(0, model.Cells.Count).Reverse()];
        foreach (int[] batch in backwards.Chunk(7).Take(5).Append([17]))
        {
            LabelCellsResponse part = await Label(reference, Rows(model.StoredValues.Whole(), batch), Ids(model));
            for (int i = 0; i < batch.Length; i++)
            {
                Assert.Equal(all.Distances[batch[i]], part.Distances[i]);
                for (int r = 0; r < all.Resolutions.Count; r++)
                {
                    (ResolutionLabels a, ResolutionLabels b) = (all.Resolutions[r], part.Resolutions[r]);
                    Assert.Equal((a.Clusters[batch[i]], a.Scores[batch[i]], a.Margins[batch[i]], a.Verdicts[batch[i]]), (b.Clusters[i], b.Scores[i], b.Margins[i], b.Verdicts[i]));
                }
            }
        }
    }

    [Fact]
    public async Task Genes_InAnotherOrderAndAmongOthers_ChangeNothing()
    {
        (Reference reference, GpuCqa.Analysis.References.ReferenceModel model) = await Loaded();
        int[] cells = [3, 50, 100, 200];
        string[] ids = Ids(model);
        LabelCellsResponse straight = await Label(reference, Rows(model.StoredValues.Whole(), cells), ids);
        // Every gene at the mirrored place, and one between that the reference lacks.
        string[] mirrored = [.. ids.Reverse().SelectMany(id => new[] { id, "other-" + id })];
        var rows = new SparseRows { RowOffsets = { 0 } };
        foreach (int c in cells)
        {
            (int Gene, float Value)[] entries = [.. model.StoredValues.Whole().RowIndices(c).ToArray().Zip(model.StoredValues.Whole().RowValues(c).ToArray()).Select(e => (2 * (ids.Length - 1 - e.First), e.Second)).Append((1, 5f)).OrderBy(e => e.Item1)];
            rows.GeneIndices.Add(entries.Select(e => (uint)e.Gene));
            rows.Values.Add(entries.Select(e => e.Value));
            rows.RowOffsets.Add(rows.Values.Count);
        }

        Assert.Equal(straight, await Label(reference, rows, mirrored));
    }

    [Fact]
    public async Task Cells_WithoutCountsAndStrange_AreNotMapped()
    {
        (Reference reference, GpuCqa.Analysis.References.ReferenceModel model) = await Loaded();
        // A known cell, none, zeros written out, and one that no lot has: all counts of one gene.
        int genes = model.Genes.Count;
        SparseRows rows = Rows(Whole(model), [5]);
        rows.RowOffsets.Add(rows.Values.Count);
        rows.GeneIndices.Add([0u, 1u]);
        rows.Values.Add([0f, 0f]);
        rows.RowOffsets.Add(rows.Values.Count);
        rows.GeneIndices.Add(0u);
        rows.Values.Add(1000f);
        rows.RowOffsets.Add(rows.Values.Count);
        LabelCellsResponse labels = await Label(reference, rows, []);
        Assert.Equal(genes, labels.GenesMeasured);
        foreach (ResolutionLabels at in labels.Resolutions)
        {
            Assert.Equal([Verdict.NoCounts, Verdict.NoCounts], at.Verdicts.Skip(1).Take(2));
            Assert.Equal([-1, -1, -1], at.Clusters.Skip(1));
            Assert.Equal(Verdict.NotInReference, at.Verdicts[3]);
            Assert.Equal(-1, at.NearestClusters[1]);
        }

        Assert.Equal([false, true, true, false], labels.Distances.Select(double.IsNaN));
    }

    public static TheoryData<string, Action<LabelCellsRequest>> Wrong => new()
    {
        { "cells is missing", r => r.Cells = null },
        { "row_offsets has 0", r => r.Cells.RowOffsets.Clear() },
        { "row_offsets has 4098", r => r.Cells.RowOffsets.Add(new long[4096]) },
        { "must begin with 0", r => r.Cells.RowOffsets[1] = 3 },
        { "must begin with 0", r => r.Cells.RowOffsets[0] = 1 },
        { "2 gene_indices and 1 values", r => r.Cells.Values.RemoveAt(1) },
        { "increasing order", r => r.Cells.GeneIndices[1] = 0 },
        { "there are 60 genes", r => r.Cells.GeneIndices[1] = 60 },
        { "there are 60 genes", r => r.Cells.GeneIndices[1] = uint.MaxValue },
        { "no logarithms", r => r.Cells.Values[1] = 1.5f },
        { "no logarithms", r => r.Cells.Values[1] = -1 },
        { "no logarithms", r => r.Cells.Values[1] = float.NaN },
        { "no logarithms", r => r.Cells.Values[1] = float.PositiveInfinity },
        { "twice", r => r.GeneIds.Add(["ENSG0", "ENSG1", "ENSG0"]) },
        { "twice", r => r.GeneIds.Add(["ENSG0", "X", "X"]) },
        { "None of the 2 gene_ids", r => r.GeneIds.Add(["a", "b"]) },
        { "there are 2 genes", r => { r.GeneIds.Add(["ENSG0", "ENSG1"]); r.Cells.GeneIndices[1] = 2; } },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Label_WrongCells_AreRefused(string said, Action<LabelCellsRequest> spoil)
    {
        (Reference reference, _) = await Loaded();
        var request = new LabelCellsRequest { Name = reference.Name, Cells = new SparseRows { RowOffsets = { 0, 2 }, GeneIndices = { 0, 1 }, Values = { 1, 2 } } };
        await calls.Client.LabelCellsAsync(request);
        spoil(request);
        Assert.Contains(said, await Refusal.Of(StatusCode.InvalidArgument, "INVALID_ARGUMENT", async () => await calls.Client.LabelCellsAsync(request)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Label_LargerThanItMayBe_SaysWhichLimit()
    {
        (Reference reference, _) = await Loaded();
        var request = new LabelCellsRequest { Name = reference.Name, GeneIds = { Enumerable.Repeat(new string('g', 1 << 20), 33) } };
        Assert.Contains("References:LabelBytes", await Refusal.Of(StatusCode.ResourceExhausted, "EXHAUSTED", async () => await calls.Client.LabelCellsAsync(request)), StringComparison.Ordinal);
        await Refusal.Of(StatusCode.NotFound, "NOT_FOUND", async () => await calls.Client.LabelCellsAsync(new LabelCellsRequest { Name = "projects/p/references/none" }));
    }

    private async Task<(Reference Reference, GpuCqa.Analysis.References.ReferenceModel Model)> Loaded()
    {
        Discovered found = await Discovered.Of(service.Channel);
        using var folder = new TemporaryFolder();
        foreach ((string path, byte[] bytes) in found.Files) File.WriteAllBytes(folder.File(path), bytes);
        Reference reference;
        try
        {
            reference = await calls.Get("projects/p/references/labels");
        }
        catch (RpcException error) when (error.StatusCode == StatusCode.NotFound)
        {
            reference = await calls.Upload("labels", found.Files);
        }

        return (reference, ReferenceFolder.Read(folder.Path));
    }

    private async Task<LabelCellsResponse> Label(Reference reference, SparseRows rows, string[] ids) => await calls.Client.LabelCellsAsync(new LabelCellsRequest { Name = reference.Name, Cells = rows, GeneIds = { ids } });

    private static string[] Ids(GpuCqa.Analysis.References.ReferenceModel model) => [.. model.StoredGenes.Select(g => model.Genes.Ids[g])];

    private static CsrMatrix<float> Whole(GpuCqa.Analysis.References.ReferenceModel model)
    {
        CsrMatrix<float> stored = model.StoredValues.Whole();
        int[] columns = Array.ConvertAll(stored.ColumnIndices, c => model.StoredGenes[c]);
        float[] values = [.. stored.Values];
        for (int r = 0; r < stored.Rows; r++) Array.Sort(columns, values, (int)stored.RowOffsets[r], (int)(stored.RowOffsets[r + 1] - stored.RowOffsets[r]));
        return new CsrMatrix<float>(stored.Rows, model.Genes.Count, stored.RowOffsets, columns, values);
    }

    private static SparseRows Rows(CsrMatrix<float> cells, IEnumerable<int> rows)
    {
        var message = new SparseRows { RowOffsets = { 0 } };
        foreach (int r in rows)
        {
            foreach (int gene in cells.RowIndices(r)) message.GeneIndices.Add((uint)gene);
            foreach (float value in cells.RowValues(r)) message.Values.Add(value);
            message.RowOffsets.Add(message.Values.Count);
        }

        return message;
    }
}
