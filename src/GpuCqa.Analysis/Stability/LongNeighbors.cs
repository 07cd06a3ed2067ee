using GpuCqa.Compute;
using GpuCqa.Compute.Exact;
using GpuCqa.Core.Matrices;
using GpuCqa.Statistics;

namespace GpuCqa.Analysis.Stability;

/// <summary>Exact nearest neighbours of all cells, more than are wanted, from which those among any subset are read.</summary>
/// <remarks>
/// A list holds the first cells in the order of (distance, index). Whoever of a subset is not in it comes after all that are, so the first k of the list that the subset holds are its k nearest, ties
/// included, as the order of indices within the subset is theirs in the whole. Where fewer than k are left the cell is searched among all of the subset.
/// </remarks>
/// <param name="embedding">cells x dimensions, float32.</param>
/// <param name="length">Neighbours in each list.</param>
/// <param name="indices">cells x length, row-major.</param>
public sealed class LongNeighbors(DenseMatrix<float> embedding, int length, int[] indices)
{
    /// <summary>How long lists must be that k neighbours are left of nearly all when a share of the cells stays: six standard deviations more than the mean asks for.</summary>
    /// <param name="k">Neighbours wanted, the cell itself included.</param>
    /// <param name="cells">Cells.</param>
    public static int LengthFor(int k, int cells)
    {
        const double share = StabilityRules.SubsampleShare;
        return Math.Min(cells, (int)Math.Ceiling((k + (6 * Math.Sqrt(k * (1 - share) / share))) / share));
    }

    /// <summary>Searches the lists.</summary>
    /// <param name="device">Device.</param>
    /// <param name="embedding">cells x dimensions, float32.</param>
    /// <param name="length">Neighbours of each cell.</param>
    public static int[] Search(ComputeDevice device, DenseMatrix<float> embedding, int length)
    {
        using DeviceMatrix<float> points = device.Upload(embedding);
        return device.NearestNeighbors(points, points, length, DistanceMetric.Euclidean).Indices;
    }

    /// <summary>The first neighbours of all cells.</summary>
    public NeighborTable Nearest(int k)
    {
        int wanted = Math.Min(k, length);
        var nearest = new int[embedding.Rows * wanted];
        for (int cell = 0; cell < embedding.Rows; cell++) indices.AsSpan(cell * length, wanted).CopyTo(nearest.AsSpan(cell * wanted));
        return new NeighborTable(embedding.Rows, wanted, nearest, []);
    }

    /// <summary>The nearest neighbours of some cells among themselves, without distances.</summary>
    /// <param name="cells">The cells, ascending.</param>
    /// <param name="k">Neighbours wanted, the cell itself included; all where there are fewer cells.</param>
    /// <returns>Their neighbours, counted in <paramref name="cells"/>, and how many were searched as their list was too short.</returns>
    public (NeighborTable Table, int Searched) Among(int[] cells, int k)
    {
        int wanted = Math.Min(k, cells.Length), searched = 0;
        int[] place = new int[embedding.Rows];
        Array.Fill(place, -1);
        for (int i = 0; i < cells.Length; i++) place[cells[i]] = i;
        var found = new int[cells.Length * wanted];
        for (int i = 0; i < cells.Length; i++)
        {
            Span<int> own = found.AsSpan(i * wanted, wanted);
            int at = 0;
            foreach (int other in indices.AsSpan(cells[i] * length, length))
            {
                if (place[other] < 0) continue;
                own[at++] = place[other];
                if (at == wanted) break;
            }

            if (at == wanted) continue;
            searched++;
            SearchAll(cells, i, own);
        }

        return (new NeighborTable(cells.Length, wanted, found, []), searched);
    }

    private void SearchAll(int[] cells, int query, Span<int> nearest)
    {
        var distances = new double[cells.Length];
        ExactDistance.Euclidean(embedding.Row(cells[query]), embedding, cells, distances);
        int[] order = [.. Enumerable.Range(0, cells.Length)];
        Array.Sort(order, (a, b) => distances[a] != distances[b] ? distances[a].CompareTo(distances[b]) : a.CompareTo(b));
        order.AsSpan(0, nearest.Length).CopyTo(nearest);
    }
}
