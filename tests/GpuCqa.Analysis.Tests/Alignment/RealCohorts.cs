using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Matrices;
using GpuCqa.Formats;
using GpuCqa.Testing;

namespace GpuCqa.Analysis.Tests.Alignment;

/// <summary>Real cells in the space of their leading 30 components, by a short pipeline: log-normalize, 600 genes of largest dispersion, scale, PCA.</summary>
internal sealed record RealCohorts(DenseMatrix<float> Points, string[] Lots, string[] Types)
{
    private const int Genes = 600;
    private const int Components = 30;

    public static RealCohorts Interferon(Func<string, bool> sample)
    {
        string path = SharedData.Path("kang_example_ctrl_stim/kang_2donors_ctrl_stim.h5ad");
        CellBlock samples = Whole(path, "sample_id"), types = Whole(path, "cluster_id");
        int[] rows = Enumerable.Range(0, samples.Values.Rows).Where(i => sample(samples.Groups![i])).ToArray();
        return new RealCohorts(Project(Rows(samples.Values, rows)), rows.Select(i => samples.Groups![i]).ToArray(), rows.Select(i => types.Groups![i]).ToArray());
    }

    public static RealCohorts Planted()
    {
        string[] names = Enumerable.Range(1, 11).Select(i => $"T{i:00}").ToArray();
        CellBlock[] blocks = names.Select(n => Whole(SharedData.Path("planted_lots/lots/" + n), null)).ToArray();
        GzipCsv truth = GzipCsv.Read(SharedData.Path("planted_lots/truth_cells.csv.gz"));
        Dictionary<string, string> type = truth.Text("cell").Zip(truth.Text("cell_type")).ToDictionary(p => p.First, p => p.Second);
        return new RealCohorts(
            Project(blocks.Select(b => b.Values).Aggregate(Below)),
            names.Zip(blocks).SelectMany(p => Enumerable.Repeat(p.First, p.Second.Values.Rows)).ToArray(),
            blocks.SelectMany(b => b.Barcodes).Select(b => type[b]).ToArray());
    }

    public static int[] Codes(string[] labels)
    {
        string[] levels = labels.Distinct().Order(StringComparer.Ordinal).ToArray();
        return labels.Select(l => Array.IndexOf(levels, l)).ToArray();
    }

    private static CellBlock Whole(string path, string? group) => CellFiles.Open(path, new CellFileOptions { GroupColumn = group }).ReadBlocks(1_000_000).Single();

    private static DenseMatrix<float> Project(CsrMatrix<float> counts)
    {
        using var device = new CpuDevice();
        double[] totals = device.RowStatistics(device.Upload(counts), null).Totals;
        ColumnMoments all = device.ColumnMoments(device.LogNormalize(device.Upload(counts), totals, 10_000, null, counts.Columns));
        double[] means = Enumerable.Range(0, counts.Columns).Select(all.Mean).ToArray();
        double[] deviations = Enumerable.Range(0, counts.Columns).Select(g => Math.Sqrt(all.Variance(g))).ToArray();
        int[] genes = Enumerable.Range(0, counts.Columns).Where(g => means[g] > 0.01).OrderByDescending(g => deviations[g] * deviations[g] / means[g]).ThenBy(g => g).Take(Genes).Order().ToArray();
        int[] map = new int[counts.Columns];
        Array.Fill(map, -1);
        for (int g = 0; g < genes.Length; g++) map[genes[g]] = g;
        using DeviceCsr<double> normalized = device.LogNormalize(device.Upload(counts), totals, 10_000, map, genes.Length);
        double[] mean = genes.Select(g => means[g]).ToArray(), deviation = genes.Select(g => deviations[g]).ToArray();
        using DeviceCsr<double> scaled = device.ScaleSparsePart(normalized, mean, deviation, 10);
        GramBlock gram = device.Gram(scaled);
        int cells = counts.Rows;
        var covariance = new DenseMatrix<double>(genes.Length, genes.Length);
        for (int a = 0; a < genes.Length; a++)
        {
            for (int b = 0; b < genes.Length; b++) covariance[a, b] = gram.Products[a, b] - (gram.ColumnSums[a] * gram.ColumnSums[b] / cells);
        }

        DenseMatrix<double> loadings = device.SymmetricEigen(covariance, Components, 1).Vectors;
        var offset = new double[Components];
        for (int c = 0; c < Components; c++)
        {
            for (int g = 0; g < genes.Length; g++) offset[c] += gram.ColumnSums[g] / cells * loadings[g, c];
        }

        return device.Download(device.Project(scaled, loadings, offset));
    }

    private static CsrMatrix<float> Rows(CsrMatrix<float> matrix, int[] rows)
    {
        var offsets = new long[rows.Length + 1];
        for (int i = 0; i < rows.Length; i++) offsets[i + 1] = offsets[i] + matrix.RowIndices(rows[i]).Length;
        return new CsrMatrix<float>(
            rows.Length, matrix.Columns, offsets, rows.SelectMany(r => matrix.RowIndices(r).ToArray()).ToArray(), rows.SelectMany(r => matrix.RowValues(r).ToArray()).ToArray());
    }

    private static CsrMatrix<float> Below(CsrMatrix<float> top, CsrMatrix<float> bottom) => new(
        top.Rows + bottom.Rows,
        top.Columns,
        [.. top.RowOffsets, .. bottom.RowOffsets.Skip(1).Select(o => o + top.NonZeros)],
        [.. top.ColumnIndices.Take((int)top.NonZeros), .. bottom.ColumnIndices.Take((int)bottom.NonZeros)],
        [.. top.Values.Take((int)top.NonZeros), .. bottom.Values.Take((int)bottom.NonZeros)]);
}
