namespace GpuCqa.Analysis.Shards;

/// <summary>Where the kept cells of each lot lie among all.</summary>
/// <param name="Lots">Indices of the lots among the train lots, in order.</param>
/// <param name="Ends">Cell after the last of each.</param>
public sealed record CellLayout(int[] Lots, int[] Ends)
{
    /// <summary>Kept cells.</summary>
    public int Cells => Ends.Length == 0 ? 0 : Ends[^1];

    /// <summary>Lots that have cells in a range, each with its first cell.</summary>
    /// <param name="first">First cell.</param>
    /// <param name="end">Cell after the last.</param>
    public IEnumerable<(int Lot, int FirstCell)> Within(int first, int end)
    {
        for (int l = 0, start = 0; l < Lots.Length; start = Ends[l++])
        {
            if (start < end && Ends[l] > first) yield return (Lots[l], start);
        }
    }
}
