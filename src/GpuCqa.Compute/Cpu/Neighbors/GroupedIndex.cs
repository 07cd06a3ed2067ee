using System.Numerics;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Compute.Neighbors;

/// <summary>Exact nearest neighbours among references in groups: panels that the triangle inequality excludes are left out, the others are scored as in a full search.</summary>
/// <typeparam name="TTile">Score tile of a vector width.</typeparam>
/// <remarks>
/// Panels of references lie from the centre of their group outwards, between two distances to it. A reference whose distance to the centre differs from the query's by more than the query's k-th best distance so far
/// is farther than that; a panel goes unseen when this holds of it for every query of the tile. Bounds carry the error of the float32 scores (<see cref="ScoreMargin"/>), so that nothing near is lost: float64
/// distances decide as in <see cref="NeighborSearch{TTile}"/>. Queries of a tile are neighbours of each other, and meet the nearest groups first. Where distances say little, as in many dimensions of noise, all panels
/// are seen; what is saved then is the packing.
/// </remarks>
internal sealed unsafe class GroupedIndex<TTile> : NeighborIndex where TTile : struct, IScoreTile
{
    /// <summary>Relative slack of distances compared as bounds; their float64 rounding is a millionth of it.</summary>
    private const double Slack = 1e-9;

    /// <summary>Scaled norm up to which queries are searched by scores; the references' are about 1.</summary>
    private const double FarthestQuery = 1e6;

    /// <summary>Dimensions that groups are made in: principal components come by spread, and the last ones, mostly noise, would only widen the groups. A distance within them is at most the whole one.</summary>
    private const int Leading = 16;

    private readonly ComputeDevice device;
    private readonly DenseMatrix<float> references;
    private readonly ReferenceGroups groups;
    private readonly PointFrame frame;
    private readonly AlignedBuffer<float> panels, bias;
    private readonly int[] members;
    private readonly int[] firstPanels;
    private readonly double[] near, far;
    private readonly ScoreMargin margin;
    private readonly double largest;
    private readonly int depth;

    /// <summary>Groups and packs the references.</summary>
    public GroupedIndex(ComputeDevice device, DenseMatrix<float> references) : base(device, references)
    {
        (this.device, this.references, depth) = (device, references, references.Columns);
        groups = ReferenceGroups.Of(device, references, Math.Min(depth, Leading));
        frame = PointFrame.Around(device, references, null, references, null);
        int count = groups.Starts.Length - 1;
        firstPanels = new int[count + 1];
        for (int g = 0; g < count; g++) firstPanels[g + 1] = firstPanels[g] + ((groups.Starts[g + 1] - groups.Starts[g] + TTile.Columns - 1) / TTile.Columns);
        int all = firstPanels[count];
        panels = new AlignedBuffer<float>((long)all * TTile.Columns * depth);
        bias = new AlignedBuffer<float>((long)all * TTile.Columns);
        members = new int[all * TTile.Columns];
        (near, far) = (new double[all], new double[all]);
        double[] norms = new double[count];
        device.ForEach(count, g => norms[g] = Pack(g));
        largest = norms.Max();
        margin = new ScoreMargin(depth, 0);
    }

    /// <inheritdoc/>
    public override NeighborTable Search(DenseMatrix<float> queries, int k)
    {
        ComputeDevice.CheckNeighbors(queries, references, k);
        if (!InReach(queries)) return base.Search(queries, k);
        int count = groups.Starts.Length - 1;
        var toCenters = new DenseMatrix<double>(queries.Rows, count);
        int[] nearest = new int[queries.Rows], order = [.. Enumerable.Range(0, queries.Rows)];
        device.ForEach(queries.Rows, q =>
        {
            Span<double> distances = toCenters.Row(q);
            groups.Measure(queries.Row(q), distances);
            for (int g = 1; g < count; g++)
            {
                if (distances[g] < distances[nearest[q]]) nearest[q] = g;
            }
        });
        Array.Sort(order, (a, b) => (nearest[a], toCenters[a, nearest[a]], a).CompareTo((nearest[b], toCenters[b, nearest[b]], b)));
        var sorted = new DenseMatrix<float>(queries.Rows, depth);
        for (int i = 0; i < order.Length; i++) queries.Row(order[i]).CopyTo(sorted.Row(i));
        NeighborTable found = Empty(queries.Rows, k), table = Empty(queries.Rows, k);
        var problem = new NeighborProblem(sorted, references, k, null, null);
        device.ForEach((order.Length + TTile.Rows - 1) / TTile.Rows, t => SearchTile(t * TTile.Rows, order, problem, toCenters, found));
        for (int i = 0; i < order.Length; i++)
        {
            found.IndicesOf(i).CopyTo(table.Indices.AsSpan(order[i] * k));
            found.DistancesOf(i).CopyTo(table.Distances.AsSpan(order[i] * k));
        }

        return table;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        panels.Dispose();
        bias.Dispose();
        base.Dispose(disposing);
    }

    private bool InReach(DenseMatrix<float> queries)
    {
        for (int i = 0; i < queries.Values.Length; i++)
        {
            if (Math.Abs((queries.Values[i] - frame.Center[i % depth]) * frame.Scale) > FarthestQuery) return false;
        }

        return true;
    }

    /// <summary>Packs a group; returns its largest norm.</summary>
    private double Pack(int group)
    {
        double largestNorm = 0;
        int first = groups.Starts[group], size = groups.Starts[group + 1] - first;
        for (int p = firstPanels[group]; p < firstPanels[group + 1]; p++)
        {
            int from = first + ((p - firstPanels[group]) * TTile.Columns), here = Math.Min(TTile.Columns, first + size - from);
            (near[p], far[p]) = (groups.Distances[from], groups.Distances[from + here - 1]);
            float* panel = panels.Pointer + ((long)p * TTile.Columns * depth);
            float* half = bias.Pointer + ((long)p * TTile.Columns);
            for (int i = 0; i < TTile.Columns; i++)
            {
                if (i >= here)
                {
                    half[i] = float.NegativeInfinity;
                    continue;
                }

                members[(p * TTile.Columns) + i] = groups.Order[from + i];
                double norm = Place(references.Row(groups.Order[from + i]), panel + i, TTile.Columns);
                half[i] = -(float)(0.5 * norm * norm);
                largestNorm = Math.Max(largestNorm, norm);
            }
        }

        return largestNorm;
    }

    /// <summary>Writes a point into a panel; returns its norm in the frame.</summary>
    private double Place(ReadOnlySpan<float> point, float* to, int stride)
    {
        double squares = 0;
        for (int d = 0; d < depth; d++)
        {
            float x = (float)((point[d] - frame.Center[d]) * frame.Scale);
            to[d * stride] = x;
            squares += (double)x * x;
        }

        return Math.Sqrt(squares);
    }

    private void SearchTile(int first, int[] order, NeighborProblem problem, DenseMatrix<double> toCenters, NeighborTable table)
    {
        int rows = Math.Min(TTile.Rows, order.Length - first);
        float* scratch = stackalloc float[(TTile.Rows * TTile.Columns) + (2 * TTile.Rows) + 16];
        scratch = (float*)(((nuint)scratch + 63) & ~(nuint)63);
        float* tile = scratch, thresholds = scratch + (TTile.Rows * TTile.Columns), zeros = thresholds + TTile.Rows;
        using var queries = new AlignedBuffer<float>((long)TTile.Rows * depth);
        Span<double> squares = stackalloc double[TTile.Rows], reach = stackalloc double[TTile.Rows];
        Span<float> margins = stackalloc float[TTile.Rows];
        for (int r = 0; r < TTile.Rows; r++)
        {
            zeros[r] = 0;
            thresholds[r] = r < rows ? float.NegativeInfinity : float.PositiveInfinity;
            reach[r] = double.PositiveInfinity;
            if (r >= rows) continue;
            double norm = Place(problem.Queries.Row(first + r), queries.Pointer + r, TTile.Rows);
            squares[r] = norm * norm;
            margins[r] = MathF.BitIncrement((float)margin.Of(norm, largest));
        }

        using var memory = new AlignedBuffer<byte>(rows * CandidateBlock.BytesPerQuery(problem.K));
        var candidates = new CandidateBlock(first, rows, problem, TTile.Selection, memory.Pointer);
        foreach (int group in ByDistance(order.AsSpan(first, rows), toCenters))
        {
            for (int p = firstPanels[group]; p < firstPanels[group + 1]; p++)
            {
                bool seen = false;
                for (int r = 0; r < rows && !seen; r++)
                {
                    double distance = toCenters[order[first + r], group], apart = Math.Max(distance - far[p], near[p] - distance);
                    seen = !(apart - (Slack * (distance + far[p])) > reach[r]);
                }

                if (!seen) continue;
                uint hits = TTile.Run(queries.Pointer, panels.Pointer + ((long)p * TTile.Columns * depth), depth, bias.Pointer + ((long)p * TTile.Columns), thresholds, zeros, null, tile);
                for (uint left = hits; left != 0; left &= left - 1)
                {
                    int r = BitOperations.TrailingZeroCount(left);
                    if (!Keep(candidates, r, p, tile + (r * TTile.Columns), thresholds, margins[r])) continue;
                    // The k-th best exact score is at least the floor: half the squared distance that no neighbour exceeds, with the error of the norms.
                    double farthest = squares[r] - (2 * ((double)candidates.Floor(r) - margins[r]));
                    reach[r] = Math.Sqrt(Math.Max(0, farthest)) / frame.Scale * (1 + Slack);
                }
            }
        }

        for (int r = 0; r < rows; r++) candidates.Finish(r, table);
    }

    /// <summary>Keeps what passes the query's threshold; whether its floor was renewed.</summary>
    private bool Keep(CandidateBlock candidates, int query, int panel, float* scores, float* thresholds, float margin)
    {
        int width = TTile.Columns / TTile.Vectors;
        bool renewed = false;
        for (int v = 0; v < TTile.Vectors; v++)
        {
            for (uint mask = TTile.RowMask(scores + (v * width), thresholds[query]); mask != 0; mask &= mask - 1)
            {
                int c = (v * width) + BitOperations.TrailingZeroCount(mask);
                if (!candidates.Add(query, members[(panel * TTile.Columns) + c], scores[c], margin)) continue;
                renewed = true;
                // Strictly below, so that "greater than" keeps equality.
                thresholds[query] = MathF.BitDecrement(MathF.BitDecrement((float)((double)candidates.Floor(query) - margin)));
            }
        }

        return renewed;
    }

    /// <summary>Groups by the distance of their centre to the nearest of some queries.</summary>
    private static int[] ByDistance(ReadOnlySpan<int> queries, DenseMatrix<double> toCenters)
    {
        double[] nearest = new double[toCenters.Columns];
        int[] byDistance = new int[nearest.Length];
        Array.Fill(nearest, double.PositiveInfinity);
        for (int g = 0; g < nearest.Length; g++)
        {
            byDistance[g] = g;
            foreach (int q in queries) nearest[g] = Math.Min(nearest[g], toCenters[q, g]);
        }

        Array.Sort(nearest, byDistance);
        return byDistance;
    }

    private static NeighborTable Empty(int queries, int k) => new(queries, k, new int[checked(queries * k)], new double[(long)queries * k]);
}
