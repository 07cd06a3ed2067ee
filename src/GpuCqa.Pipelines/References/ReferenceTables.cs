using GpuCqa.Analysis.References;
using GpuCqa.Analysis.Results;
using GpuCqa.Core.Cohorts;
using GpuCqa.Reporting.Tables;

namespace GpuCqa.Pipelines.References;

/// <summary>The texts of a reference: genes, lots, names of cells.</summary>
/// <remarks>Not compressed: a hash must not depend on a version of zlib.</remarks>
internal static class ReferenceTables
{
    public static void WriteGenes(TextWriter text, FeatureTable genes)
    {
        var csv = new CsvWriter(text);
        string[] header = genes.Types is null ? ["id", "name"] : ["id", "name", "type"];
        foreach (string column in header) csv.Text(column);
        csv.EndRow();
        for (int g = 0; g < genes.Count; g++)
        {
            csv.Text(genes.Ids[g]);
            csv.Text(genes.Names[g]);
            if (genes.Types is not null) csv.Text(genes.Types[g]);
            csv.EndRow();
        }
    }

    public static FeatureTable ReadGenes(TextReader text, string path, int count)
    {
        var csv = new CsvReader(text, path);
        int id = csv.Column("id"), name = csv.Column("name"), type = csv.Has("type") ? csv.Column("type") : -1;
        var genes = new FeatureTable(new string[count], new string[count], type < 0 ? null : new string[count]);
        Rows(csv, count, g =>
        {
            genes.Ids[g] = csv.Text(id) ?? "";
            genes.Names[g] = csv.Text(name) ?? "";
            if (type >= 0) genes.Types![g] = csv.Text(type) ?? "";
        });
        return genes;
    }

    public static void WriteLots(TextWriter text, ReferenceModel model)
    {
        var csv = new CsvWriter(text);
        string[] header =
        [
            "lot", "donor", "tissue", "batch", "process", .. model.Parameters.Readouts.Select(r => "readout_" + r), "cells_read", "cells_kept", "removed_low_genes", "removed_high_genes", "removed_low_counts",
            "removed_high_mito", "median_counts", "median_genes", "median_mito_percent", "min_genes", "max_genes", "min_counts", "max_mito_percent",
        ];
        foreach (string column in header) csv.Text(column);
        csv.EndRow();
        foreach (LotResult lot in model.Lots)
        {
            QcThresholds? limits = model.Thresholds.FirstOrDefault(t => t.Lot == lot.Name);
            foreach (string? field in (string?[])[lot.Name, lot.Donor, lot.Tissue, lot.Batch, lot.Process]) csv.Text(field);
            foreach (double readout in lot.Readouts) csv.Number(readout);
            foreach (int n in (int[])[lot.CellsRead, lot.CellsKept, lot.RemovedLowGenes, lot.RemovedHighGenes, lot.RemovedLowCounts, lot.RemovedHighMito]) csv.Integer(n);
            foreach (double m in (double[])[lot.MedianCounts, lot.MedianGenes, lot.MedianMitoPercent]) csv.Number(m);
            foreach (double l in limits is null ? [double.NaN, double.NaN, double.NaN, double.NaN] : (double[])[limits.MinGenes, limits.MaxGenes, limits.MinCounts, limits.MaxMitoPercent]) csv.Number(l);
            csv.EndRow();
        }
    }

    public static (LotResult[] Lots, QcThresholds[] Thresholds) ReadLots(TextReader text, string path, IReadOnlyList<string> readouts, int count)
    {
        var csv = new CsvReader(text, path);
        var lots = new LotResult[count];
        var limits = new List<QcThresholds>();
        int c(string name) => csv.Column(name);
        int[] values = [.. readouts.Select(r => c("readout_" + r))];
        Rows(csv, count, l =>
        {
            string name = csv.Text(c("lot")) ?? "";
            lots[l] = new LotResult(
                name, csv.Text(c("donor")), csv.Text(c("tissue")), csv.Text(c("batch")), csv.Text(c("process")), [.. values.Select(csv.Number)],
                csv.Integer(c("cells_read")), csv.Integer(c("cells_kept")), csv.Integer(c("removed_low_genes")), csv.Integer(c("removed_high_genes")), csv.Integer(c("removed_low_counts")), csv.Integer(c("removed_high_mito")),
                csv.Number(c("median_counts")), csv.Number(c("median_genes")), csv.Number(c("median_mito_percent")));
            var own = new QcThresholds(name, csv.Number(c("min_genes")), csv.Number(c("max_genes")), csv.Number(c("min_counts")), csv.Number(c("max_mito_percent")));
            if (!double.IsNaN(own.MinGenes)) limits.Add(own);
        });
        return (lots, [.. limits]);
    }

    public static void WriteBarcodes(TextWriter text, ReferenceModel model)
    {
        var csv = new CsvWriter(text);
        csv.Text("lot");
        csv.Text("cell");
        csv.EndRow();
        for (int c = 0; c < model.Cells.Count; c++)
        {
            csv.Text(model.Lots[model.Cells.Lots[c]].Name);
            csv.Text(model.Cells.Barcodes[c]);
            csv.EndRow();
        }
    }

    public static (int[] Lots, string[] Barcodes) ReadBarcodes(TextReader text, string path, LotResult[] lots, int count)
    {
        var csv = new CsvReader(text, path);
        var place = lots.Select((l, i) => (l.Name, i)).ToDictionary(l => l.Name, l => l.i, StringComparer.Ordinal);
        Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> find = place.GetAlternateLookup<ReadOnlySpan<char>>();
        int lot = csv.Column("lot"), cell = csv.Column("cell");
        int[] of = new int[count];
        string[] barcodes = new string[count];
        Rows(csv, count, c =>
        {
            if (!find.TryGetValue(csv.Field(lot), out of[c])) throw new InvalidDataException($"names the lot '{csv.Text(lot)}', which the reference does not have");
            barcodes[c] = csv.Text(cell) ?? "";
        });
        return (of, barcodes);
    }

    private static void Rows(CsvReader csv, int count, Action<int> row)
    {
        int at = 0;
        for (; csv.Read(); at++)
        {
            if (at == count) throw new InvalidDataException($"has more than the {count} rows that the reference says");
            row(at);
        }

        if (at != count) throw new InvalidDataException($"has {at} rows, and the reference says {count}");
    }
}
