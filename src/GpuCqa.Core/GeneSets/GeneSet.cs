namespace GpuCqa.Core.GeneSets;

/// <summary>Genes that are said to have something in common.</summary>
/// <param name="Name">Name, unique in its library.</param>
/// <param name="Description">What its source says beside the name; may be empty.</param>
/// <param name="Genes">Symbols or ids as the file has them, each once.</param>
public sealed record GeneSet(string Name, string Description, string[] Genes);
