namespace GpuCqa.Compute.Neighbors;

/// <summary>All pairs of different blocks, those of near numbers first; pairs that follow one another share no block, so that threads rarely want the same.</summary>
internal sealed class BlockTournament
{
    private readonly (int Low, int High)[] pairs;

    public BlockTournament(int blocks)
    {
        pairs = new (int, int)[(long)blocks * (blocks - 1) / 2];
        int at = 0;
        for (int apart = 1; apart < blocks; apart++)
        {
            // Runs of so many pairs are disjoint; every second run, and then those between.
            for (int turn = 0; turn < 2; turn++)
                for (int low = 0; low + apart < blocks; low++)
                    if (low / apart % 2 == turn) pairs[at++] = (low, low + apart);
        }
    }

    public int Count => pairs.Length;

    public (int Low, int High) this[int index] => pairs[index];
}
