namespace GpuCqa.Statistics;

/// <summary>What a knock-down says of a gene and a function.</summary>
/// <param name="Gene">The gene.</param>
/// <param name="Function">Function.</param>
/// <param name="Code">KD+, KD- or NT.</param>
/// <param name="Effect">Log-ratio.</param>
/// <param name="Low">Its interval, lower end.</param>
/// <param name="High">Upper end.</param>
/// <param name="PFamily">Family-wise p.</param>
/// <param name="Lots">Lots.</param>
/// <param name="Reason">Why.</param>
public sealed record RegistryPerturbation(string Gene, string Function, string Code, double? Effect, double? Low, double? High, double? PFamily, int Lots, string Reason);
