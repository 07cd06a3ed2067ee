using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using GpuCqa.Compute;

namespace GpuCqa.Analysis.Clusters;

/// <summary>Searches one graph for the best partitions at several resolutions.</summary>
/// <remarks>
/// Units of nodes are made several times from single nodes, at one resolution for all; then, for each resolution, the units are partitioned, and all nodes once more by themselves;
/// what these partitions agree on is partitioned again (<see cref="LeidenConsensus"/>), and iterations of Leiden over all nodes go on from the best. In each of these the units of the refinement are also
/// partitioned afresh and the two partitions recombined, which finds what moving cannot: clusters that must be taken apart before they gain.
/// </remarks>
internal sealed class LeidenSearch
{
    /// <summary>Nodes that are shuffled among one another once they lie in order: their rows fit a second-level cache.</summary>
    private const int Window = 2048;

    /// <summary>Searches of what the starts agree on.</summary>
    private const int ConsensusStarts = 24;

    /// <summary>Searches of what an iteration and its fresh partition agree on.</summary>
    private const int PolishStarts = 2;

    // Iterations over all nodes end when one gains less than this share of the total weight, on small graphs only when two in a row do; and after so many.
    private const double Tolerance = 5e-6;
    private const int SmallEnds = 1_000_000;
    private const int FewestTurns = 2;
    private const int MostTurns = 50;
    private const long TurnEnds = 12_000_000;

    private readonly LeidenGraph graph;
    private readonly LeidenCoarsening[] coarsenings;
    private readonly int[] order;
    private readonly int[] place;
    private readonly double temperature;
    private readonly ulong seed;
    private readonly ConcurrentBag<LeidenScratch> idle;

    private LeidenSearch(LeidenGraph graph, LeidenCoarsening[] coarsenings, int[] order, double temperature, ulong seed, ConcurrentBag<LeidenScratch> idle)
    {
        this.graph = graph;
        this.coarsenings = coarsenings;
        this.order = order;
        place = new int[order.Length];
        for (int i = 0; i < order.Length; i++) place[order[i]] = i;
        this.temperature = temperature;
        this.seed = seed;
        this.idle = idle;
    }

    /// <summary>Largest resolution for which units made at a fixed resolution serve. Fixed steps, so that a partition does not depend on which others are asked for.</summary>
    public static double UnitResolution(double resolution) => resolution <= 2 ? 2 : Math.Min(double.MaxValue, Math.ScaleB(1, (int)Math.Ceiling(Math.Log2(resolution))));

    /// <summary>Makes the units, and brings the nodes into an order in which neighbours lie close to each other. One copy of the graph lives at a time.</summary>
    /// <param name="device">Its host threads make several at a time.</param>
    /// <param name="graph">The cells.</param>
    /// <param name="searched">Cells to partition, to which no edge leads from others; every one has an edge.</param>
    /// <param name="unitResolution"><see cref="UnitResolution"/> of the resolutions to come.</param>
    /// <param name="starts">How many times units are made.</param>
    /// <param name="temperature">Randomness of the refinement, in units of edge weight.</param>
    /// <param name="seed">Seed of every random stream.</param>
    /// <param name="cancellation">Stops in the middle.</param>
    public static LeidenSearch Prepare(
        ComputeDevice device, WeightedGraph graph, int[] searched, double unitResolution, int starts, double temperature, ulong seed, CancellationToken cancellation)
    {
        var idle = new ConcurrentBag<LeidenScratch>();
        LeidenCoarsening[] made = Coarsen(device, LeidenGraph.Of(graph, searched), unitResolution, starts, temperature, seed, idle, cancellation);
        int[] order = made[0].Order();
        return new LeidenSearch(LeidenGraph.Of(graph, Array.ConvertAll(order, node => searched[node])), Array.ConvertAll(made, m => m.Reorder(order)), order, temperature, seed, idle);
    }

    // A method of its own, so that nothing holds the graph afterwards.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static LeidenCoarsening[] Coarsen(ComputeDevice device, LeidenGraph graph, double unitResolution, int starts, double temperature, ulong seed, ConcurrentBag<LeidenScratch> idle, CancellationToken cancellation)
    {
        var made = new LeidenCoarsening[starts];
        device.ForEach(starts, start =>
        {
            LeidenScratch scratch = Take(idle, graph.Nodes);
            made[start] = LeidenCoarsening.Of(graph.Level(unitResolution / graph.TwiceWeight, temperature, scratch), new LeidenDraws(seed, LeidenStage.Coarsening, start), cancellation);
            idle.Add(scratch);
        });
        return made;
    }

    /// <summary>Partitions the nodes.</summary>
    /// <returns>Group of each node of the graph, numbered from 0.</returns>
    public int[] Partition(double resolution, CancellationToken cancellation)
    {
        LeidenScratch scratch = Take(idle, graph.Nodes);
        double factor = resolution / graph.TwiceWeight;
        LeidenLevel finest = graph.Level(factor, temperature, scratch, Window);
        int[] labels = Polish(finest, Start(finest, factor, scratch, cancellation), cancellation);
        labels = Settle(finest, labels, cancellation);
        idle.Add(scratch);
        return Array.ConvertAll(place, at => labels[at]);
    }

    private static LeidenScratch Take(ConcurrentBag<LeidenScratch> idle, int nodes) => idle.TryTake(out LeidenScratch? scratch) ? scratch : new LeidenScratch(nodes);

    private int[] Start(LeidenLevel finest, double factor, LeidenScratch scratch, CancellationToken cancellation)
    {
        // One start is from single nodes at the resolution itself, in random order of all nodes.
        LeidenLevel plain = graph.Level(factor, temperature, scratch);
        (int[] own, _) = LeidenIteration.Run(plain, Grouping.Singletons(graph.Nodes), new LeidenDraws(seed, LeidenStage.Start, coarsenings.Length), cancellation);
        (int[] cells, int count) = Grouping.Intersect(new int[graph.Nodes], 1, own, graph.Nodes);
        for (int start = 0; start < coarsenings.Length; start++)
        {
            LeidenCoarsening made = coarsenings[start];
            // As the cells came, so that the sums do not depend on the order that was made of the first start.
            LeidenLevel units = graph.LevelOf(made.Units, made.UnitCount, factor, temperature, scratch, place);
            (int[] found, _) = LeidenIteration.Run(units, Grouping.Singletons(made.UnitCount), new LeidenDraws(seed, LeidenStage.Start, start), cancellation);
            units.GiveBack();
            (cells, count) = Grouping.Intersect(cells, count, Array.ConvertAll(made.Units, unit => found[unit]), made.UnitCount);
            (cells, count) = Grouping.Intersect(cells, count, made.Groups, made.GroupCount);
        }

        (cells, count) = graph.Split(cells);
        return LeidenConsensus.Search(finest, cells, count, own, ConsensusStarts, new LeidenDraws(seed, LeidenStage.Consensus), cancellation).Labels;
    }

    private int[] Polish(LeidenLevel finest, int[] labels, CancellationToken cancellation)
    {
        int idle = 0, patience = graph.Ends < SmallEnds ? 2 : 1;
        int turns = (int)Math.Clamp(TurnEnds / Math.Max(1, graph.Ends), FewestTurns, MostTurns);
        for (int turn = 0; turn < turns && idle < patience; turn++)
        {
            (labels, double gain) = Iterate(finest, labels, turn, cancellation);
            idle = gain > Tolerance * graph.TwiceWeight ? 0 : idle + 1;
        }

        return labels;
    }

    private (int[] Labels, double Gain) Iterate(LeidenLevel finest, int[] labels, int turn, CancellationToken cancellation)
    {
        int[] groups = [.. labels];
        var random = new LeidenDraws(seed, LeidenStage.Polish, 0, turn).At(0);
        (int count, double gain) = finest.MoveNodes(groups, ref random, cancellation);
        (int[] units, int unitCount) = finest.Refine(groups, count, ref random);
        LeidenLevel level = finest.Reduce(units, unitCount);
        (int[] moved, double byUnits) = LeidenIteration.Run(level, LeidenIteration.Above(units, unitCount, groups), new LeidenDraws(seed, LeidenStage.Polish, 1, turn), cancellation);
        (int[] fresh, _) = LeidenIteration.Run(level, Grouping.Singletons(unitCount), new LeidenDraws(seed, LeidenStage.PolishStart, 0, turn), cancellation);
        (int[] cells, int cellCount) = Grouping.Intersect(moved, unitCount, fresh, unitCount);
        (int[] best, double byCells) = LeidenConsensus.Search(level, cells, cellCount, moved, PolishStarts, new LeidenDraws(seed, LeidenStage.PolishConsensus, 0, turn), cancellation);
        level.GiveBack();
        return (Array.ConvertAll(units, unit => best[unit]), gain + byUnits + byCells);
    }

    /// <summary>Ends with a partition that no move of a single node and no union of two groups improves, every group connected.</summary>
    private int[] Settle(LeidenLevel finest, int[] labels, CancellationToken cancellation)
    {
        int[] groups = [.. labels];
        for (int turn = 0; ; turn++)
        {
            // Every change gains, and there are finitely many partitions.
            cancellation.ThrowIfCancellationRequested();
            var random = new LeidenDraws(seed, LeidenStage.Settle, 0, turn).At(0);
            (int count, _) = finest.MoveNodes(groups, ref random, cancellation);
            (int[] parts, int partCount) = graph.Split(groups);
            int[] joined = Grouping.Singletons(partCount);
            LeidenLevel level = finest.Reduce(parts, partCount);
            (int joinedCount, _) = level.MoveNodes(joined, ref random, cancellation);
            level.GiveBack();
            if (partCount == count && joinedCount == count) return groups;
            groups = Array.ConvertAll(parts, part => joined[part]);
        }
    }
}
