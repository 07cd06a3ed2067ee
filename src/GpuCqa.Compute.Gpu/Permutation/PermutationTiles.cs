using ILGPU;

namespace GpuCqa.Compute.Gpu;

/// <summary>Counts orders: a thread holds one tail and eight heads, that is eight orders, and walks the hypotheses from the least extreme up.</summary>
/// <remarks>
/// A statistic is |head + tail|. Per hypothesis a thread reads its tail part (neighbouring threads, neighbouring tails: whole lines), eight head
/// parts in two 16-byte loads and the threshold, which are the same for a warp. What an order keeps lies in a register. The compiled walk of one
/// scale (sm_90) is 86 instructions for eight statistics, seven of them for each (add, size, maximum, two subtractions whose signs are added), and
/// the second walk, which counts the finished maxima for the single-step p, 29. Bound: integer arithmetic, ten instructions a statistic at 64 lanes
/// a clock and multiprocessor; the 4e10 statistics of 11! orders and 1,000 hypotheses are 0.03 s on 132 multiprocessors at 1.7 GHz, and the tables
/// 21 GB of reads, most from L2, in the shadow of that. Not measured on a GPU. 32 registers, 17 KB of shared memory: all 2,048 threads fit.
/// The eight orders' counts (0 to 8) of a hypothesis are one byte in shared memory, raw and step-down in four bits each; after every 64 hypotheses
/// four threads add a row of bytes, four at once, into 64-bit global counters. Rows are 272 bytes so that these threads meet no bank twice.
/// Additions of whole numbers: no order of groups changes a count. At most 256 threads a group, a multiple of 4.
/// </remarks>
internal static class PermutationTiles
{
    /// <summary>Heads of a thread.</summary>
    public const int Heads = 8;

    private const int Chunk = 64;
    private const int RowWords = 68;
    private const int RowParts = 4;
    private const int LowNibbles = 0x0F0F0F0F;

    /// <summary>Counts a family whose statistics have one scale.</summary>
    /// <param name="heads">blocks x hypotheses x heads, fours; heads padded by <see cref="PermutationParts.Always"/> to a multiple of eight.</param>
    /// <param name="tails">blocks x hypotheses x tails.</param>
    /// <param name="thresholds">groups x hypotheses.</param>
    /// <param name="groupOf">Per hypothesis, its group.</param>
    /// <param name="counts">3 x hypotheses, added to: raw, single-step, step-down.</param>
    /// <param name="shape">Sizes.</param>
    [Kernel]
    public static void CountOneScale(ArrayView<FourHeads> heads, ArrayView<int> tails, ArrayView<int> thresholds, ArrayView<int> groupOf, ArrayView<long> counts, PermutationShape shape) =>
        Count(heads, tails, thresholds, groupOf, counts, shape, default(OneScale));

    /// <summary>Counts a family of several scales whose thresholds fall along the hypotheses in each; arguments as for one scale.</summary>
    [Kernel]
    public static void CountManyScales(ArrayView<FourHeads> heads, ArrayView<int> tails, ArrayView<int> thresholds, ArrayView<int> groupOf, ArrayView<long> counts, PermutationShape shape) =>
        Count(heads, tails, thresholds, groupOf, counts, shape, default(ManyScales));

    private static void Count<TScale>(ArrayView<FourHeads> heads, ArrayView<int> tails, ArrayView<int> thresholds, ArrayView<int> groupOf, ArrayView<long> counts, PermutationShape shape, TScale scale)
        where TScale : struct, IFamilyScale
    {
        ArrayView<int> words = SharedMemory.Allocate<int>(Chunk * RowWords);
        ArrayView<byte> bytes = words.Cast<byte>();

        // Groups may be smaller than a row; what no thread writes counts nothing.
        for (int w = Group.IdxX; w < Chunk * RowWords; w += Group.DimX) words[w] = 0;
        Group.Barrier();
        int hypotheses = shape.Hypotheses, headTile = Grid.IdxY, block = Grid.IdxZ;
        int tail = (Grid.IdxX * Group.DimX) + Group.IdxX;
        bool active = tail < shape.Tails;
        int tailAt = (block * hypotheses * shape.Tails) + (active ? tail : 0), headAt = 2 * ((block * hypotheses * shape.HeadTiles) + headTile);
        int a = scale.Start(hypotheses), b = a, c = a, d = a, e = a, f = a, g = a, h = a;
        for (int last = hypotheses; last > 0; last -= Chunk)
        {
            int first = IntrinsicMath.Max(0, last - Chunk);
            for (int j = last - 1; j >= first; j--)
            {
                int row = groupOf[j] * hypotheses, cut = thresholds[row + j], part = tails[tailAt + (j * shape.Tails)], at = headAt + (2 * j * shape.HeadTiles), raw = 0, down = 0;
                FourHeads low = heads[at], high = heads[at + 1];
                int s = IntrinsicMath.Abs(low.A + part);
                a = scale.Advance(a, s, thresholds, row);
                raw += AtLeast(s, cut);
                down += scale.Reaches(a, j, cut);
                s = IntrinsicMath.Abs(low.B + part);
                b = scale.Advance(b, s, thresholds, row);
                raw += AtLeast(s, cut);
                down += scale.Reaches(b, j, cut);
                s = IntrinsicMath.Abs(low.C + part);
                c = scale.Advance(c, s, thresholds, row);
                raw += AtLeast(s, cut);
                down += scale.Reaches(c, j, cut);
                s = IntrinsicMath.Abs(low.D + part);
                d = scale.Advance(d, s, thresholds, row);
                raw += AtLeast(s, cut);
                down += scale.Reaches(d, j, cut);
                s = IntrinsicMath.Abs(high.A + part);
                e = scale.Advance(e, s, thresholds, row);
                raw += AtLeast(s, cut);
                down += scale.Reaches(e, j, cut);
                s = IntrinsicMath.Abs(high.B + part);
                f = scale.Advance(f, s, thresholds, row);
                raw += AtLeast(s, cut);
                down += scale.Reaches(f, j, cut);
                s = IntrinsicMath.Abs(high.C + part);
                g = scale.Advance(g, s, thresholds, row);
                raw += AtLeast(s, cut);
                down += scale.Reaches(g, j, cut);
                s = IntrinsicMath.Abs(high.D + part);
                h = scale.Advance(h, s, thresholds, row);
                raw += AtLeast(s, cut);
                down += scale.Reaches(h, j, cut);
                bytes[(4 * RowWords * (j - first)) + Group.IdxX] = (byte)(active ? raw + (16 * down) : 0);
            }

            Group.Barrier();
            Add(words, first, last - first, counts, 0, 2 * hypotheses);
            Group.Barrier();
        }

        for (int first = 0; first < hypotheses; first += Chunk)
        {
            int last = IntrinsicMath.Min(hypotheses, first + Chunk);
            for (int j = first; j < last; j++)
            {
                int cut = thresholds[(groupOf[j] * hypotheses) + j];
                int n = scale.Reaches(a, j, cut) + scale.Reaches(b, j, cut) + scale.Reaches(c, j, cut) + scale.Reaches(d, j, cut)
                    + scale.Reaches(e, j, cut) + scale.Reaches(f, j, cut) + scale.Reaches(g, j, cut) + scale.Reaches(h, j, cut);
                bytes[(4 * RowWords * (j - first)) + Group.IdxX] = (byte)(active ? n : 0);
            }

            Group.Barrier();
            Add(words, first, last - first, counts, hypotheses, 2 * hypotheses);
            Group.Barrier();
        }
    }

    /// <summary>1 when a value is at least the cut: the sign of a difference, without a predicate.</summary>
    internal static int AtLeast(int value, int cut) => (int)((uint)(cut - 1 - value) >> 31);

    /// <summary>Adds rows of bytes, low and high halves apart, to counters of the hypotheses from a first one on.</summary>
    /// <remarks>A thread adds every fourth word, at most 17 of them: 8 x 17 = 136 fits a byte.</remarks>
    private static void Add(ArrayView<int> words, int first, int rows, ArrayView<long> counts, int lowAt, int highAt)
    {
        int part = Group.IdxX & (RowParts - 1);
        for (int row = Group.IdxX / RowParts; row < rows; row += Group.DimX / RowParts)
        {
            int low = 0, high = 0;
            for (int w = part; w < RowWords; w += RowParts)
            {
                int word = words[(row * RowWords) + w];
                low += word & LowNibbles;
                high += (word >> 4) & LowNibbles;
            }

            int lowSum = SumOfBytes(low), highSum = SumOfBytes(high);
            if (lowSum > 0) Atomic.Add(ref counts[lowAt + first + row], (long)lowSum);
            if (highSum > 0) Atomic.Add(ref counts[highAt + first + row], (long)highSum);
        }
    }

    private static int SumOfBytes(int bytes) => (bytes & 0xFF) + ((bytes >> 8) & 0xFF) + ((bytes >> 16) & 0xFF) + ((bytes >> 24) & 0xFF);
}
