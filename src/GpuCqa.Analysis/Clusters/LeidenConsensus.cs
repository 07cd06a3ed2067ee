namespace GpuCqa.Analysis.Clusters;

/// <summary>Searches the partitions whose groups are unions of given cells: what several partitions agree on.</summary>
/// <remarks>
/// Ovelgoenne and Geyer-Schulz 2012, core groups of an ensemble: what good partitions have in common is right more often than any one of them, and the graph
/// of the cells is so small that many searches of it cost less than one of all nodes. Greedy merging at the resolution itself joins too early what belongs
/// to different clusters; so some starts first partition at a higher one, into more groups of more even size, and go on from there.
/// </remarks>
internal static class LeidenConsensus
{
    private const int Turns = 3;

    // When a round through the first resolutions ends in partitions that differ by less than this share of the total weight, more starts find the same.
    private const double Tolerance = 1e-5;
    private static readonly double[] FirstResolutions = [3, 4, 1, 2.5, 3.5, 5, 2, 6];

    /// <summary>The best of several searches.</summary>
    /// <param name="finer">Level of the nodes.</param>
    /// <param name="cells">Cell of each node, 0 .. count - 1.</param>
    /// <param name="count">Number of cells.</param>
    /// <param name="warm">Group of each node, a union of cells: the result is no worse than this; null for none.</param>
    /// <param name="starts">Searches that begin with single cells.</param>
    /// <param name="stream">Random numbers.</param>
    /// <param name="cancellation">Stops in the middle.</param>
    /// <returns>Group of each node, numbered from 0, and by how much it is better than <paramref name="warm"/>.</returns>
    public static (int[] Labels, double Gain) Search(LeidenLevel finer, int[] cells, int count, int[]? warm, int starts, LeidenDraws stream, CancellationToken cancellation)
    {
        LeidenLevel level = finer.Reduce(cells, count);
        int[] best = [];
        double bestQuality = double.NegativeInfinity, warmQuality = 0;
        if (warm is not null)
        {
            int[] groups = LeidenIteration.Above(cells, count, warm);
            warmQuality = level.Quality(groups);
            (best, _) = LeidenIteration.Run(level, groups, stream with { Start = 0 }, cancellation);
            bestQuality = level.Quality(best);
        }

        double worst = double.PositiveInfinity;
        for (int start = 0; start < starts; start++)
        {
            if (start == FirstResolutions.Length && bestQuality - worst <= Tolerance * level.Graph.TwiceWeight) break;
            LeidenDraws own = stream with { Start = (stream.Start << 8) + start + 1, Turn = (stream.Turn << 8) + Turns };
            int[] groups = Grouping.Singletons(count);
            double times = FirstResolutions[(stream.Turn + start) % FirstResolutions.Length];
            if (times > 1) (groups, _) = LeidenIteration.Run(level.At(times), groups, own, cancellation);
            for (int turn = 0; turn < Turns; turn++)
                (groups, _) = LeidenIteration.Run(level, groups, own with { Turn = (stream.Turn << 8) + turn }, cancellation);
            double quality = level.Quality(groups);
            worst = Math.Min(worst, quality);
            if (quality <= bestQuality) continue;
            best = groups;
            bestQuality = quality;
        }

        level.GiveBack();
        return (Array.ConvertAll(cells, cell => best[cell]), bestQuality - warmQuality);
    }
}
