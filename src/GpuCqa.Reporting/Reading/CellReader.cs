using GpuCqa.Analysis.Results;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;
using GpuCqa.Reporting.Expression;
using GpuCqa.Reporting.Tables;

namespace GpuCqa.Reporting.Reading;

/// <summary>Reads the tables with a row per cell: cells.csv.gz and expression.csv.gz.</summary>
internal static class CellReader
{
    /// <summary>The cells and their labels, a label array per resolution.</summary>
    public static (CellTable Cells, int[][] Labels) Read(FolderFiles files, IReadOnlyList<LotResult> lots, IReadOnlyList<double> resolutions, int expected)
    {
        var barcodes = new List<string>(expected);
        List<int> lotOf = new(expected), genes = new(expected);
        List<double> counts = new(expected), mito = new(expected);
        List<float> layout = new(2 * expected);
        List<int>[] labels = [.. resolutions.Select(_ => new List<int>(expected))];
        Dictionary<string, int> index = lots.Select((l, i) => (l.Name, i)).ToDictionary(l => l.Name, l => l.i, StringComparer.Ordinal);
        Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> byName = index.GetAlternateLookup<ReadOnlySpan<char>>();
        files.Read(ResultTables.Cells.File, csv =>
        {
            int cell = csv.Column("cell"), lot = csv.Column("lot"), x = csv.Column("umap_1"), y = csv.Column("umap_2"), total = csv.Column("total_counts"), detected = csv.Column("detected_genes"), percent = csv.Column("mito_percent");
            int[] clusters = [.. resolutions.Select(r => csv.Column(CellColumns.ColumnName(r)))];
            while (csv.Read())
            {
                barcodes.Add(csv.Text(cell) ?? "");
                if (!byName.TryGetValue(csv.Field(lot), out int l)) throw new BadDataException(files.PathOf(ResultTables.Cells.File), $"cell {barcodes.Count}", $"is of lot '{csv.Text(lot)}', which lots.csv does not name.");
                lotOf.Add(l);
                for (int r = 0; r < clusters.Length; r++) labels[r].Add(csv.Integer(clusters[r]));
                layout.Add((float)csv.Number(x));
                layout.Add((float)csv.Number(y));
                counts.Add(csv.Number(total));
                genes.Add(csv.Integer(detected));
                mito.Add(csv.Number(percent));
            }
        });
        if (barcodes.Count != expected) throw new BadDataException(files.PathOf(ResultTables.Cells.File), null, $"has {barcodes.Count} cells, summary.json has {expected}.");
        var cells = new CellTable([.. barcodes], [.. lotOf], [.. counts], [.. genes], [.. mito], new DenseMatrix<float>(expected, 2, [.. layout]));
        return (cells, [.. labels.Select(l => l.ToArray())]);
    }

    /// <summary>Values of the map's genes; none when the folder has none.</summary>
    public static MapExpression Expression(FolderFiles files, int cells)
    {
        if (!files.Has(ResultTables.ExpressionGenes.File) || !files.Has(ResultTables.Expression.File)) return MapExpression.None;
        var genes = new List<MapGene>();
        files.Read(ResultTables.ExpressionGenes.File, csv =>
        {
            int c(string name) => csv.Column(name);
            while (csv.Read()) genes.Add(new MapGene(csv.Text(c("gene")) ?? "", csv.Text(c("name")) ?? "", csv.Integer(c("cluster")), csv.Number(c("low")), csv.Number(c("high"))));
        });
        if (genes.Count == 0) return MapExpression.None;
        byte[][] levels = [.. genes.Select(_ => new byte[cells])];
        int row = 0;
        files.Read(ResultTables.Expression.File, csv =>
        {
            int[] columns = [.. genes.Select(g => csv.Column("level_" + g.Gene))];
            while (csv.Read())
            {
                for (int g = 0; g < columns.Length && row < cells; g++) levels[g][row] = (byte)csv.Integer(columns[g]);
                row++;
            }
        });
        return row == cells ? new MapExpression(genes, levels) : throw new BadDataException(files.PathOf(ResultTables.Expression.File), null, $"has {row} cells, cells.csv.gz has {cells}.");
    }
}
