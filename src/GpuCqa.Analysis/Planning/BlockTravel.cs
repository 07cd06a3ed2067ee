namespace GpuCqa.Analysis.Planning;

/// <summary>How blocks of cells come to the device.</summary>
/// <param name="Resident">Every block stays on the device once it has come.</param>
/// <param name="Ahead">Blocks that are copied while another is worked on.</param>
/// <param name="GenesPerBlock">Genes that a block brings at most; fewer than all where a whole block does not fit.</param>
/// <param name="Stripes">Parts, each of some genes of all cells, in which the cells are ranked by gene.</param>
/// <remarks>
/// Results do not depend on it. The tree in which sums are merged is fixed by the cells of a block, so a block that is too large is made narrower,
/// not shorter: sums of a gene do not depend on which other genes are there.
/// </remarks>
public sealed record BlockTravel(bool Resident, int Ahead, int GenesPerBlock, int Stripes);
