using System.Collections.Concurrent;
using GpuCqa.Compute.Tests.Conformance;
using Xunit;

namespace GpuCqa.Compute.Gpu.Tests.Conformance;

/// <summary>A few conformance cases of every family in groups of 256 lanes: blocks of 16 x 16, several teams and tiles a group, and as large as the engine ever asks for.</summary>
public sealed class LargeGroupTests : IDisposable
{
    private readonly Large large = new();

    [Theory]
    [InlineData("lattice")]
    [InlineData("far clusters")]
    public void NearestNeighbors_HostilePoints_AreTheSameBits(string kind) => large.NearestNeighbors_HostilePoints_AreTheSameBits(kind);

    [Fact]
    public void NearestNeighbors_AgainstOthers_AreTheSameBits() => large.NearestNeighbors_AgainstOthers_AreTheSameBits(511);

    [Fact]
    public void PermutationMaxT_AllOrders_AreTheSameCounts() => large.PermutationMaxT_AllOrders_AreTheSameCounts(7, 6, 2);

    [Fact]
    public void PermutationMaxT_SeveralGroupsOfHypotheses_AreTheSameCounts() => large.PermutationMaxT_ThresholdsAsInFamiliesThatAreTested_AreTheSameCounts(7, 130, 4);

    [Fact]
    public void Sparse_RaggedRows_AgreeWithTheReference()
    {
        const int size = 515;
        large.RowStatistics_RaggedCounts_AreExact(size);
        large.ColumnMoments_RaggedCounts_AreExact(size);
        large.ColumnMoments_RealValues_AgreeTo1e12(size);
        large.ClippedSquares_RaggedCounts_AgreeTo1e12(size);
        large.LogNormalize_RaggedCounts_AgreeToTwoUlp(size);
        large.ScaleSparsePart_RaggedValues_AgreeToTwoUlp(size);
    }

    [Fact]
    public void Linear_RaggedShapes_AgreeWithTheReference()
    {
        large.Gram_SparseAndDenseBlocks_AgreeTo1e12(63);
        large.Project_RaggedValues_AgreeToOneFloatUlp(515);
        large.Gemm_AwkwardShapes_AgreeTo1e13PerTerm(63);
    }

    [Fact]
    public void Ranks_LongColumns_AreTheSameBits()
    {
        large.RankColumns_LongColumnsWithExtremeValues_AreTheSameBits(1000);
        large.RankSums_SeveralPartitions_AreTheSameBits(513);
        large.Correlate_BothKinds_AgreeTo1e13(511);
    }

    [Fact]
    public void LayoutEpochs_OneEpoch_AgreesWithTheReference() => large.LayoutEpochs_OneEpoch_AgreesWithTheReference(515);

    [Fact]
    public void Anchors_MoreCellsThanAGroup_AgreeWithTheReference()
    {
        large.AnchorOverlaps_RandomLists_AreTheSameNumbers(515, 130, 20);
        large.AnchorWeights_RandomAnchors_AgreeTo1e13(515, true);
        large.AnchorVotes_SeveralLabelings_AreTheSameBits(1100);
        large.AnchorMeans_RandomRows_AgreeTo1e14(130, 17);
    }

    public void Dispose() => large.Dispose();

    /// <summary>The conformance on the large shape; not public, so that not all of its cases run.</summary>
    private sealed class Large() : ComputeDeviceConformance(threads => Opened.GetOrAdd(threads, Open).Value, shared: true)
    {
        private static readonly ConcurrentDictionary<int, Lazy<ComputeDevice>> Opened = new();

        private static Lazy<ComputeDevice> Open(int threads) => new(() => GpuFamilies.OpenSimulator(threads, null, SimulatorShape.Large));
    }
}
