using GpuCqa.Core.Errors;

namespace GpuCqa.Statistics;

/// <summary>Lots of one role and tissue that a locked hypothesis is tested on together, or the train lots that they are compared with.</summary>
public sealed record ReplicationSet
{
    /// <summary>Role of the lots in the sheet.</summary>
    public required string Role { get; init; }

    /// <summary>Name of the set: the role, with the tissue behind a colon where the role's lots are of several ("test:AD").</summary>
    public string Name { get => field ?? Role; init; }

    /// <summary>The lots, in sheet order.</summary>
    public required IReadOnlyList<ReplicationLot> Lots { get; init; }

    /// <summary>Per hypothesis, the readout of each lot; NaN = not measured.</summary>
    public required IReadOnlyList<double[]> Readouts { get; init; }

    /// <summary>Per hypothesis, p(mapped cluster | lot) of each lot; NaN = the lot could not be mapped. Empty before cells are read.</summary>
    public IReadOnlyList<double[]> Fractions { get; init; } = [];

    /// <summary>Per hypothesis, the share of the mapped cluster's cells that are high in the key marker, of each lot; NaN = not known, null where a hypothesis has no marker. May be empty.</summary>
    public IReadOnlyList<double[]?> MarkerHigh { get; init; } = [];

    /// <summary>The tissue that every lot names; null when none does or they differ.</summary>
    public string? Tissue => Common(Lots.Select(l => l.Tissue));

    /// <summary>The process versions that the lots name.</summary>
    public IReadOnlyList<string> Processes => [.. Lots.Select(l => l.Process).OfType<string>().Where(p => p.Length > 0).Distinct(StringComparer.Ordinal)];

    /// <summary>This set, or where its lots are of several tissues one set a tissue: tissues are never pooled in one correlation.</summary>
    public IReadOnlyList<ReplicationSet> ByTissue()
    {
        IGrouping<string, int>[] tissues = [.. Enumerable.Range(0, Lots.Count).GroupBy(l => Lots[l].Tissue ?? "", StringComparer.Ordinal)];
        if (tissues.Length < 2) return [this];
        return [.. tissues.Select(t => Only(t) with { Name = $"{Name}:{(t.Key.Length == 0 ? "tissue not named" : t.Key)}" })];
    }

    /// <summary>Checks that there is one value a lot and one vector a hypothesis.</summary>
    /// <exception cref="InvalidParameterException">When there is not.</exception>
    internal void Require(int hypotheses)
    {
        RequireAll("readouts", Readouts, hypotheses);
        if (Fractions.Count > 0) RequireAll("fractions", Fractions, hypotheses);
        if (MarkerHigh.Count > 0) RequireAll("marker-high shares", MarkerHigh, hypotheses);
    }

    private void RequireAll(string what, IReadOnlyList<double[]?> vectors, int hypotheses)
    {
        if (vectors.Count != hypotheses) throw new InvalidParameterException($"Set {Name}: expected {what} of {hypotheses} hypotheses; found {vectors.Count}.");
        foreach (double[]? vector in vectors)
        {
            if (vector is not null && vector.Length != Lots.Count) throw new InvalidParameterException($"Set {Name}: expected {what} of {Lots.Count} lots; found {vector.Length}.");
            if (vector?.Any(double.IsInfinity) == true) throw new InvalidParameterException($"Set {Name}: an infinite value among the {what}; expected a finite number, or none where it was not measured.");
        }
    }

    private ReplicationSet Only(IEnumerable<int> lots)
    {
        int[] kept = [.. lots];
        return this with
        {
            Lots = [.. kept.Select(l => Lots[l])],
            Readouts = [.. Readouts.Select(v => Pick(v, kept))],
            Fractions = [.. Fractions.Select(v => Pick(v, kept))],
            MarkerHigh = [.. MarkerHigh.Select(v => v is null ? null : Pick(v, kept))],
        };
    }

    private static double[] Pick(double[] values, int[] lots) => Array.ConvertAll(lots, l => values[l]);

    private static string? Common(IEnumerable<string?> values)
    {
        string?[] distinct = [.. values.Select(v => v ?? "").Distinct(StringComparer.Ordinal)];
        return distinct.Length == 1 && distinct[0]!.Length > 0 ? distinct[0] : null;
    }
}
