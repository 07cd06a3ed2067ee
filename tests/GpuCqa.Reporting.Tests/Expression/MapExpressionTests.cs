using GpuCqa.Analysis.Results;
using GpuCqa.Statistics;
using GpuCqa.Core.Matrices;
using GpuCqa.Reporting.Expression;
using GpuCqa.Reporting.Findings;
using Xunit;

namespace GpuCqa.Reporting.Tests.Expression;

public class MapExpressionTests
{
    private static readonly DiscoveryResult Result = new SyntheticResult { Values = true }.Build();

    [Fact]
    public void Expression_Levels_AreTheNormalizedValuesToHalfALevel()
    {
        MapExpression expression = MapExpression.Of(Result);
        Assert.NotEmpty(expression.Genes);
        for (int g = 0; g < expression.Genes.Count; g++)
        {
            int gene = Array.IndexOf(Result.Map.Genes.Ids, expression.Genes[g].Gene);
            int cell = 0;
            foreach (CsrMatrix<float> block in Result.Map.Values)
            {
                for (int row = 0; row < block.Rows; row++, cell++)
                {
                    double total = 0, x = 0;
                    for (int i = 0; i < block.RowValues(row).Length; i++)
                    {
                        total += block.RowValues(row)[i];
                        if (block.RowIndices(row)[i] == gene) x = block.RowValues(row)[i];
                    }

                    double expected = Math.Log(1 + (x / total * 10_000));
                    byte level = expression.Levels[g][cell];
                    Assert.Equal(x > 0, level > 0);
                    Assert.InRange(expression.Genes[g].ValueOf(level) - expected, -0.503 * expression.Genes[g].High / 255, x > 0 ? expression.Genes[g].High / 255 : 0);
                }
            }
        }
    }

    [Fact]
    public void Choice_Genes_LeadWithTheFindingAndCoverEveryCluster()
    {
        MapExpression expression = MapExpression.Of(Result);
        Association best = Result.Tests.Associations[0];
        double resolution = Result.Map.Clusterings[best.State.Partition].Resolution;
        string[] own = [.. Result.Map.Markers.Where(m => m.Resolution == resolution && m.Cluster == best.State.Index && m.Log2FcV4 > 0).Take(6).Select(m => m.Gene)];
        Assert.Equal(own, expression.Genes.Where(g => g.Cluster == best.State.Index).Select(g => g.Gene));
        Assert.Equal(best.State.Index, expression.Genes[0].Cluster);
        Assert.Equal(Finding.Of(Result.Tests).ClusteringOf(Result)!.Clusters, expression.Genes.Select(g => g.Cluster).Distinct().Count());
        Assert.Equal(expression.Genes.Count, expression.Genes.Select(g => g.Gene).Distinct().Count());
        Assert.All(expression.Genes, g => Assert.Contains(Result.Map.Markers, m => m.Gene == g.Gene && m.Cluster == g.Cluster && m.Resolution == resolution && m.Log2FcV4 > 0));
    }

    [Fact]
    public void Expression_Features_SpanFromTheLowestValueToTheHighest()
    {
        DiscoveryResult features = new SyntheticResult { Values = true, Features = true }.Build();
        MapExpression expression = MapExpression.Of(features);
        Assert.All(expression.Levels, l => Assert.Equal(((byte)0, (byte)255), (l.Min(), l.Max())));
    }

    [Fact]
    public void Expression_WithoutValues_IsNone() => Assert.Empty(MapExpression.Of(new SyntheticResult().Build()).Genes);
}
