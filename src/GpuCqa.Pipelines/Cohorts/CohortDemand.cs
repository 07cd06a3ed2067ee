using GpuCqa.Analysis.Cells;
using GpuCqa.Analysis.Planning;
using GpuCqa.Core.Parameters;

namespace GpuCqa.Pipelines.Cohorts;

/// <summary>What the tasks of a plan need: memory, traffic and time of each phase, from the size of the cohort and measured rates.</summary>
/// <remarks>Rates are processor time of one core, measured on 40,000 cells x 1,500 genes of 10x folders (bench/cohort/RESULTS.md). Sizes are those of the formats; neighbours grow with the square of the cells. Harmony, where lots must be aligned, is not in them.</remarks>
public static class CohortDemand
{
    /// <summary>A process with its libraries.</summary>
    private const long ProcessBytes = 200L << 20;

    /// <summary>Name, quality and digests of a cell while lots are compared.</summary>
    private const int CellBytes = 150;

    /// <summary>Shared neighbours of a cell for each neighbour asked for: an assumption, as in a discovery's own plan.</summary>
    private const int SharedPerNeighbor = 4;

    /// <summary>Nanoseconds of an entry: read from a file and packed; judged; put into blocks and summed; squares; projected.</summary>
    private const double ReadNs = 112, FilterNs = 20, MomentsNs = 73, VariancesNs = 12, ProjectNs = 57;

    /// <summary>Products of a core in a second: of pairs of a cell's entries, of columns of an eigenproblem, of coordinates in distances.</summary>
    private const double GramRate = 4.3e9, EigenRate = 8.7e9, DistanceRate = 32e9;

    /// <summary>Seconds of a cell in the merges that see all cells, and of a neighbour in that of the graph.</summary>
    private const double CompareSeconds = 1e-5, ArrangeSeconds = 3e-6, ProjectSeconds = 1.1e-5, GraphSeconds = 3.4e-7;

    /// <summary>A start of the program, and a merge that adds a few vectors.</summary>
    private const double StartSeconds = 0.3;

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
        // Genes that vary are among those that are seen most.
        double selected = Math.Min(genes, perCell * Math.Min(1, 2.0 * genes / Math.Max(1, size.Genes)));
        return
        [
            new(CohortPhases.Read, readShards, ProcessBytes + (CellBytes * largestShard) + (2 * block), ProcessBytes + (2 * records), packed + records, packed + records, StartSeconds + (read * ReadNs * perSecond), CompareSeconds * cells),
            new(CohortPhases.Filter, readShards, ProcessBytes + (CellBytes * largestShard) + (2 * block), ProcessBytes + (2 * records), packed + (2 * records), records, StartSeconds + (read * FilterNs * perSecond), ArrangeSeconds * cells),
            new(CohortPhases.Moments, tasks, ProcessBytes + (2 * CellBytes * Math.Max(largestShard, shardCells)) + (3 * block), ProcessBytes + (4 * sums), packed + records, packed + (8 * cells) + (tasks * sums), StartSeconds + (ofShard * MomentsNs * perSecond), StartSeconds),
            new(CohortPhases.Variances, tasks, ProcessBytes + (3 * block), ProcessBytes + (4 * sums), packed + (tasks * sums), 8L * size.Genes * tasks, StartSeconds + (ofShard * VariancesNs * perSecond), StartSeconds),
            new(CohortPhases.Gram, tasks, ProcessBytes + (3 * block) + (3 * gram), ProcessBytes + (8 * gram), packed + (tasks * gram), tasks * gram, StartSeconds + (selected * selected * shardCells / GramRate), StartSeconds + (genes * genes * genes / EigenRate)),
            new(CohortPhases.Project, tasks, ProcessBytes + (3 * block), ProcessBytes + records + (2 * projections) + (4 * embedding), packed + projections, (2 * projections) + (2 * embedding), StartSeconds + (selected * shardCells * ProjectNs * perSecond), ProjectSeconds * cells),
            new(CohortPhases.Knn, tasks, ProcessBytes + (3 * embedding) + (12L * shardCells * k * 3), ProcessBytes + (2 * neighbors) + (2 * graph), (tasks * embedding) + neighbors, (2 * neighbors) + graph, StartSeconds + ((double)shardCells * cells * dimensions / DistanceRate), GraphSeconds * cells * k),
        ];
    }
}
