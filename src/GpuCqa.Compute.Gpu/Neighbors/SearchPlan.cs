using GpuCqa.Compute.Neighbors;

namespace GpuCqa.Compute.Gpu.Neighbors;

/// <summary>Sizes of a search: blocks, chunks, margins, and the rounds between which thresholds are renewed.</summary>
/// <remarks>
/// References lie in random order, so those of a round are a random sample: of b references after the first m, k b / m are expected to pass the threshold that the
/// first m left. A round brings at most as many references as there were before (two to three times as many right after the first block), hence about 2 k pass, and the
/// places for 3 k + 10 sqrt(2 k) overflow once in many millions of queries, unless many references are as near as the k-th.
/// </remarks>
internal sealed class SearchPlan
{
    private const double Unit = 1.0 / (1 << 24);
    private const double SmallestNormal = 1.2e-38;

    /// <param name="side">Threads of a group are its square.</param>
    /// <param name="dimensions">Coordinates of a point, with the extra axis.</param>
    /// <param name="k">Neighbours wanted.</param>
    /// <param name="references">References.</param>
    /// <param name="rankingError">Absolute error, in score units, of the float64 distances that rank the neighbours in the end.</param>
    public SearchPlan(int side, int dimensions, int k, int references, double rankingError)
    {
        (Side, K, References) = (side, k, references);
        (Chunk, Chunks) = Chunked(dimensions, ScoreTiles.QuadsPerThread * side / 4);

        // See ScoreMargin: per unit of (Q + R)^2, which is at most four times the sum of the half norms; one part more for the sum of two half norms that starts a score.
        Relative = 4 * 1.05 * Unit * ((0.5 * (dimensions + 2)) + 16);
        Absolute = ((dimensions + 4) * SmallestNormal) + rankingError;
    }

    public int Side { get; }

    public int K { get; }

    public int References { get; }

    /// <summary>Points of a block.</summary>
    public int Block => 8 * Side;

    public int ReferenceBlocks => Blocks(References);

    /// <summary>References in a block: padding is spread evenly, so that no query meets few at first.</summary>
    public int Fill => References / ReferenceBlocks;

    /// <summary>Coordinates of a chunk.</summary>
    public int Chunk { get; }

    /// <summary>Chunks of a point.</summary>
    public int Chunks { get; }

    /// <summary>Coordinates of a packed point.</summary>
    public int Depth => Chunk * Chunks;

    /// <summary>Largest error of a score per unit of both half norms.</summary>
    public double Relative { get; }

    /// <summary>Largest error of a score of points of no length.</summary>
    public double Absolute { get; }

    /// <summary>Blocks of a number of points.</summary>
    public int Blocks(int points) => (points + Block - 1) / Block;

    /// <summary>Steps of a search: blocks of references, or half the circle of blocks within one set.</summary>
    public int Steps(bool oneSet) => oneSet ? (ReferenceBlocks / 2) + 1 : ReferenceBlocks;

    /// <summary>Places for candidates of a query.</summary>
    public int Capacity(bool oneSet)
    {
        int open = Seen(Rounds(oneSet).TakeWhile(r => Seen(r.First, Fill, oneSet) < K).Select(r => r.Last).DefaultIfEmpty(1).Max(), Fill + 1, oneSet);
        double wanted = Math.Max(open, (3.0 * K) + (10 * Math.Sqrt(2.0 * K)) + 16);
        return (int)Math.Min(Math.Ceiling(wanted / 16) * 16, Math.Max(References, 1));
    }

    /// <summary>The steps of each round, one after another.</summary>
    public IEnumerable<(int First, int Last)> Rounds(bool oneSet)
    {
        int steps = Steps(oneSet), first = 0;
        while (first < steps)
        {
            int seen = Seen(first, Fill, oneSet), perStep = oneSet ? 2 * Fill : Fill;
            int last = first + (int)Math.Min(steps - first, Math.Max(1, seen < K ? 1 : seen / perStep));
            yield return (first, last);
            first = last;
        }
    }

    /// <summary>References that a query has met before a step; on the circle each further step brings a block from either side.</summary>
    private int Seen(int step, int block, bool oneSet) => (int)Math.Min(References, !oneSet ? (long)step * block : step == 0 ? 0 : block + (2L * (step - 1) * block));

    /// <summary>The even chunk with the least padding, the largest of those.</summary>
    private static (int Chunk, int Chunks) Chunked(int dimensions, int largest)
    {
        (int Chunk, int Chunks) best = (2, (Math.Max(dimensions, 1) + 1) / 2);
        for (int chunk = 4; chunk <= largest; chunk += 2)
        {
            int chunks = (Math.Max(dimensions, 1) + chunk - 1) / chunk;

            // A barrier costs about as much as a coordinate.
            if ((chunk + 1) * chunks <= (best.Chunk + 1) * best.Chunks) best = (chunk, chunks);
        }

        return best;
    }
}
