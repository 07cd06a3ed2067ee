using GpuCqa.Core.Matrices;

namespace GpuCqa.Compute.Neighbors;

/// <summary>Which blocks of a set in order can hold neighbours of a block's points: by the triangle inequality, from the centres of blocks and how far their points are from them.</summary>
/// <remarks>
/// A block goes unseen when every point of it is for certain farther from each query than the k-th nearest of what the query has seen. Distances are those in the leading dimensions, which
/// are at most the whole ones; bounds carry the error of the float32 scores (<see cref="ScoreMargin"/>) and a slack far above the rounding of float64.
/// </remarks>
internal sealed class BlockReach
{
    private const double Slack = 1e-9;

    private readonly NeighborProblem problem;
    private readonly PointFrame frame;
    private readonly PackedPoints points;
    private readonly ScoreMargin margin;
    private readonly DenseMatrix<double> centers;
    private readonly double[] radii;
    private readonly double largest;

    private BlockReach(NeighborProblem problem, PointFrame frame, PackedPoints points, ScoreMargin margin, int leading)
    {
        (this.problem, this.frame, this.points, this.margin) = (problem, frame, points, margin);
        centers = new DenseMatrix<double>(points.Blocks, leading);
        radii = new double[points.Blocks];
        largest = Enumerable.Range(0, points.Blocks).Max(points.BlockNorm);
    }

    /// <summary>Measures the blocks.</summary>
    /// <param name="device">Its host threads do the work.</param>
    /// <param name="problem">The set, and its order.</param>
    /// <param name="frame">Frame of the packed points.</param>
    /// <param name="points">The packed points.</param>
    /// <param name="margin">Error of scores.</param>
    /// <param name="leading">Leading dimensions to measure in, at most.</param>
    public static BlockReach Of(ComputeDevice device, NeighborProblem problem, PointFrame frame, PackedPoints points, ScoreMargin margin, int leading)
    {
        var reach = new BlockReach(problem, frame, points, margin, Math.Min(leading, points.Depth));
        device.ForEach(points.Blocks, reach.Measure);
        return reach;
    }

    /// <summary>Whether a block can hold a neighbour of any of another block's points.</summary>
    /// <param name="block">Block of the queries.</param>
    /// <param name="candidates">What they have found.</param>
    /// <param name="other">Block of the references.</param>
    public bool Reaches(int block, CandidateBlock candidates, int other)
    {
        int first = block * points.BlockSize, count = Math.Min(points.BlockSize, points.Count - first);
        ReadOnlySpan<double> center = centers.Row(other);
        double between = 0;
        for (int d = 0; d < center.Length; d++) between += (centers[block, d] - center[d]) * (centers[block, d] - center[d]);
        between = Math.Sqrt(between);
        double allApart = between - radii[block] - radii[other] - (Slack * (between + radii[block] + radii[other]));
        for (int q = 0; q < count; q++)
        {
            double reach = ReachOf(first + q, candidates.Floor(q));
            if (allApart > reach) continue;
            double distance = Distance(problem.Queries.Row(problem.Query(first + q)), center);
            if (!(distance - radii[other] - (Slack * (distance + radii[other])) > reach)) return true;
        }

        return false;
    }

    /// <summary>All blocks, from the nearest centre to the farthest.</summary>
    public int[] ByDistance(int block)
    {
        int[] order = [.. Enumerable.Range(0, centers.Rows)];
        double[] distances = new double[order.Length];
        for (int b = 0; b < order.Length; b++)
            for (int d = 0; d < centers.Columns; d++) distances[b] += (centers[block, d] - centers[b, d]) * (centers[block, d] - centers[b, d]);
        Array.Sort(distances, order);
        return order;
    }

    /// <summary>The distance that no neighbour of a query exceeds.</summary>
    /// <remarks>The exact score of the k-th nearest is at least the floor, and a score is half the squared norm of the query less half the squared distance.</remarks>
    private double ReachOf(int place, float floor)
    {
        if (float.IsNegativeInfinity(floor)) return double.PositiveInfinity;
        double norm = points.Norm(place), farthest = (norm * norm) - (2 * ((double)floor - margin.Of(norm, largest)));
        return Math.Sqrt(Math.Max(0, farthest)) / frame.Scale * (1 + Slack);
    }

    private void Measure(int block)
    {
        int first = block * points.BlockSize, count = Math.Min(points.BlockSize, points.Count - first);
        Span<double> center = centers.Row(block);
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<float> row = problem.Queries.Row(problem.Query(first + i));
            for (int d = 0; d < center.Length; d++) center[d] += row[d];
        }

        for (int d = 0; d < center.Length; d++) center[d] /= count;
        for (int i = 0; i < count; i++) radii[block] = Math.Max(radii[block], Distance(problem.Queries.Row(problem.Query(first + i)), center));
    }

    private static double Distance(ReadOnlySpan<float> point, ReadOnlySpan<double> center)
    {
        double sum = 0;
        for (int d = 0; d < center.Length; d++) sum += (point[d] - center[d]) * (point[d] - center[d]);
        return Math.Sqrt(sum);
    }
}
