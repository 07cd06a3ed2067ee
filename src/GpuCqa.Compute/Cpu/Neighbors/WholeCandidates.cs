using GpuCqa.Compute.Exact;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Compute.Neighbors;

/// <summary>The references that can still be among the k nearest of one query, by scores in whole numbers.</summary>
/// <remarks>
/// A score s is the product of the whole points less half the squared norm of the reference, rounded down: their squared distance is |q|^2 - 2 s, or 1 less. With e as the most that both points were moved together, k references
/// with scores of at least S are no farther than sqrt(|q|^2 - 2 S) + e; one whose whole distance exceeds that by more than e is farther for certain. The k best scores are kept in order, so that the limit is renewed with each of them.
/// Where too many candidates stay (copies of a cell), exact distances decide among them. Neighbours are those of float64 brute force, whatever the order of arrival.
/// </remarks>
internal sealed class WholeCandidates
{
    /// <summary>Score that stands for no reference: below every score, so that padding never passes.</summary>
    public const int None = -(1 << 30);

    private readonly DenseMatrix<float> references;
    private readonly int[] best, scores, members;
    private readonly int k;
    private float[] query = [];
    private long squares;
    private double moved;
    private int ranked, count;

    /// <summary>An empty list.</summary>
    /// <param name="references">References, in their own coordinates.</param>
    /// <param name="k">Neighbours wanted.</param>
    public WholeCandidates(DenseMatrix<float> references, int k)
    {
        (this.references, this.k) = (references, k);
        best = new int[k];
        scores = new int[(2 * k) + 64];
        members = new int[scores.Length];
    }

    /// <summary>A reference is kept when its score is above.</summary>
    public int Threshold { get; private set; }

    /// <summary>Distance on the whole scale that none of the k nearest exceeds.</summary>
    public double Reach { get; private set; }

    /// <summary>Begins another query.</summary>
    /// <param name="point">The query.</param>
    /// <param name="squaredNorm">Its squared norm, whole.</param>
    /// <param name="movedTogether">The most that it and a reference were moved together.</param>
    public void Restart(ReadOnlySpan<float> point, long squaredNorm, double movedTogether)
    {
        if (query.Length != point.Length) query = new float[point.Length];
        point.CopyTo(query);
        (squares, moved, ranked, count) = (squaredNorm, movedTogether, 0, 0);
        (Threshold, Reach) = (None, double.PositiveInfinity);
    }

    /// <summary>Adds a reference whose score is above the threshold.</summary>
    public void Add(int reference, int score)
    {
        if (count == scores.Length) MakeRoom();
        // The threshold may just have been renewed by others of the same tile.
        if (score <= Threshold) return;
        (scores[count], members[count]) = (score, reference);
        count++;
        if (ranked == k && score <= best[^1]) return;
        int at = ranked < k ? ranked++ : k - 1;
        for (; at > 0 && best[at - 1] < score; at--) best[at] = best[at - 1];
        best[at] = score;
        if (ranked == k) Renew();
    }

    /// <summary>Ranks what is left, and references that had no score, by exact distance.</summary>
    /// <param name="others">References without a score.</param>
    /// <param name="indices">Receives the k nearest.</param>
    /// <param name="distances">Receives their distances.</param>
    public void Finish(ReadOnlySpan<int> others, Span<int> indices, Span<double> distances)
    {
        KeepAbove();
        var nearest = new NearestList(indices, distances);
        nearest.Clear();
        Offer(ref nearest, members.AsSpan(0, count));
        Offer(ref nearest, others);
    }

    private void Renew()
    {
        double squared = squares - (2.0 * best[^1]);
        Reach = (Math.Sqrt(Math.Max(0, squared)) + moved) * (1 + WholeFrame.Rounding / 1024);
        double farthest = Reach + moved;
        Threshold = (int)Math.Max(None, Math.Floor((squares - 1 - (farthest * farthest)) / 2) - 1);
    }

    private void MakeRoom()
    {
        KeepAbove();
        if (count <= k + 48) return;
        Span<int> indices = new int[k];
        var nearest = new NearestList(indices, new double[k]);
        nearest.Clear();
        Offer(ref nearest, members.AsSpan(0, count));
        int kept = 0;
        for (int i = 0; i < count; i++)
        {
            if (!indices.Contains(members[i])) continue;
            (scores[kept], members[kept]) = (scores[i], members[i]);
            kept++;
        }

        count = kept;
    }

    private void KeepAbove()
    {
        int kept = 0;
        for (int i = 0; i < count; i++)
        {
            if (scores[i] <= Threshold) continue;
            (scores[kept], members[kept]) = (scores[i], members[i]);
            kept++;
        }

        count = kept;
    }

    private void Offer(ref NearestList nearest, ReadOnlySpan<int> which)
    {
        Span<double> exact = stackalloc double[64];
        for (int first = 0; first < which.Length; first += exact.Length)
        {
            ReadOnlySpan<int> part = which.Slice(first, Math.Min(exact.Length, which.Length - first));
            ExactDistance.Euclidean(query, references, part, exact);
            for (int i = 0; i < part.Length; i++) nearest.Offer(part[i], exact[i]);
        }
    }
}
