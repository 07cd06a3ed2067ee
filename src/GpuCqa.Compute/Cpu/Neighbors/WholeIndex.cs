using System.Numerics;
using System.Runtime.Intrinsics;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Compute.Neighbors;

/// <summary>Exact nearest neighbours among references that lie packed in whole coordinates and in groups: blocks that the triangle inequality excludes are left out, the others are scored in whole numbers.</summary>
/// <typeparam name="TLanes">Lanes of a vector width.</typeparam>
/// <typeparam name="TVector">Register type.</typeparam>
/// <remarks>
/// Blocks of references lie from the centre of their group outwards, between two distances to it. A reference whose distance to the centre differs from the query's by more than the query's k-th best distance so far
/// is farther than that; a block goes unseen when this holds of it for every query of the tile. Scores find the candidates (<see cref="WholeCandidates"/>), float64 distances decide as in <see cref="NeighborSearch{TTile}"/>.
/// Queries are searched in chunks of neighbours: a group is read from memory once for all of a chunk, the nearest groups first. Where distances say little, as in many dimensions of noise, all blocks are seen.
/// </remarks>
internal sealed unsafe class WholeIndex<TLanes, TVector> : NeighborIndex where TVector : struct where TLanes : IPairLanes<TVector>
{
    /// <summary>Relative slack of distances compared as bounds; their float64 rounding is a millionth of it.</summary>
    private const double Slack = 1e-9;

    /// <summary>Dimensions that groups are made in: principal components come by spread, and the last ones, mostly noise, would only widen the groups. A distance within them is at most the whole one.</summary>
    private const int Leading = 16;

    /// <summary>References that are left out or scored together, a multiple of every tile.</summary>
    private const int BlockPoints = 64;

    private const int Rows = PairTile<TLanes, TVector>.Rows, TilesOfChunk = 32;

    private readonly CpuDevice device;
    private readonly DenseMatrix<float> references;
    private readonly ReferenceGroups groups;
    private readonly WholeFrame frame;
    private readonly AlignedBuffer<int> panels, bias;
    private readonly int[] members, firstBlocks, far;
    private readonly double[] nearest, farthest;
    private readonly DenseMatrix<double> centers;
    private readonly double moved;
    private readonly int pairs;

    /// <summary>Groups and packs the references.</summary>
    public WholeIndex(CpuDevice device, DenseMatrix<float> references) : base(device, references)
    {
        (this.device, this.references, pairs) = (device, references, (references.Columns + 1) / 2);
        groups = ReferenceGroups.Of(device, references, Math.Min(references.Columns, Leading));
        centers = new DenseMatrix<double>(groups.Centers.Rows, groups.Centers.Columns, Array.ConvertAll(groups.Centers.Values, c => (double)c));
        (frame, double[] norms) = WholeFrame.Around(device, references);
        far = [.. Enumerable.Range(0, references.Rows).Where(i => norms[i] > frame.Reach)];
        int count = groups.Starts.Length - 1;
        firstBlocks = new int[count + 1];
        for (int g = 0; g < count; g++) firstBlocks[g + 1] = firstBlocks[g] + ((groups.Starts[g + 1] - groups.Starts[g] + BlockPoints - 1) / BlockPoints);
        int all = firstBlocks[count];
        panels = new AlignedBuffer<int>((long)all * BlockPoints * pairs);
        bias = new AlignedBuffer<int>((long)all * BlockPoints);
        members = new int[all * BlockPoints];
        (nearest, farthest) = (new double[all], new double[all]);
        double[] most = new double[count];
        device.ForEach(count, g => most[g] = Pack(g, norms));
        moved = most.Max();
    }

    /// <inheritdoc/>
    public override NeighborTable Search(DenseMatrix<float> queries, int k)
    {
        ComputeDevice.CheckNeighbors(queries, references, k);
        var table = new NeighborTable(queries.Rows, k, new int[checked(queries.Rows * k)], new double[(long)queries.Rows * k]);
        int[] nearGroup = new int[queries.Rows];
        double[] nearDistance = new double[queries.Rows];
        bool[] within = new bool[queries.Rows];
        device.ForEach((queries.Rows + Rows - 1) / Rows, t => Locate(queries, t * Rows, nearGroup, nearDistance, within));
        int[] order = [.. Enumerable.Range(0, queries.Rows).Where(q => within[q])], outside = [.. Enumerable.Range(0, queries.Rows).Where(q => !within[q])];
        Array.Sort(order, (a, b) => (nearGroup[a], nearDistance[a], a).CompareTo((nearGroup[b], nearDistance[b], b)));
        int tiles = (order.Length + Rows - 1) / Rows, size = Math.Clamp((tiles + (2 * device.Threads) - 1) / (2 * device.Threads), 1, TilesOfChunk);
        device.ForEach((tiles + size - 1) / size, c => SearchChunk(queries, order.AsSpan(c * size * Rows, Math.Min(size * Rows, order.Length - (c * size * Rows))), nearGroup, table));
        if (outside.Length > 0) SearchAll(queries, outside, table);
        return table;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        panels.Dispose();
        bias.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Packs a group; returns the most that one of its points was moved.</summary>
    private double Pack(int group, double[] norms)
    {
        double most = 0;
        int columns = PairTile<TLanes, TVector>.Columns, first = groups.Starts[group], size = groups.Starts[group + 1] - first;
        for (int b = firstBlocks[group]; b < firstBlocks[group + 1]; b++)
        {
            int from = first + ((b - firstBlocks[group]) * BlockPoints), here = Math.Min(BlockPoints, first + size - from);
            (nearest[b], farthest[b]) = (groups.Distances[from], groups.Distances[from + here - 1]);
            int* half = bias.Pointer + ((long)b * BlockPoints);
            for (int i = 0; i < BlockPoints; i++)
            {
                half[i] = WholeCandidates.None;
                if (i >= here || norms[groups.Order[from + i]] > frame.Reach) continue;
                members[(b * BlockPoints) + i] = groups.Order[from + i];
                int* panel = panels.Pointer + ((((long)b * BlockPoints) + (i / columns * columns)) * pairs) + (i % columns);
                (long squares, double shift) = frame.Place(references.Row(groups.Order[from + i]), panel, columns);
                half[i] = -(int)((squares + 1) / 2);
                most = Math.Max(most, shift);
            }
        }

        return most;
    }

    /// <summary>The nearest group of each query of a tile, and whether its score can be made.</summary>
    private void Locate(DenseMatrix<float> queries, int first, int[] nearGroup, double[] nearDistance, bool[] within)
    {
        int here = Math.Min(Rows, queries.Rows - first), count = firstBlocks.Length - 1;
        Span<Vector256<double>> coordinates = stackalloc Vector256<double>[centers.Columns];
        for (int d = 0; d < coordinates.Length; d++)
        {
            for (int r = 0; r < here; r++) coordinates[d] = coordinates[d].WithElement(r, queries[first + r, d]);
        }

        Vector256<double> least = Vector256.Create(double.PositiveInfinity), at = Vector256<double>.Zero;
        for (int g = 0; g < count; g++)
        {
            Vector256<double> squared = ToCenter(g, coordinates), less = Vector256.LessThan(squared, least);
            least = Vector256.ConditionalSelect(less, squared, least);
            at = Vector256.ConditionalSelect(less, Vector256.Create((double)g), at);
        }

        for (int r = 0; r < here; r++)
        {
            (nearGroup[first + r], nearDistance[first + r]) = ((int)at[r], least[r]);
            within[first + r] = frame.NormOf(queries.Row(first + r)) <= WholeFrame.FarthestQuery;
        }
    }

    /// <summary>Squared distances of four points to a centre.</summary>
    private Vector256<double> ToCenter(int group, ReadOnlySpan<Vector256<double>> coordinates)
    {
        ReadOnlySpan<double> center = centers.Row(group);
        Vector256<double> sum = Vector256<double>.Zero;
        for (int d = 0; d < coordinates.Length; d++)
        {
            Vector256<double> difference = coordinates[d] - Vector256.Create(center[d]);
            sum += difference * difference;
        }

        return sum;
    }

    private void SearchChunk(DenseMatrix<float> queries, ReadOnlySpan<int> which, int[] nearGroup, NeighborTable table)
    {
        int tiles = (which.Length + Rows - 1) / Rows, count = firstBlocks.Length - 1, columns = PairTile<TLanes, TVector>.Columns;
        using var packed = new AlignedBuffer<int>((long)tiles * Rows * pairs);
        using var distances = new AlignedBuffer<double>((long)tiles * count * Rows);
        using var reaches = new AlignedBuffer<double>(tiles * Rows);
        using var memory = new AlignedBuffer<int>((tiles * Rows) + (Rows * columns));
        int* thresholds = memory.Pointer + (Rows * columns), tile = memory.Pointer;
        var candidates = new WholeCandidates[which.Length];
        for (int i = 0; i < tiles * Rows; i++)
        {
            // A row without a query keeps nothing, and nothing is within its reach.
            (thresholds[i], reaches.Pointer[i]) = (int.MaxValue, double.NegativeInfinity);
            if (i >= which.Length) continue;
            ReadOnlySpan<float> point = queries.Row(which[i]);
            (long squares, double shift) = frame.Place(point, packed.Pointer + ((long)(i / Rows) * Rows * pairs) + (i % Rows), Rows);
            candidates[i] = new WholeCandidates(references, table.K);
            candidates[i].Restart(point, squares, shift + moved + WholeFrame.Rounding);
            (thresholds[i], reaches.Pointer[i]) = (candidates[i].Threshold, candidates[i].Reach);
        }

        int[] byDistance = Measure(queries, which, tiles, distances.Pointer);
        // Each query begins in its own group, so that what comes later meets a limit that is nearly its last.
        bool[] seen = new bool[tiles * count];
        for (int i = 0; i < which.Length; i++) Visit(i / Rows, nearGroup[which[i]]);
        foreach (int group in byDistance)
        {
            for (int t = 0; t < tiles; t++) Visit(t, group);
        }

        for (int i = 0; i < which.Length; i++) candidates[i].Finish(far, table.Indices.AsSpan(which[i] * table.K, table.K), table.Distances.AsSpan(which[i] * table.K, table.K));

        void Visit(int t, int group)
        {
            int first = firstBlocks[group], end = firstBlocks[group + 1];
            if (first == end || seen[(t * count) + group]) return;
            seen[(t * count) + group] = true;
            double* reach = reaches.Pointer + (t * Rows);
            Vector256<double> toCenter = Vector256.Load(distances.Pointer + ((((long)t * count) + group) * Rows));
            if (!Reaches(toCenter, nearest[first], farthest[end - 1], reach)) return;
            for (int b = first; b < end; b++)
            {
                if (Reaches(toCenter, nearest[b], farthest[b], reach)) Score(b, t, packed.Pointer, thresholds, reaches.Pointer, tile, candidates);
            }
        }
    }

    /// <summary>Distances of a chunk's queries to the centres (tiles x groups x rows); groups by the distance of their centre to the nearest query.</summary>
    private int[] Measure(DenseMatrix<float> queries, ReadOnlySpan<int> which, int tiles, double* distances)
    {
        int count = firstBlocks.Length - 1, leading = centers.Columns;
        double[] least = new double[count];
        int[] byDistance = new int[count];
        Array.Fill(least, double.PositiveInfinity);
        Span<Vector256<double>> coordinates = stackalloc Vector256<double>[leading];
        for (int t = 0; t < tiles; t++)
        {
            for (int r = 0; r < Rows; r++)
            {
                // Rows without a query repeat the last one.
                ReadOnlySpan<float> point = queries.Row(which[Math.Min(which.Length - 1, (t * Rows) + r)]);
                for (int d = 0; d < leading; d++) coordinates[d] = coordinates[d].WithElement(r, point[d]);
            }

            for (int g = 0; g < count; g++)
            {
                Vector256<double> distance = Vector256.Sqrt(ToCenter(g, coordinates));
                distance.Store(distances + ((((long)t * count) + g) * Rows));
                least[g] = Math.Min(least[g], Math.Min(Math.Min(distance[0], distance[1]), Math.Min(distance[2], distance[3])));
            }
        }

        for (int g = 0; g < count; g++) byDistance[g] = g;
        Array.Sort(least, byDistance);
        return byDistance;
    }

    /// <summary>Whether a reference between two distances to a centre can be within reach of any of four queries.</summary>
    private static bool Reaches(Vector256<double> toCenter, double near, double far, double* reaches)
    {
        Vector256<double> outer = Vector256.Create(far), apart = Vector256.Max(toCenter - outer, Vector256.Create(near) - toCenter);
        return !Vector256.GreaterThanAll(apart - (Vector256.Create(Slack) * (toCenter + outer)), Vector256.Load(reaches));
    }

    private void Score(int block, int tileNumber, int* packed, int* thresholds, double* reaches, int* tile, WholeCandidates[] candidates)
    {
        int columns = PairTile<TLanes, TVector>.Columns, row = tileNumber * Rows;
        for (int c = 0; c < BlockPoints; c += columns)
        {
            int place = (block * BlockPoints) + c;
            uint hits = PairTile<TLanes, TVector>.Run(packed + ((long)row * pairs), panels.Pointer + ((long)place * pairs), pairs, bias.Pointer + place, thresholds + row, tile);
            for (; hits != 0; hits &= hits - 1)
            {
                int r = BitOperations.TrailingZeroCount(hits);
                WholeCandidates list = candidates[row + r];
                for (ulong mask = PairTile<TLanes, TVector>.RowMask(tile + (r * columns), thresholds[row + r]); mask != 0; mask &= mask - 1)
                {
                    int i = BitOperations.TrailingZeroCount(mask);
                    list.Add(members[place + i], tile[(r * columns) + i]);
                }

                (thresholds[row + r], reaches[row + r]) = (list.Threshold, list.Reach / frame.Scale * (1 + Slack));
            }
        }
    }

    /// <summary>Queries so far from all references that whole coordinates could not hold them.</summary>
    private void SearchAll(DenseMatrix<float> queries, int[] which, NeighborTable table)
    {
        var points = new DenseMatrix<float>(which.Length, queries.Columns);
        for (int i = 0; i < which.Length; i++) queries.Row(which[i]).CopyTo(points.Row(i));
        NeighborTable found = base.Search(points, table.K);
        for (int i = 0; i < which.Length; i++)
        {
            found.IndicesOf(i).CopyTo(table.Indices.AsSpan(which[i] * table.K));
            found.DistancesOf(i).CopyTo(table.Distances.AsSpan(which[i] * table.K));
        }
    }
}
