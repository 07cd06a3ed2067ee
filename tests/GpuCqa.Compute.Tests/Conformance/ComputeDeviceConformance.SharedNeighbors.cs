using GpuCqa.Core.Matrices;
using GpuCqa.Core.Randomness;
using Xunit;

namespace GpuCqa.Compute.Tests.Conformance;

public abstract partial class ComputeDeviceConformance
{
    [Theory]
    [MemberData(nameof(Sizes))]
    public void SharedNeighbors_RandomTables_AreTheSameBits(int size)
    {
        foreach (int k in new[] { 0, 1, 2, 20 }.Where(k => k <= size))
        {
            foreach (double prune in size > 64 ? [1.0 / 15] : new[] { 0, 1.0 / 15, 0.5, 1 })
                Conforms(d => Flat(d.SharedNeighbors(RandomTable(size, k), prune)), 0);
        }
    }

    [Fact]
    public void SharedNeighbors_MoreCellsThanABlock_AreTheSameBits() => Conforms(d => Flat(d.SharedNeighbors(RandomTable(1500, 12), 1.0 / 15)), 0);

    [Fact]
    public void SharedNeighbors_ACellThatAllList_IsCounted()
    {
        // Cell 0 is in every list: each pair shares at least one of two neighbours.
        var hub = new NeighborTable(700, 2, [.. Enumerable.Range(0, 700).SelectMany(i => new[] { i, i == 0 ? 1 : 0 })], new double[1400]);
        Conforms(d => Flat(d.SharedNeighbors(hub, 0)), 0);
        Assert.Equal(700L * 700, OneThread.SharedNeighbors(hub, 0).NonZeros);
    }

    [Fact]
    public void SharedNeighbors_BadTables_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => OneThread.SharedNeighbors(new NeighborTable(2, 2, [0, 2, 1, 0], new double[4]), 0));
        Assert.Throws<ArgumentException>(() => OneThread.SharedNeighbors(new NeighborTable(2, 2, [0, -1, 1, 0], new double[4]), 0));
        Assert.Throws<ArgumentException>(() => OneThread.SharedNeighbors(new NeighborTable(2, 2, [0, 0, 1, 0], new double[4]), 0));
        Assert.Throws<ArgumentException>(() => OneThread.SharedNeighbors(new NeighborTable(1, 1, [0], new double[1]), double.NaN));
        Assert.Throws<ArgumentException>(() => OneThread.SharedNeighbors(new NeighborTable(1, 1, [0], new double[1]), 1.5));
    }

    private static NeighborTable RandomTable(int cells, int k)
    {
        // Distinct neighbours near the cell, so that lists overlap: a random subset of the next 2k cells.
        var random = new Philox(30, RandomPurpose.Test, (ulong)k);
        var indices = new int[cells * k];
        for (int cell = 0; cell < cells; cell++)
        {
            int[] near = Enumerable.Range(0, Math.Min(cells, 2 * k)).Select(i => (cell + i) % cells).ToArray();
            for (int i = 0; i < k; i++)
            {
                int j = i == 0 ? 0 : i + random.NextInt32(near.Length - i);
                (near[i], near[j]) = (near[j], near[i]);
                indices[(cell * k) + i] = near[i];
            }
        }

        return new NeighborTable(cells, k, indices, new double[indices.Length]);
    }

    private static IEnumerable<double> Flat(CsrMatrix<double> matrix)
    {
        matrix.Validate();
        return [matrix.Rows, matrix.Columns, .. matrix.RowOffsets.Select(o => (double)o), .. matrix.ColumnIndices.Select(c => (double)c), .. matrix.Values];
    }
}
