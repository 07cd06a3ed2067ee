namespace GpuCqa.Compute.Gpu;

/// <summary>Sizes of a batch of blocks.</summary>
/// <param name="Hypotheses">Number of hypotheses.</param>
/// <param name="Blocks">Blocks of the batch.</param>
/// <param name="HeadTiles">Tiles of eight heads of a block.</param>
/// <param name="Tails">Tails of a block.</param>
internal readonly record struct PermutationShape(int Hypotheses, int Blocks, int HeadTiles, int Tails);
