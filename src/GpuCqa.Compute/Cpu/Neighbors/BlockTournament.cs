namespace GpuCqa.Compute.Neighbors;

/// <summary>All pairs of different blocks in rounds in which every block occurs once (the circle method), so that threads rarely want the same block.</summary>
internal sealed class BlockTournament
{
    private readonly List<(int Low, int High)> pairs = [];

    public BlockTournament(int blocks)
    {
        int seats = blocks + (blocks & 1);
        for (int round = 0; round < seats - 1; round++)
        {
            Add(seats - 1, round, blocks);
            for (int i = 1; i < seats / 2; i++) Add((round + i) % (seats - 1), (round - i + seats - 1) % (seats - 1), blocks);
        }
    }

    public int Count => pairs.Count;

    public (int Low, int High) this[int index] => pairs[index];

    private void Add(int a, int b, int blocks)
    {
        if (a < blocks && b < blocks) pairs.Add((Math.Min(a, b), Math.Max(a, b)));
    }
}
