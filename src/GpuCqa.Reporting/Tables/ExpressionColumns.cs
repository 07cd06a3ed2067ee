using GpuCqa.Analysis.Results;
using GpuCqa.Reporting.Expression;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Tables;

internal static class ExpressionColumns
{
    public static TableDefinition Genes() =>
        new Table<DiscoveryResult, (MapGene Gene, DiscoveryResult Result)>("expression_genes.csv", Say("the genes of expression.csv.gz", "expression.csv.gzの遺伝子"), "One row per column of expression.csv.gz: leading marker genes of the clustering that the report shows.",
                result => MapExpression.Of(result).Genes.Select(g => (g, result)))
            .Text("gene", "Gene id.", r => r.Gene.Gene)
            .Text("name", "Gene name.", r => r.Gene.Name)
            .Integer("cluster", "Cluster that the gene marks, in the clustering that the report shows.", r => r.Gene.Cluster)
            .Number("low", "Value of level 0: counts 0 (not detected), image features their lowest value.", r => r.Gene.Low)
            .Number("high", "Value of level 255: the highest value over all cells, for counts ln(1 + x / total x 10,000).", r => r.Gene.High);

    public static TableDefinition Levels() =>
        new Table<DiscoveryResult, (MapExpression Expression, int Cell)>("expression.csv.gz", Say("values of leading markers in every cell", "各細胞における主要マーカーの値"), "One row per cell, in the order of cells.csv.gz: values of the genes in expression_genes.csv, a level of 0 to 255 each; what the report's map is coloured by.",
                Rows)
            .Integers("level_<gene>", "Level of a gene; its value is low + level / 255 x (high - low). For counts level 0 is not detected, and a detected gene has at least level 1.",
                result => MapGeneChoice.Of(result).Select(g => "level_" + result.Map.Genes.Ids[g.Gene]), (r, i) => r.Expression.Levels[i][r.Cell]);

    private static IEnumerable<(MapExpression Expression, int Cell)> Rows(DiscoveryResult result)
    {
        MapExpression expression = MapExpression.Of(result);
        return expression.Genes.Count == 0 ? [] : Enumerable.Range(0, result.Map.Cells.Count).Select(cell => (expression, cell));
    }
}
