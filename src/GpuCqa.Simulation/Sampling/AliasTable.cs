using GpuCqa.Core.Randomness;

namespace GpuCqa.Simulation;

/// <summary>Draws an index with probability proportional to its weight in constant time (Walker's alias method, built by Vose's algorithm).</summary>
internal sealed class AliasTable
{
    private readonly Slot[] slots;

    /// <summary>Builds the table in O(n).</summary>
    /// <param name="weights">Non-negative weights, at least one positive.</param>
    public AliasTable(ReadOnlySpan<double> weights)
    {
        int n = weights.Length;
        double total = 0;
        foreach (double w in weights) total += w;
        Total = total;
        slots = new Slot[n];
        var scaled = new double[n];
        var stack = new int[n];
        int small = 0, large = n;
        for (int i = 0; i < n; i++)
        {
            scaled[i] = weights[i] / total * n;
            stack[scaled[i] < 1 ? small++ : --large] = i;
        }

        while (small > 0 && large < n)
        {
            int low = stack[--small];
            int high = stack[large];
            slots[low] = new Slot(Threshold(scaled[low]), high);
            scaled[high] -= 1 - scaled[low];
            if (scaled[high] >= 1) continue;
            large++;
            stack[small++] = high;
        }

        // What rounding leaves over has weight 1 within an ulp.
        while (small > 0) Fill(stack[--small]);
        while (large < n) Fill(stack[large++]);
    }

    /// <summary>Sum of the weights.</summary>
    public double Total { get; }

    /// <summary>The next index; takes 64 bits of the stream.</summary>
    public int Next(ref Philox random)
    {
        // The upper half of the product is a uniform slot, the lower half a uniform fraction within it.
        ulong slot = Math.BigMul(random.NextUInt64(), (ulong)slots.Length, out ulong fraction);
        ref readonly Slot at = ref slots[slot];
        return fraction < at.Threshold ? (int)slot : at.Alias;
    }

    private void Fill(int i) => slots[i] = new Slot(ulong.MaxValue, i);

    private static ulong Threshold(double probability) => (ulong)(Math.Clamp(probability, 0, 1 - 1e-16) * 18446744073709551616.0);

    private readonly record struct Slot(ulong Threshold, int Alias);
}
