namespace GpuCqa.Statistics;

/// <summary>A question to the matrix: which states carry a function, in a tissue, from a grade on.</summary>
/// <param name="Function">Function in any case; null for all.</param>
/// <param name="Tissue">Tissue in which it must hold, in any case; null for any.</param>
/// <param name="Grade">Least grade.</param>
/// <param name="State">Part of the state's key or name, in any case; null for all.</param>
public sealed record RegistryQuestion(string? Function = null, string? Tissue = null, EvidenceLevel Grade = EvidenceLevel.E0, string? State = null)
{
    /// <summary>The cells that answer it, the best grade first.</summary>
    public IReadOnlyList<RegistryCell> Of(IEnumerable<RegistryCell> cells) =>
        [.. cells.Where(c => (Function is null || c.Function.Equals(Function, StringComparison.OrdinalIgnoreCase)) && (Tissue is null || c.Tissues.Contains(Tissue, StringComparer.OrdinalIgnoreCase)) && c.Grade >= Grade
            && (State is null || c.State.Contains(State, StringComparison.OrdinalIgnoreCase) || StateKey.Shown(c.State).Contains(State, StringComparison.OrdinalIgnoreCase)))];
}
