using GpuCqa.Analysis.Clusters;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Analysis.Tests.Clusters;

public class PartitionComparisonTests
{
    private static readonly int[] A = [0, 0, 0, 1, 1, 1, 2, 2, 2, 2];
    private static readonly int[] B = [0, 0, 1, 1, 1, 1, 2, 2, 0, 2];

    // Vector CLUS-01 (scikit-learn 1.2.1).
    [Fact]
    public void AdjustedRandIndex_Vector_EqualsScikitLearn() => Close.Relative(0.4318181818181818, AdjustedRandIndex.Of(A, B));

    [Fact]
    public void AdjustedRandIndex_TrivialPartitions_AreDefined()
    {
        Assert.Equal(1, AdjustedRandIndex.Of([], []));
        Assert.Equal(1, AdjustedRandIndex.Of([0, 0, 0], [4, 4, 4]));
        Assert.Equal(1, AdjustedRandIndex.Of([0, 1, 2], [2, 0, 1]));
        Assert.Equal(0, AdjustedRandIndex.Of([0, 0, 0], [0, 1, 2]));
        Assert.Throws<ArgumentException>(() => AdjustedRandIndex.Of([0], [0, 1]));
    }

    // Vector CLUS-02 (Hennig's clusterboot; R).
    [Fact]
    public void ClusterJaccard_Vector_EqualsR() => Assert.Equal([0.5, 0.75, 0.75], ClusterJaccard.Best(A, B));

    [Fact]
    public void ClusterJaccard_AbsentCells_DoNotCount()
    {
        double[] found = ClusterJaccard.Best([0, 0, 0, 1, 1], [5, 5, -1, 5, 2]);
        Close.Relative([2 / 3.0, 0.5], found);
        double[] lost = ClusterJaccard.Best([0, 0, 1], [0, 0, -1]);
        Assert.Equal(1, lost[0]);
        Assert.True(double.IsNaN(lost[1]));
    }

    [Fact]
    public void LabelOrder_Ties_GoToTheSmallestMember() => Assert.Equal([1, 2, 0, 0, 0, 2, 1, 3], LabelOrder.BySize([9, 3, 4, 4, 4, 3, 9, 7]));

    [Fact]
    public void LabelOrder_Empty_IsEmpty() => Assert.Empty(LabelOrder.BySize([]));
}
