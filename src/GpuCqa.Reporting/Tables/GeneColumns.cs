using GpuCqa.Analysis.Results;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Tables;

internal static class GeneColumns
{
    public static TableDefinition Define() =>
        new Table<IPopulationResult, Row>("genes.csv", Say("kept genes and their variability", "採用した遺伝子と変動"), "One row per kept gene (or image feature), in the order of the data: its variability, and its place in the model.", Rows)
            .Text("gene", "Gene id, unique.", r => r.Id)
            .Text("name", "Gene name.", r => r.Name)
            .Number("mean", "Mean count over all kept cells; empty for image features.", r => r.Statistics?.Mean ?? double.NaN)
            .Number("variance", "Variance of counts (n - 1).", r => r.Statistics?.Variance ?? double.NaN)
            .Number("expected_variance", "Variance expected at this mean, by loess on log10 (vst).", r => r.Statistics?.ExpectedVariance ?? double.NaN)
            .Number("standardized_variance", "Variance of clipped standardized counts (vst); genes are selected by it.", r => r.Statistics?.StandardizedVariance ?? double.NaN)
            .Integer("selected_rank", "Rank among the selected genes, from 1; empty when not selected.", r => r.Selected < 0 ? null : r.Selected + 1)
            .Number("normalized_mean", "Mean of the normalized values, of selected genes.", r => r.Mean)
            .Number("normalized_sd", "Standard deviation (n - 1) of the normalized values, of selected genes.", r => r.Deviation);

    private static IEnumerable<Row> Rows(IPopulationResult result)
    {
        var statistics = new VariableGene?[result.Map.Genes.Count];
        foreach (VariableGene gene in result.Map.Variability) statistics[gene.Gene] = gene;
        int[] selected = Enumerable.Repeat(-1, result.Map.Genes.Count).ToArray();
        for (int i = 0; i < result.Map.Pca.Genes.Length; i++) selected[result.Map.Pca.Genes[i]] = i;
        for (int g = 0; g < result.Map.Genes.Count; g++)
        {
            int s = selected[g];
            yield return new Row(result.Map.Genes.Ids[g], result.Map.Genes.Names[g], statistics[g], s,
                s < 0 ? double.NaN : result.Map.Pca.Means[s], s < 0 ? double.NaN : result.Map.Pca.Deviations[s]);
        }
    }

    internal sealed record Row(string Id, string Name, VariableGene? Statistics, int Selected, double Mean, double Deviation);
}
