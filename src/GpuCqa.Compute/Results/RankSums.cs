namespace GpuCqa.Compute;

/// <summary>Rank sums of genes per group of cells, for several partitions of the same cells.</summary>
/// <param name="Genes">Number of genes.</param>
/// <param name="Cells">Number of cells ranked.</param>
/// <param name="TieSums">Per gene, the sum of t^3 - t over groups of t tied cells, zeros included; exact, rounded once to float64.</param>
/// <param name="Partitions">One entry per partition.</param>
public sealed record RankSums(int Genes, int Cells, double[] TieSums, IReadOnlyList<PartitionRankSums> Partitions);
