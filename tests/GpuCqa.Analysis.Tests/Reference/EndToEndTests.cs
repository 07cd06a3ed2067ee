using GpuCqa.Analysis.Clusters;
using GpuCqa.Analysis.Populations;
using GpuCqa.Analysis.Results;
using GpuCqa.Core.Progress;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Analysis.Tests.Reference;

/// <summary>pbmc3k from the files to clusters, against the labels of Seurat's tutorial.</summary>
public class EndToEndTests
{
    [SharedDataTheory]
    [InlineData("leiden", 0.95)]
    // The tutorial's graph came from approximate neighbours. On the exact graph Seurat's own Louvain differs from its labels on the approximate one (ARI 0.92 at resolution 0.8).
    [InlineData("louvain", 0.9)]
    public void PopulationMapper_Pbmc3k_NineClusters_AgreeWithTheTutorial(string algorithm, double least)
    {
        double[] resolutions = [0.3, 0.4, 0.5, 0.6, 0.7, 0.8];
        PopulationMap map = PopulationMapper.Run(
            Pbmc3k.Device, Pbmc3k.Input(), Pbmc3k.Parameters with { Algorithm = algorithm, Resolutions = resolutions, LayoutEpochs = 10 }, StepProgress.None, CancellationToken.None);
        Clustering[] nine = map.Clusterings.Where(c => c.Clusters == 9).ToArray();
        Assert.True(nine.Length > 0, $"clusters: {string.Join(", ", map.Clusterings.Select(c => $"{c.Clusters} at {c.Resolution}"))}");

        GzipCsv tutorial = GzipCsv.Read(SharedData.Path("pbmc3k_mtx/pbmc3k_tutorial_meta.csv.gz"));
        var labelOf = tutorial.Rows.ToDictionary(r => r[0].Split('-')[0], r => r[tutorial.Column(LabelColumn)]);
        string[] names = labelOf.Values.Distinct().Order(StringComparer.Ordinal).ToArray();
        int[] truth = map.Cells.Barcodes.Select(b => Array.IndexOf(names, labelOf[b.Split('-')[0]])).ToArray();
        Assert.Equal(2_638, truth.Length);
        Assert.All(nine, c =>
        {
            double ari = AdjustedRandIndex.Of(truth, c.Labels);
            Assert.True(ari >= least, $"resolution {c.Resolution}: ARI {ari:0.0000}");
        });
    }

    private const string LabelColumn = "classified";
}
