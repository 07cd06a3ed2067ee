namespace GpuCqa.Compute.Gpu;

/// <summary>Sizes of a batch of genes.</summary>
/// <param name="Genes">Genes of the batch.</param>
/// <param name="Entries">Stored values of the batch.</param>
/// <param name="Cells">Number of cells.</param>
/// <param name="Partitions">Number of partitions.</param>
/// <param name="Labels">Groups of all partitions.</param>
internal readonly record struct RankSumShape(int Genes, int Entries, int Cells, int Partitions, int Labels);
