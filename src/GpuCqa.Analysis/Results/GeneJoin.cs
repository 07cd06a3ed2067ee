namespace GpuCqa.Analysis.Results;

/// <summary>How the genes of the lots were joined.</summary>
/// <param name="Shared">Genes present, by id, in every train lot.</param>
/// <param name="Union">Genes present in at least one train lot.</param>
/// <param name="DroppedNotShared">Genes dropped because some lot lacks them.</param>
/// <param name="DroppedRare">Shared genes dropped because too few cells have them.</param>
/// <param name="Kept">Genes used.</param>
public sealed record GeneJoin(int Shared, int Union, int DroppedNotShared, int DroppedRare, int Kept);
