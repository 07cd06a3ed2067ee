using GpuCqa.Analysis.Cells;
using GpuCqa.Analysis.Planning;
using GpuCqa.Core.Parameters;

namespace GpuCqa.Pipelines.Cohorts;

/// <summary>What the tasks of a plan need: memory, traffic and time of each phase, from the size of the cohort and measured rates.</summary>
/// <remarks>Rates are those of one AVX-512 core (docs/large-cohorts.md says which, and how they were measured). Sizes are those of the formats; neighbours grow with the square of the cells.</remarks>
public static class CohortDemand
{
    /// <summary>A process with its libraries.</summary>
    private const long ProcessBytes = 200L << 20;

    /// <summary>Name, quality and digests of a cell while lots are compared.</summary>
    private const int CellBytes = 150;

    /// <summary>Shared neighbours of a cell for each neighbour asked for: an assumption, as in a discovery's own plan.</summary>
    private const int SharedPerNeighbor = 4;

    /// <summary>Nanoseconds of an entry: read from a file and packed; judged; put into blocks and summed; squares; its part of a Gram matrix; projected.</summary>
    private const double ReadNs = 60, FilterNs = 12, MomentsNs = 30, VariancesNs = 8, ProjectNs = 6;

    /// <summary>Multiplications and additions of a core in a second, of Gram matrices and of distances.</summary>
    private const double GramRate = 12e9, DistanceRate = 20e9;

    /// <summary>The phases of a plan.</summary>
    /// <param name="size">The cohort before quality control.</param>
    /// <param name="parameters">All parameters.</param>
    /// <param name="tree">The tree of sums.</param>
    /// <param name="readShards">Tasks that read.</param>
    /// <param name="largestShard">Cells of the largest of them.</param>
    public static IReadOnlyList<CohortPhase> Phases(CohortSize size, DiscoverParameters parameters, CohortTree tree, int readShards, long largestShard)
    {
        long shardCells = Math.Min(size.Cells, (long)tree.ShardBlocks * tree.BlockCells), cells = size.Cells;
        int tasks = (int)Math.Max(1, (cells + ((long)tree.ShardBlocks * tree.BlockCells) - 1) / ((long)tree.ShardBlocks * tree.BlockCells));
        double perCell = (double)size.NonZeros / Math.Max(1, cells), read = size.NonZeros / (double)readShards, ofShard = perCell * shardCells, perSecond = 1e-9;
        long genes = Math.Min(size.Genes, parameters.VariableGenes), gram = 8 * genes * genes, packed = size.PackedBytes, block = (long)(perCell * tree.BlockCells * 20);
        int components = parameters.Components, dimensions = Math.Min(parameters.Dimensions, components), k = Math.Max(parameters.Neighbors, parameters.LayoutNeighbors);
        long projections = 4L * cells * components, embedding = 4L * cells * dimensions, neighbors = 12L * cells * k, graph = 12L * SharedPerNeighbor * parameters.Neighbors * cells, records = CellBytes * cells, sums = 48L * size.Genes;
        double selected = Math.Min(perCell, genes) * 0.4;
        return
        [
            new(CohortPhases.Read, readShards, ProcessBytes + (CellBytes * largestShard) + (2 * block), ProcessBytes + (2 * records), packed + records, packed + records, read * ReadNs * perSecond, 2e-7 * cells),
            new(CohortPhases.Filter, readShards, ProcessBytes + (CellBytes * largestShard) + (2 * block), ProcessBytes + (2 * records), packed + (2 * records), records, read * FilterNs * perSecond, 2e-7 * cells),
            new(CohortPhases.Moments, tasks, ProcessBytes + (2 * CellBytes * Math.Max(largestShard, shardCells)) + (3 * block), ProcessBytes + (4 * sums), packed + records, packed + (8 * cells) + (tasks * sums), ofShard * MomentsNs * perSecond, 1),
            new(CohortPhases.Variances, tasks, ProcessBytes + (3 * block), ProcessBytes + (4 * sums), packed + (tasks * sums), 8L * size.Genes * tasks, ofShard * VariancesNs * perSecond, 1),
            new(CohortPhases.Gram, tasks, ProcessBytes + (3 * block) + (3 * gram), ProcessBytes + (8 * gram), packed + (tasks * gram), tasks * gram, (selected * selected * shardCells / GramRate) + (ofShard * VariancesNs * perSecond), genes * genes * genes / GramRate),
            new(CohortPhases.Project, tasks, ProcessBytes + (3 * block), ProcessBytes + records + (2 * projections) + (4 * embedding), packed + projections, (2 * projections) + (2 * embedding), ofShard * ProjectNs * perSecond, 2e-5 * cells),
            new(CohortPhases.Knn, tasks, ProcessBytes + (3 * embedding) + (12L * shardCells * k * 3), ProcessBytes + (2 * neighbors) + (2 * graph), (tasks * embedding) + neighbors, (2 * neighbors) + graph, (double)shardCells * cells * dimensions / DistanceRate, 5e-6 * cells * k),
        ];
    }
}
