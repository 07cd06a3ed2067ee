using GpuCqa.Analysis.Results;
using GpuCqa.Pipelines.Primitives;
using GpuCqa.Service.Results;

namespace GpuCqa.Service.Analyses.Kinds;

/// <summary>Principal components as result tables.</summary>
public static class ComponentTables
{
    /// <summary>Writes cells, embedding, loadings, genes and components.</summary>
    public static void Write(ResultOutput output, ComponentResult result, CancellationToken cancellation)
    {
        int d = result.Embedding.Columns;
        using (TableWriter cells = output.Table("cells", Columns.Text("barcode"), Columns.Float64("total"), Columns.Int32("detected_genes")))
        using (TableWriter embedding = output.Table("embedding", Columns.Float32("embedding", d)))
        {
            for (int c = 0; c < result.Barcodes.Length; c++)
            {
                if (c % 4096 == 0) cancellation.ThrowIfCancellationRequested();
                cells.Write(result.Barcodes[c]);
                cells.Write(result.Totals[c]);
                cells.Write(result.DetectedGenes[c]);
                cells.EndRow();
                embedding.Write(result.Embedding.Row(c));
                embedding.EndRow();
            }
        }

        Loadings(output, result);
        Genes(output, result);
        using TableWriter components = output.Table("components", Columns.Int32("component"), Columns.Float64("standard_deviation"), Columns.Float64("variance"), Columns.Float64("variance_ratio"));
        for (int k = 0; k < d; k++)
        {
            double deviation = result.Model.StandardDeviations[k];
            components.Write(k + 1);
            components.Write(deviation);
            components.Write(deviation * deviation);
            components.Write(deviation * deviation / result.Model.TotalVariance);
            components.EndRow();
        }
    }

    private static void Loadings(ResultOutput output, ComponentResult result)
    {
        PcaModel model = result.Model;
        using TableWriter table = output.Table(
            "loadings", Columns.Text("id"), Columns.Text("name"), Columns.Float64("mean"), Columns.Float64("deviation"), Columns.Float64("loadings", model.Loadings.Columns));
        for (int g = 0; g < model.Genes.Length; g++)
        {
            table.Write(result.Genes.Ids[model.Genes[g]]);
            table.Write(result.Genes.Names[model.Genes[g]]);
            table.Write(model.Means[g]);
            table.Write(model.Deviations[g]);
            table.Write(model.Loadings.Row(g));
            table.EndRow();
        }
    }

    private static void Genes(ResultOutput output, ComponentResult result)
    {
        int[] rank = new int[result.Genes.Count];
        for (int i = 0; i < result.Selected.Length; i++) rank[result.Selected[i]] = i + 1;
        using TableWriter table = output.Table(
            "genes", Columns.Text("id"), Columns.Text("name"), Columns.Int32("rank"), Columns.Float64("mean"), Columns.Float64("variance"), Columns.Float64("expected_variance"), Columns.Float64("standardized_variance"));
        for (int g = 0; g < rank.Length; g++)
        {
            VariableGene? own = result.Variability.Count > 0 ? result.Variability[g] : null;
            table.Write(result.Genes.Ids[g]);
            table.Write(result.Genes.Names[g]);
            table.Write(rank[g]);
            table.Write(own?.Mean ?? double.NaN);
            table.Write(own?.Variance ?? double.NaN);
            table.Write(own?.ExpectedVariance ?? double.NaN);
            table.Write(own?.StandardizedVariance ?? double.NaN);
            table.EndRow();
        }
    }
}
