using GpuCqa.Core.Errors;
using GpuCqa.Simulation;

namespace GpuCqa.Pipelines.Scoring;

/// <summary>What is true of a simulated cohort, as the files beside its cells say it.</summary>
/// <param name="Source">Where it comes from: the folder, or the preset.</param>
/// <param name="States">Number of states that have a share in a lot.</param>
/// <param name="CqaState">The hidden state.</param>
/// <param name="Readouts">Readouts, and what their relation with the hidden state is over all lots that the model could make.</param>
/// <param name="Programs">Genes that shift together; disjoint.</param>
/// <param name="Lots">Lots by name.</param>
public sealed record CohortTruth(string Source, int States, int CqaState, IReadOnlyList<TrueReadout> Readouts, IReadOnlyList<GeneProgram> Programs, IReadOnlyDictionary<string, TrueLot> Lots)
{
    /// <summary>Ids of the genes that the programs count in.</summary>
    public required IReadOnlyList<string> Genes { get; init; }

    /// <summary>The truth of a cohort that was not written to files.</summary>
    public static CohortTruth Of(SimulatedCohort cohort) => new(
        cohort.Preset, cohort.Lots[0].Truth.Fractions.Length, cohort.Parameters.CqaState,
        [.. cohort.Parameters.Readouts.Select(r => new TrueReadout(r.Name, r.MeasuredCorrelation))], cohort.Genes.Programs,
        cohort.Lots.ToDictionary(l => l.Name, l => new TrueLot(l.Name, l.Truth.Fractions, Enumerable.Range(0, l.CellCount).ToDictionary(l.Barcode, c => TrueCell.Of(l.Cell(c)), StringComparer.Ordinal)), StringComparer.Ordinal))
    {
        Genes = cohort.Genes.Features.Ids,
    };

    /// <summary>The lots of a result.</summary>
    /// <exception cref="NotFoundException">The cohort has no such lot.</exception>
    public TrueLot[] Of(IEnumerable<string> lots) =>
        [.. lots.Select(l => Lots.GetValueOrDefault(l) ?? throw new NotFoundException($"{Source}: has no lot '{l}', which the result has; the result is of another cohort."))];

    /// <summary>The cells of a result, in its order.</summary>
    /// <param name="lots">The lots that <paramref name="lotOf"/> counts in.</param>
    /// <param name="lotOf">Lot of each cell.</param>
    /// <param name="barcodes">Name of each cell in its lot.</param>
    /// <exception cref="NotFoundException">The cohort has no such cell.</exception>
    public TrueCell[] Cells(TrueLot[] lots, int[] lotOf, string[] barcodes) =>
        [.. barcodes.Select((b, c) => lots[lotOf[c]].Cells.TryGetValue(b, out TrueCell cell) ? cell : throw new NotFoundException($"{Source}: lot '{lots[lotOf[c]].Name}' has no cell '{b}', which the result has; the result is of another cohort."))];
}
