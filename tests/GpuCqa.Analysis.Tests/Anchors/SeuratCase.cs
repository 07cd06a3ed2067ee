using System.Globalization;
using GpuCqa.Analysis.Mapping;
using GpuCqa.Analysis.References;
using GpuCqa.Analysis.Results;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Parameters;
using GpuCqa.Testing;

namespace GpuCqa.Analysis.Tests.Anchors;

/// <summary>Simulated reference and query with what Seurat 4.3.0 says of them (seurat/make.R): a reference and a lot as the program has them.</summary>
internal static class SeuratCase
{
    private static readonly Lazy<(ReferenceModel, QueryLot)> Loaded = new(Load);

    public static ReferenceModel Reference => Loaded.Value.Item1;

    public static QueryLot Query => Loaded.Value.Item2;

    public static string Path(string name) => Checkout.Path("tests", "GpuCqa.Analysis.Tests", "Anchors", "seurat", name + ".csv.gz");

    public static DenseMatrix<double> Table(string name) => Numbers(GzipCsv.Read(Path(name)));

    /// <summary>All columns but the first, which names the rows.</summary>
    public static DenseMatrix<double> Numbers(GzipCsv table)
    {
        int columns = table.Header.Length - 1;
        return new DenseMatrix<double>(table.Rows.Count, columns, [.. table.Rows.SelectMany(r => r.Skip(1).Select(v => double.Parse(v, CultureInfo.InvariantCulture)))]);
    }

    public static DenseMatrix<float> Single(DenseMatrix<double> values) => new(values.Rows, values.Columns, Array.ConvertAll(values.Values, x => (float)x));

    public static (int Reference, int Query, double Score)[] Anchors(string name)
    {
        DenseMatrix<double> table = Table(name);
        return [.. Enumerable.Range(0, table.Rows).Select(r => ((int)table[r, 0], (int)table[r, 1], table[r, 2]))];
    }

    /// <summary>A reference of which only what mapping by anchors reads is given.</summary>
    public static ReferenceModel Model(DenseMatrix<float> projections, DenseMatrix<float> embedding, int[] labels, int classes, int[] lots, DenseMatrix<double> loadings, CsrMatrix<float> stored, double[] totals)
    {
        int genes = loadings.Rows;
        string[] names = [.. Enumerable.Range(0, genes).Select(g => $"G{g}")];
        return new ReferenceModel
        {
            Modality = CellModality.Counts,
            Parameters = new DiscoverParameters { Readouts = [] },
            Genes = new FeatureTable(names, names),
            Pca = new PcaModel([.. Enumerable.Range(0, genes)], new double[genes], new double[genes], 10, loadings, new double[loadings.Columns], 0),
            Alignment = new AlignmentResult("none", "none", 1, 1, 0, 0, []),
            Soft = new SoftClusters(new DenseMatrix<double>(0, 0), [], new DenseMatrix<double>(0, 0), 0.1),
            Lots = [.. Enumerable.Range(0, lots.Max() + 1).Select(l => Lot($"L{l}", lots.Count(x => x == l)))],
            Cells = new CellTable([.. lots.Select((_, i) => $"R{i}")], lots, totals, new int[lots.Length], new double[lots.Length], new DenseMatrix<float>(lots.Length, 2)),
            Projections = projections,
            Embedding = embedding,
            SharedNeighbors = new CsrMatrix<double>(0, 0, [0], [], []),
            Clusterings = [new Clustering("leiden", 1, classes, 0, labels)],
            StoredGenes = [.. Enumerable.Range(0, genes)],
            StoredValues = new StoredValues(stored),
            ClusterSums = [],
            Hypotheses = [],
            Calibration = new Calibration("anchors", [], []),
        };
    }

    public static LotResult Lot(string name, int cells) => new(name, null, null, null, null, [], cells, cells, 0, 0, 0, 0, 0, 0, 0);

    public static QueryLot Lot(string name, DenseMatrix<float> projection, CsrMatrix<float> stored, double[] totals) => new(
        Lot(name, projection.Rows), "test", [.. Enumerable.Range(0, projection.Rows).Select(i => $"Q{i}")], totals, new int[projection.Rows], new double[projection.Rows], stored,
        [.. Enumerable.Repeat(true, stored.Columns)], projection, new double[projection.Rows]);

    /// <summary>Some cells of a query, in another order.</summary>
    public static QueryLot Reordered(QueryLot query, int[] cells)
    {
        var stored = new CsrRowBuffer<float>(query.Stored.Columns);
        foreach (int c in cells) stored.Append(query.Stored.RowIndices(c), query.Stored.RowValues(c));
        return Lot(query.Lot.Name, Rows(query.Projection, cells), stored.Take(), [.. cells.Select(c => query.Totals[c])]);
    }

    public static DenseMatrix<float> Rows(DenseMatrix<float> matrix, int[] rows) => new(rows.Length, matrix.Columns, [.. rows.SelectMany(r => matrix.Row(r).ToArray())]);

    private static (ReferenceModel, QueryLot) Load()
    {
        GzipCsv loadings = GzipCsv.Read(Path("loadings"));
        string[] genes = [.. loadings.Rows.Select(r => r[0])];
        (CsrMatrix<float> reference, double[] referenceTotals) = Counts("reference_counts", genes);
        (CsrMatrix<float> query, double[] queryTotals) = Counts("query_counts", genes);
        DenseMatrix<float> projection = Single(Table("reference_projection"));
        int[] types = [.. Table("reference_types").Values.Select(t => (int)t)], lots = [.. types.Select((_, i) => i % 3)];
        return (Model(projection, projection, types, 5, lots, Numbers(loadings), reference, referenceTotals), Lot("Q", Single(Table("query_projection")), query, queryTotals));
    }

    private static (CsrMatrix<float> Stored, double[] Totals) Counts(string name, string[] genes)
    {
        GzipCsv table = GzipCsv.Read(Path(name));
        DenseMatrix<double> all = Numbers(table);
        int[] columns = [.. genes.Select(g => table.Column(g) - 1)];
        var stored = new CsrRowBuffer<float>(genes.Length);
        var totals = new double[all.Rows];
        for (int r = 0; r < all.Rows; r++)
        {
            totals[r] = all.Row(r).ToArray().Sum();
            int[] present = [.. Enumerable.Range(0, genes.Length).Where(g => all[r, columns[g]] != 0)];
            stored.Append(present, [.. present.Select(g => (float)all[r, columns[g]])]);
        }

        return (stored.Take(), totals);
    }
}
