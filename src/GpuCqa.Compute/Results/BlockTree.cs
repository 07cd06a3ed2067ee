namespace GpuCqa.Compute;

/// <summary>Merges the results of consecutive row blocks in a fixed binary tree over their order, holding at most log2(blocks) + 1 of them.</summary>
/// <typeparam name="T">Result of one block.</typeparam>
/// <param name="merge">Merges a left part with the part right of it.</param>
/// <remarks>Block i always meets the same partners, whatever computed it, so float64 sums have the same bits on any number of threads.</remarks>
public sealed class BlockTree<T>(Func<T, T, T> merge)
{
    private readonly List<(int Height, T Value)> pending = [];

    /// <summary>Number of blocks added.</summary>
    public long Count { get; private set; }

    /// <summary>Adds the next block's result.</summary>
    public void Add(T part)
    {
        int height = 0;
        Count++;
        while (pending.Count > 0 && pending[^1].Height == height)
        {
            part = merge(pending[^1].Value, part);
            pending.RemoveAt(pending.Count - 1);
            height++;
        }

        pending.Add((height, part));
    }

    /// <summary>The merged result of all blocks.</summary>
    /// <exception cref="InvalidOperationException">No block was added.</exception>
    public T Finish()
    {
        if (pending.Count == 0) throw new InvalidOperationException("No block was added.");
        T result = pending[^1].Value;
        for (int i = pending.Count - 2; i >= 0; i--) result = merge(pending[i].Value, result);
        pending.Clear();
        return result;
    }
}
