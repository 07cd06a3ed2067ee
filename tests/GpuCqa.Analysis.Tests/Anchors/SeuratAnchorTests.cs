using GpuCqa.Analysis.Anchors;
using GpuCqa.Analysis.Mapping;
using GpuCqa.Compute;
using GpuCqa.Core.Matrices;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Analysis.Tests.Anchors;

/// <summary>Mapping by anchors against Seurat 4.3.0 with exact neighbours, on the simulated case of seurat/make.R.</summary>
public class SeuratAnchorTests
{
    private static readonly CpuDevice Device = new(2);

    private static AnchorParameters Parameters { get; } = new() { KScore = 20, KWeight = 30 };

    [Theory]
    [InlineData("pcaproject", 0, "anchors_pcaproject")]
    [InlineData("pcaproject", 40, "anchors_pcaproject_filtered")]
    [InlineData("cca", 0, "anchors_cca")]
    [InlineData("cca", 40, "anchors_cca_filtered")]
    public void Run_Anchors_AreSeuratsInItsOrder(string reduction, int filter, string golden)
    {
        (int Reference, int Query, double Score)[] expected = SeuratCase.Anchors(golden);
        Anchor[] found = [.. Map(Parameters with { Reduction = reduction, KFilter = filter }).Anchors!];
        Assert.Equal(expected.Select(a => (a.Reference, a.Query)), found.Select(a => (a.Reference, a.Query)));
        Close.Relative(expected.Select(a => a.Score), found.Select(a => a.Score), 1e-6, 1e-9);
    }

    [Theory]
    [InlineData("pcaproject", 0, "scores_pcaproject")]
    [InlineData("pcaproject", 40, "scores_pcaproject_filtered")]
    [InlineData("cca", 0, "scores_cca")]
    public void Run_LabelsScoresAndMargins_AreSeurats(string reduction, int filter, string golden)
    {
        DenseMatrix<double> votes = SeuratCase.Table(golden);
        LabelTransfer found = Map(Parameters with { Reduction = reduction, KFilter = filter });
        for (int cell = 0; cell < votes.Rows; cell++)
        {
            double[] row = votes.Row(cell).ToArray(), falling = [.. row.OrderDescending()];
            Assert.Equal(Array.IndexOf(row, falling[0]), found.Labels[0][cell]);
            Close.Relative(falling[0], found.Scores[0][cell], 0, 1e-6);
            Close.Relative(falling[0] - falling[1], found.Margins[0][cell], 0, 1e-6);
        }
    }

    [Fact]
    public void Run_Embedding_IsSeuratsCorrection() =>
        Close.Relative(SeuratCase.Table("corrected_pcaproject").Values, Map(Parameters).Embedding.Values.Select(x => (double)x), Tolerances.Single, 1e-5);

    [Fact]
    public void MappingScores_AreSeurats()
    {
        using var reference = new AnchorSpace(Device, SeuratCase.Reference.Projections);
        using var query = new AnchorSpace(Device, SeuratCase.Query.Projection);
        Anchor[] anchors = [.. SeuratCase.Anchors("anchors_pcaproject").Select(a => new Anchor(a.Reference, a.Query, a.Score))];
        double[] expected = SeuratCase.Table("mapping_pcaproject").Values, found = MappingScores.Of(Device, reference, query, anchors, 25, CancellationToken.None);
        Close.Relative(expected, found, 0, 1e-5);
        Assert.True(expected.Max() - expected.Min() > 0.03);
    }

    [Fact]
    public void CanonicalCorrelation_IsTheExactDecomposition()
    {
        CanonicalSpace found = Correlate();
        Close.Relative(SeuratCase.Table("cca_singular_values").Values, found.SingularValues, 1e-10);
        Close.Relative(SeuratCase.Table("cca_exact").Values, found.Reference.Values.Concat(found.Query.Values), 0, 1e-9);

        // Seurat's own comes from irlba, which stops at 1e-5.
        Close.Relative(SeuratCase.Table("cca_seurat").Values, found.Reference.Values.Concat(found.Query.Values), 0, 1e-3);
        Assert.Equal(SeuratCase.Reference.Pca.Genes.Length - 1, found.Genes.Length);
    }

    private static CanonicalSpace Correlate()
    {
        ExpressionTable reference = new(SeuratCase.Reference.StoredValues.Whole(), SeuratCase.Reference.Cells.TotalCounts, 10_000), query = new(SeuratCase.Query.Stored, SeuratCase.Query.Totals, 10_000);
        return CanonicalCorrelation.Fit(Device, reference, query, [.. Enumerable.Range(0, reference.Columns)], 8, CancellationToken.None);
    }

    private static LabelTransfer Map(AnchorParameters parameters)
    {
        using AnchorReference reference = AnchorReference.Of(Device, SeuratCase.Reference);
        return AnchorTransfer.Run(Device, reference, SeuratCase.Query, parameters, CancellationToken.None);
    }
}
