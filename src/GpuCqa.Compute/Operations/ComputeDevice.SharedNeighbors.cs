using GpuCqa.Core.Matrices;

namespace GpuCqa.Compute;

public abstract partial class ComputeDevice
{
    /// <summary>Builds the shared-nearest-neighbour graph: the Jaccard index of the neighbour lists of every two cells.</summary>
    /// <param name="neighbors">k neighbours of each cell among the same cells, the cell itself normally among them; distances are not used.</param>
    /// <param name="prune">Weights below this are removed, 0 to 1; the diagonal stays.</param>
    /// <returns>cells x cells, s / (2k - s) for s shared neighbours, CSR, float64; symmetric, diagonal 1.</returns>
    /// <exception cref="ArgumentException">A neighbour is out of range or listed twice, or <paramref name="prune"/> is not between 0 and 1.</exception>
    /// <remarks>Seurat's FindNeighbors. All devices give the same bits. Work grows with the sum over cells of the squared number of lists they are in.</remarks>
    public virtual CsrMatrix<double> SharedNeighbors(NeighborTable neighbors, double prune)
    {
        (int[] starts, int[] listedIn) = InvertNeighbors(neighbors, prune);
        var offsets = new long[neighbors.Queries + 1];
        var columns = new List<int>();
        var values = new List<double>();
        for (int cell = 0; cell < neighbors.Queries; cell++)
        {
            var shared = new SortedDictionary<int, int>();
            foreach (int neighbor in neighbors.IndicesOf(cell))
            {
                for (int at = starts[neighbor]; at < starts[neighbor + 1]; at++) shared[listedIn[at]] = shared.GetValueOrDefault(listedIn[at]) + 1;
            }

            foreach ((int other, int count) in shared)
            {
                double weight = count / ((2.0 * neighbors.K) - count);
                if (weight < prune) continue;
                columns.Add(other);
                values.Add(weight);
            }

            offsets[cell + 1] = columns.Count;
        }

        return new CsrMatrix<double>(neighbors.Queries, neighbors.Queries, offsets, [.. columns], [.. values]);
    }

    /// <summary>For each cell the cells, ascending, whose neighbour lists it is in: those of cell c lie from <c>Starts[c]</c> to <c>Starts[c + 1]</c>.</summary>
    private protected static (int[] Starts, int[] ListedIn) InvertNeighbors(NeighborTable neighbors, double prune)
    {
        if (!(prune is >= 0 and <= 1)) throw new ArgumentException($"Shared-neighbour weights are pruned below {prune}; expected 0 to 1.", nameof(prune));
        int cells = neighbors.Queries;
        var starts = new int[cells + 1];
        var lastList = new int[cells];
        Array.Fill(lastList, -1);
        for (int cell = 0; cell < cells; cell++)
        {
            foreach (int neighbor in neighbors.IndicesOf(cell))
            {
                if ((uint)neighbor >= (uint)cells) throw new ArgumentException($"Cell {cell} has neighbour {neighbor}; expected 0 to {cells - 1}.", nameof(neighbors));
                if (lastList[neighbor] == cell) throw new ArgumentException($"Cell {cell} has neighbour {neighbor} twice.", nameof(neighbors));
                lastList[neighbor] = cell;
                starts[neighbor + 1]++;
            }
        }

        for (int cell = 0; cell < cells; cell++) starts[cell + 1] += starts[cell];
        int[] next = starts[..cells];
        var listedIn = new int[starts[cells]];
        for (int cell = 0; cell < cells; cell++)
            foreach (int neighbor in neighbors.IndicesOf(cell)) listedIn[next[neighbor]++] = cell;
        return (starts, listedIn);
    }
}
