using System.Globalization;
using GpuCqa.Analysis.Anchors;
using GpuCqa.Analysis.Genes;
using GpuCqa.Analysis.Mapping;
using GpuCqa.Analysis.Results;
using GpuCqa.Compute;
using GpuCqa.Core.Matrices;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Analysis.Tests.Anchors;

/// <summary>Mapping by anchors against runs of Seurat 4.3.0 on public data, given the embedding it used.</summary>
public class SharedGoldenTests
{
    private static readonly CpuDevice Device = new(2);

    /// <summary>Five cell lines, three plates of CEL-seq2 as reference, Drop-seq and CEL-seq2 as query. Seurat's neighbours were approximate (Annoy).</summary>
    [SharedDataFact]
    public void Mixology_SeuratsEmbedding_GivesItsAnchorsAndLabels()
    {
        GzipCsv embeddings = GzipCsv.Read(Golden("transfer_mixology/pcaproject_embeddings_ref_then_query"));
        DenseMatrix<float> all = SeuratCase.Single(SeuratCase.Numbers(embeddings));
        int references = embeddings.Rows.Count(r => r[0].EndsWith("_reference", StringComparison.Ordinal));
        DenseMatrix<float> reference = Slice(all, 0, references), query = Slice(all, references, all.Rows);
        GzipCsv predictions = GzipCsv.Read(Golden("transfer_mixology/transfer_predictions"));
        string[] classes = [.. predictions.Header.Where(h => h.StartsWith("prediction.score.", StringComparison.Ordinal) && h != "prediction.score.max").Select(h => h["prediction.score.".Length..])];
        Dictionary<string, string> line = Enumerable.Range(1, 3).SelectMany(p => Lines($"sc_celseq2_5cl_p{p}")).ToDictionary();
        int[] labels = [.. embeddings.Rows.Take(references).Select(r => Array.IndexOf(classes, line[r[0].Replace("_reference", "", StringComparison.Ordinal)]))];

        LabelTransfer found = Map(reference, labels, classes.Length, query, new AnchorParameters());
        GzipCsv anchors = GzipCsv.Read(Golden("transfer_mixology/anchors"));
        Dictionary<(int, int), double> expected = anchors.Rows.ToDictionary(r => (Whole(r[0]) - 1, Whole(r[1]) - 1), r => double.Parse(r[2], CultureInfo.InvariantCulture));
        Dictionary<(int, int), double> ours = found.Anchors!.ToDictionary(a => (a.Reference, a.Query), a => a.Score);
        double kept = expected.Keys.Count(ours.ContainsKey) / (double)expected.Count;
        Assert.True(kept >= 0.999, $"{kept:0.0000} of Seurat's {expected.Count} anchors, {ours.Count} here");

        // The quantiles that scale the scores moved with Seurat's approximate lists, so that few of its scores are the exact ones; with nn.method = "rann" (seurat/mixology.R) all are.
        Assert.All(expected, a => Assert.True(!ours.TryGetValue(a.Key, out double score) || Math.Abs(score - a.Value) < 0.15));
        GzipCsv exact = GzipCsv.Read(SeuratCase.Path("mixology_exact_anchors"));
        Assert.Equal(exact.Rows.Select(r => (Whole(r[0]) - 1, Whole(r[1]) - 1)), found.Anchors!.Select(a => (a.Reference, a.Query)));
        Close.Relative(exact.Numbers("score"), found.Anchors!.Select(a => a.Score), 0, 1e-6);
        GzipCsv summary = GzipCsv.Read(Golden("transfer_mixology/summary_truth_vs_pred"));
        string[] predicted = [.. found.Labels[0].Select(l => classes[l])], theirs = summary.Text("predicted");
        int same = predicted.Zip(theirs).Count(p => p.First == p.Second);
        Assert.True(same >= 0.995 * theirs.Length, $"{same} of {theirs.Length} labels");
        Assert.Equal(summary.Text("truth"), predicted);
        double[] scores = predictions.Numbers("prediction.score.max");
        int agreeing = scores.Zip(found.Scores[0]).Count(s => Math.Abs(s.First - s.Second) <= 1e-6);
        Assert.True(agreeing >= 0.995 * scores.Length, $"{agreeing} of {scores.Length} scores within 1e-6");
    }

    /// <summary>The first 50 cells of pbmc_small as reference, the last 30 as query; exact neighbours (RANN), the principal components of prcomp computed here.</summary>
    [SharedDataFact]
    public void PbmcSmall_ExactNeighbours_GiveTheSameAnchorsScoresAndPredictions()
    {
        GzipCsv normalized = GzipCsv.Read(Golden("pbmc_small/lognorm_shipped"));
        (DenseMatrix<float> reference, DenseMatrix<float> query) = PbmcSmall(SeuratCase.Numbers(normalized), SeuratCase.Numbers(GzipCsv.Read(SharedData.Path("pbmc_small/counts_genes_by_cells.csv.gz"))));
        GzipCsv meta = GzipCsv.Read(SharedData.Path("pbmc_small/meta.csv.gz")), predictions = GzipCsv.Read(Golden("pbmc_small/transfer_predictions"));
        string[] classes = [.. predictions.Header.Where(h => h.StartsWith("prediction.score.", StringComparison.Ordinal) && h != "prediction.score.max").Select(h => h["prediction.score.".Length..])];
        int[] labels = [.. meta.Text("RNA_snn_res.1").Take(50).Select(l => Array.IndexOf(classes, l))];

        LabelTransfer found = Map(reference, labels, classes.Length, query, new AnchorParameters { KScore = 10, KWeight = 10 });
        GzipCsv anchors = GzipCsv.Read(Golden("pbmc_small/transfer_anchors_first50_to_last30"));
        Assert.Equal(anchors.Rows.Select(r => (Whole(r[0]) - 1, Whole(r[1]) - 1)), found.Anchors!.Select(a => (a.Reference, a.Query)));
        Close.Relative(anchors.Numbers("score"), found.Anchors!.Select(a => a.Score), 0, 1e-6);
        Assert.Equal(predictions.Text("predicted.id"), found.Labels[0].Select(l => classes[l]));
        Close.Relative(predictions.Numbers("prediction.score.max"), found.Scores[0], 0, 1e-6);
    }

    private static LabelTransfer Map(DenseMatrix<float> reference, int[] labels, int classes, DenseMatrix<float> query, AnchorParameters parameters)
    {
        var none = new DenseMatrix<double>(0, reference.Columns);
        using AnchorReference prepared = AnchorReference.Of(
            Device, SeuratCase.Model(reference, reference, labels, classes, new int[reference.Rows], none, Empty(reference.Rows), new double[reference.Rows]));
        return AnchorTransfer.Run(Device, prepared, SeuratCase.Lot("Q", query, Empty(query.Rows), new double[query.Rows]), parameters, CancellationToken.None);
    }

    // FindVariableFeatures(nfeatures = 100) on the first 50 cells, ScaleData, prcomp (which centres again after clipping), projection with the reference's moments.
    private static (DenseMatrix<float> Reference, DenseMatrix<float> Query) PbmcSmall(DenseMatrix<double> normalized, DenseMatrix<double> counts)
    {
        const int references = 50, components = 10;
        int[] genes = Variable(counts, references, 100);
        double[] means = [.. genes.Select(g => normalized.Row(g)[..references].ToArray().Average())];
        double[] deviations = [.. genes.Select((g, i) => Math.Sqrt(normalized.Row(g)[..references].ToArray().Sum(x => (x - means[i]) * (x - means[i])) / (references - 1)))];
        double Scaled(int i, int cell) => deviations[i] > 0 ? Math.Min(10, (normalized[genes[i], cell] - means[i]) / deviations[i]) : 0;
        var centred = new DenseMatrix<double>(references, genes.Length);
        for (int i = 0; i < genes.Length; i++)
        {
            double mean = Enumerable.Range(0, references).Average(c => Scaled(i, c));
            for (int c = 0; c < references; c++) centred[c, i] = Scaled(i, c) - mean;
        }

        DenseMatrix<double> loadings = Device.SymmetricEigen(Device.Gemm(centred, centred, transposeLeft: true), components, 1).Vectors;
        DenseMatrix<double> reference = Device.Gemm(centred, loadings);
        var query = new DenseMatrix<double>(normalized.Columns - references, genes.Length);
        for (int c = 0; c < query.Rows; c++)
        {
            for (int i = 0; i < genes.Length; i++) query[c, i] = Scaled(i, references + c);
        }

        return (SeuratCase.Single(reference), SeuratCase.Single(Device.Gemm(query, loadings)));
    }

    private static int[] Variable(DenseMatrix<double> counts, int cells, int wanted)
    {
        int genes = counts.Rows;
        double[][] rows = [.. Enumerable.Range(0, genes).Select(g => counts.Row(g)[..cells].ToArray())];
        double[] means = [.. rows.Select(r => r.Average())], variances = [.. rows.Select((r, g) => r.Sum(x => (x - means[g]) * (x - means[g])) / (cells - 1))];
        double[] expected = VarianceStabilization.ExpectedVariances(means, variances);
        double[] squares = [.. rows.Select((r, g) => r.Where(x => x != 0).Sum(x => Math.Pow(Math.Min(Math.Sqrt(cells), (x - means[g]) / Math.Sqrt(expected[g])), 2)))];
        long[] zeros = [.. rows.Select(r => r.LongCount(x => x == 0))];
        double[] standardized = VarianceStabilization.StandardizedVariances(squares, zeros, means, expected, cells);
        return VarianceStabilization.Select([.. standardized.Select((v, g) => new VariableGene(g, means[g], variances[g], expected[g], v))], wanted);
    }

    private static IEnumerable<KeyValuePair<string, string>> Lines(string set)
    {
        GzipCsv meta = GzipCsv.Read(SharedData.Path($"sc_mixology_5cl/{set}.metadata.csv.gz"));
        // R writes no name over the column of row names, and read.csv shifts the header then.
        int at = meta.Column("cell_line_demuxlet") + (meta.Header.Length < meta.Rows[0].Length ? 1 : 0);
        return meta.Rows.Select(r => KeyValuePair.Create($"{set}|{r[0]}", r[at]));
    }

    private static CsrMatrix<float> Empty(int rows) => new(rows, 0, new long[rows + 1], [], []);

    private static DenseMatrix<float> Slice(DenseMatrix<float> matrix, int first, int last) => SeuratCase.Rows(matrix, [.. Enumerable.Range(first, last - first)]);

    private static int Whole(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static string Golden(string name) => SharedData.Path($"reference_seurat/{name}.csv.gz");
}
