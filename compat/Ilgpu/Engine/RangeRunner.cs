namespace IlgpuStandin.Engine;

/// <summary>Runs a kernel over a range, on all cores where the order cannot be told.</summary>
internal static class RangeRunner
{
    private const int Block = 4096;

    public static void Run(int count, bool ordered, Action<long, long> body)
    {
        LaunchOrder order = Testing.Order;
        if (!order.IsAscending)
        {
            foreach (int place in order.Of(count)) body(place, place + 1);
        }
        else if (ordered || count <= Block) body(0, count);
        else
        {
            int blocks = (count + Block - 1) / Block;
            Parallel.For(0, blocks, block => body((long)block * Block, Math.Min(count, (block + 1L) * Block)));
        }
    }
}
