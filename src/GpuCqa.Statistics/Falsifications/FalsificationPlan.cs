using GpuCqa.Core.Errors;

namespace GpuCqa.Statistics;

/// <summary>Predictions of a set in which the claim is expected not to hold.</summary>
/// <param name="Set">The set: its name ("test:UC"), or the role or the tissue of its lots.</param>
/// <param name="Predictions">What is predicted of them; all must come true.</param>
public sealed record FalsificationPlan(string Set, IReadOnlyList<Prediction> Predictions)
{
    /// <summary>What is predicted unless something else is said: the mapped cluster's cells have less of the marker, and the lots do less.</summary>
    public static IReadOnlyList<Prediction> Usual { get; } = [new(PredictedQuantity.Marker, true), new(PredictedQuantity.Readout, true)];

    private static readonly Prediction[] Known = [.. from q in Enum.GetValues<PredictedQuantity>() from lower in new[] { true, false } select new Prediction(q, lower)];

    /// <summary>Whether the plan is of a set.</summary>
    public bool IsOf(ReplicationSet set) => new[] { set.Name, set.Role, set.Tissue }.OfType<string>().Contains(Set, StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads "set" (the usual predictions) or "set=prediction+prediction" with marker_lower, readout_lower, fraction_lower, and the same with _higher.</summary>
    /// <exception cref="InvalidParameterException">When it is neither.</exception>
    public static FalsificationPlan Parse(string text)
    {
        int at = text.IndexOf('=', StringComparison.Ordinal);
        string role = (at < 0 ? text : text[..at]).Trim();
        if (role.Length == 0) throw new InvalidParameterException($"A falsification names a set ('uc' or 'uc=marker_lower+readout_lower'); found '{text}'.");
        if (at < 0) return new FalsificationPlan(role, Usual);
        Prediction[] predictions = [.. text[(at + 1)..].Split('+').Select(p => p.Trim()).Select(name =>
            Known.FirstOrDefault(k => k.ToString() == name) ?? throw new InvalidParameterException($"Falsification '{text}': there is no prediction '{name}'; expected {string.Join(", ", Known.Select(k => k.ToString()))}, joined by '+'."))];
        IGrouping<PredictedQuantity, Prediction>? twice = predictions.GroupBy(p => p.Quantity).FirstOrDefault(g => g.Count() > 1);
        if (twice is not null) throw new InvalidParameterException($"Falsification '{text}': {string.Join(" and ", twice)} are about one quantity; expected one prediction each.");
        return new FalsificationPlan(role, predictions);
    }
}
