namespace GpuCqa.Analysis.Results;

/// <summary>How the genes of a library of gene sets were found among those of the cohort.</summary>
/// <param name="Name">Name of the library.</param>
/// <param name="Sets">Sets of the file.</param>
/// <param name="Genes">Different genes in its sets.</param>
/// <param name="Found">Those among the kept genes of the cohort.</param>
/// <param name="Testable">Sets whose size in the kept genes lies within the limits.</param>
public sealed record MatchedLibrary(string Name, int Sets, int Genes, int Found, int Testable);
