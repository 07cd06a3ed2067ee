namespace GpuCqa.Statistics;

/// <summary>Counts the orders of one set of ranks against another by their sum of products.</summary>
internal sealed class RankAssignment
{
    private readonly int[] rows;
    private readonly int[] values;
    private readonly int[] sizes;
    private readonly int[] strides;
    private readonly long[]?[] histograms;
    private readonly long[] smallest;

    /// <summary>Takes both sides ascending; equal values of the second side become one group.</summary>
    public RankAssignment(int[] rows, int[] columns)
    {
        this.rows = rows;
        var groups = columns.GroupBy(v => v).OrderBy(g => g.Key).ToArray();
        values = groups.Select(g => g.Key).ToArray();
        sizes = groups.Select(g => g.Count()).ToArray();
        strides = new int[groups.Length];
        int states = 1;
        for (int g = 0; g < groups.Length; g++)
        {
            strides[g] = states;
            states *= sizes[g] + 1;
        }

        histograms = new long[states][];
        smallest = new long[states];
    }

    /// <summary>Number of orders for each sum of products, from the smallest sum on.</summary>
    public (long[] Counts, long Smallest) Histogram()
    {
        int last = histograms.Length - 1;
        histograms[0] = [1];
        List<int> level = [0];
        for (int k = 0; k < rows.Length; k++)
        {
            var next = new List<int>();
            foreach (int state in level)
            {
                Advance(state, k, next);
                histograms[state] = null;
            }

            level = next;
        }

        return (histograms[last]!, smallest[last]);
    }

    // Row k takes one value of each group that has some left; the multiplicity is how many equal lots it could take it from.
    private void Advance(int state, int k, List<int> next)
    {
        long[] from = histograms[state]!;
        for (int g = 0; g < values.Length; g++)
        {
            int left = sizes[g] - Used(state, g);
            if (left == 0) continue;
            int target = state + strides[g];
            if (histograms[target] is null)
            {
                (long low, long high) = Range(target, k + 1);
                smallest[target] = low;
                histograms[target] = new long[high - low + 1];
                next.Add(target);
            }

            int shift = (int)(smallest[state] + (long)rows[k] * values[g] - smallest[target]);
            Span<long> to = histograms[target].AsSpan(shift, from.Length);
            for (int i = 0; i < from.Length; i++) to[i] += left * from[i];
        }
    }

    // Rearrangement inequality: the sum over the first rows is largest when both sides ascend and smallest when one descends.
    private (long Low, long High) Range(int state, int count)
    {
        long low = 0, high = 0;
        int at = 0;
        for (int g = 0; g < values.Length; g++)
        {
            for (int used = Used(state, g); used > 0; used--, at++)
            {
                high += (long)rows[at] * values[g];
                low += (long)rows[count - 1 - at] * values[g];
            }
        }

        return (low, high);
    }

    private int Used(int state, int g) => state / strides[g] % (sizes[g] + 1);
}
