using GpuCqa.Compute.Neighbors;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Compute.Gpu.Neighbors;

/// <summary>How points are moved and scaled before they are packed.</summary>
/// <remarks>
/// For cosine, points are divided by their length. One of length 0 is at distance 1 from everything; it is put at distance 1 from the origin on an axis of its own, whence half
/// its squared distance to any unit vector is 1 too. (As a query it is answered without a search.)
/// </remarks>
internal sealed class SearchFrame
{
    private SearchFrame(PointFrame frame, bool extraAxis) => (Frame, ExtraAxis) = (frame, extraAxis);

    public PointFrame Frame { get; }

    /// <summary>Whether there is an axis for points of length 0.</summary>
    public bool ExtraAxis { get; }

    public static SearchFrame Of(ComputeDevice device, NeighborProblem problem)
    {
        double[]? queryLengths = Divisors(problem.QueryNorms), referenceLengths = ReferenceEquals(problem.QueryNorms, problem.ReferenceNorms) ? queryLengths : Divisors(problem.ReferenceNorms);
        bool extra = Array.IndexOf(problem.QueryNorms ?? [], 0) >= 0 || Array.IndexOf(problem.ReferenceNorms ?? [], 0) >= 0;
        return new SearchFrame(PointFrame.Around(device, problem.References, referenceLengths, problem.Queries, queryLengths), extra);
    }

    private static double[]? Divisors(double[]? lengths) => lengths is null || Array.IndexOf(lengths, 0) < 0 ? lengths : Array.ConvertAll(lengths, x => x == 0 ? 1 : x);
}
