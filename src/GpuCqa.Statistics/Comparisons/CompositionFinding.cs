namespace GpuCqa.Statistics;

/// <summary>The composition before and after: every state's centred log-ratio with the variance between lots; equivalent when all states are (intersection-union).</summary>
/// <param name="Spec">The row "composition" of the attribute table; null where it was not there, and the composition is described only.</param>
/// <param name="Source">Where the states come from: the column of labels.</param>
/// <param name="States">The states, those that differ, and of these that changed most by the least that their interval allows, first.</param>
/// <param name="Lots">Lots, in the order of the counts.</param>
/// <param name="Names">States, in the order of the counts.</param>
/// <param name="Counts">lots x states, cells.</param>
/// <param name="Verdict">Verdict of all.</param>
/// <param name="Judged">What the roll-up takes it for.</param>
/// <param name="Flags">Why.</param>
public sealed record CompositionFinding(
    AttributeSpec? Spec, string Source, IReadOnlyList<ComparedState> States, IReadOnlyList<ComparedLot> Lots, IReadOnlyList<string> Names, IReadOnlyList<double[]> Counts, AttributeVerdict Verdict, AttributeVerdict Judged, IReadOnlyList<string> Flags);
