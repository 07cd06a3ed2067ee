using GpuCqa.Analysis.References;
using GpuCqa.Analysis.Results;
using GpuCqa.Compute;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;
using GpuCqa.Statistics;
using Xunit;

namespace GpuCqa.Pipelines.Tests.References;

public class ReferenceBuilderTests
{
    private static readonly Lazy<DiscoveryResult> Found = new(() => SmallReference.Discover());

    [Fact]
    public void Values_AreThoseOfTheStoredGenes_AndSumsThoseOfEveryGene()
    {
        DiscoveryResult result = Found.Value;
        ReferenceModel model = result.Reference!;
        int genes = result.Map.Genes.Count, cell = 0;
        Assert.Equal(result.Map.Pca.Genes, model.StoredGenes[..result.Map.Pca.Genes.Length]);
        DenseMatrix<double>[] sums = [.. result.Map.Clusterings.Select(c => new DenseMatrix<double>(c.Clusters, genes))];
        CsrMatrix<float> values = model.StoredValues.Whole();
        values.Validate();
        foreach (CsrMatrix<float> block in result.Map.Values)
        {
            for (int r = 0; r < block.Rows; r++, cell++)
            {
                float[] raw = new float[genes];
                for (int e = 0; e < block.RowIndices(r).Length; e++) raw[block.RowIndices(r)[e]] = block.RowValues(r)[e];
                float[] stored = new float[model.StoredGenes.Length];
                for (int e = 0; e < values.RowIndices(cell).Length; e++) stored[values.RowIndices(cell)[e]] = values.RowValues(cell)[e];
                Assert.Equal(model.StoredGenes.Select(g => raw[g]), stored);
                for (int p = 0; p < sums.Length; p++)
                {
                    for (int g = 0; g < genes; g++) sums[p][result.Map.Clusterings[p].Labels[cell], g] += raw[g];
                }
            }
        }

        Assert.Equal(model.Cells.Count, cell);
        for (int p = 0; p < sums.Length; p++) Assert.Equal(sums[p].Values, model.ClusterSums[p].Values);
    }

    [Fact]
    public void Hypothesis_IsTheFindingOfItsReadout()
    {
        DiscoveryResult result = Found.Value;
        LockedHypothesis hypothesis = Assert.Single(result.Reference!.Hypotheses);
        Association best = result.Tests.Associations[0];
        Assert.Equal(("H1", "vegf", best.State.Index, Math.Sign(best.Rho), best.Rho, best.PFamily, best.Lots), (hypothesis.Id, hypothesis.Readout, hypothesis.Cluster, hypothesis.Direction, hypothesis.TrainRho, hypothesis.TrainPFamily, hypothesis.TrainLots));
        Assert.Equal(result.Map.Clusterings[best.State.Partition].Resolution, hypothesis.Resolution);
        // The state whose share goes with vegf has the genes 0 to 19.
        Assert.True(int.Parse(hypothesis.Marker!.Gene["ENSG".Length..], System.Globalization.CultureInfo.InvariantCulture) < 20, hypothesis.Marker.Gene);
        Assert.Equal("leading", hypothesis.Marker.Chosen);
        Assert.True(hypothesis.Marker.Threshold > 0);
    }

    [Fact]
    public void Readouts_ThatShareABestCluster_AreClaimedOneEach()
    {
        DiscoveryResult result = Found.Value;
        AssociationFindings tests = result.Tests with
        {
            Parameters = result.Tests.Parameters with { Readouts = ["none", "flat", "vegf"] },
            Associations = [.. result.Tests.Associations, .. result.Tests.Associations.Select(a => a with { Readout = "flat", Rho = 0 }), .. result.Tests.Associations.Select(a => a with { Readout = "none", Rho = double.NaN })],
        };
        using var device = ComputeDevices.Open("cpu", 1);
        Assert.Equal(["H3"], ReferenceBuilder.Of(device, result with { Tests = tests }).Hypotheses.Select(h => h.Id));
    }

    [Fact]
    public void KeyGene_ByIdOrName_IsTheMarker()
    {
        foreach (string gene in (string[])["G7", "ENSG7"])
        {
            ReferenceModel model = SmallReference.Discover(SmallReference.Parameters with { KeyGene = gene }).Reference!;
            MarkerThreshold marker = model.Hypotheses[0].Marker!;
            Assert.Equal(("ENSG7", "G7", "given"), (marker.Gene, marker.Name, marker.Chosen));
            Assert.Contains(model.StoredGenes, g => model.Genes.Ids[g] == "ENSG7");
        }
    }

    [Fact]
    public void KeyGene_ThatIsNotHigherInTheCluster_IsNoMarker() =>
        Assert.Null(SmallReference.Discover(SmallReference.Parameters with { KeyGene = "G47" }).Reference!.Hypotheses[0].Marker);

    [Fact]
    public void KeyGene_ThatIsNotKept_IsNotFound()
    {
        var error = Assert.Throws<NotFoundException>(() => SmallReference.Discover(SmallReference.Parameters with { KeyGene = "LRRC75A" }));
        Assert.Contains("--key-gene LRRC75A", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void KeyGene_OutsideTheModel_FollowsTheSelectedGenes()
    {
        DiscoveryResult result = Found.Value;
        // As if the last of the selected genes had not been.
        int last = result.Map.Pca.Genes[^1], kept = result.Map.Pca.Genes.Length - 1;
        PcaModel fewer = result.Map.Pca with
        {
            Genes = result.Map.Pca.Genes[..kept], Means = result.Map.Pca.Means[..kept], Deviations = result.Map.Pca.Deviations[..kept],
            Loadings = new DenseMatrix<double>(kept, result.Map.Pca.Loadings.Columns, result.Map.Pca.Loadings.Values[..(kept * result.Map.Pca.Loadings.Columns)]),
        };
        using var device = ComputeDevices.Open("cpu", 1);
        DiscoveryResult asked = result with { Map = result.Map with { Pca = fewer }, Parameters = result.Parameters with { KeyGene = result.Map.Genes.Ids[last] } };
        ReferenceModel model = ReferenceBuilder.Of(device, asked);
        Assert.Equal([.. fewer.Genes, last], model.StoredGenes);
    }

    [Fact]
    public void Calibration_IsMadeFromTheReference()
    {
        using var device = ComputeDevices.Open("cpu", 1);
        var made = new Calibration("symphony", [], [[[1]]]);
        ReferenceModel? seen = null;
        ReferenceModel model = ReferenceBuilder.Of(device, Found.Value, reference =>
        {
            seen = reference;
            return made;
        });
        Assert.Same(made, model.Calibration);
        Assert.Equal(model.StoredGenes, seen!.StoredGenes);
    }
}
