using GpuCqa.Analysis.Associations;
using GpuCqa.Analysis.Cells;
using GpuCqa.Analysis.Neighbourhoods;
using GpuCqa.Analysis.Populations;
using GpuCqa.Analysis.Quality;
using GpuCqa.Analysis.Results;
using GpuCqa.Analysis.Stability;
using GpuCqa.Compute;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using GpuCqa.Statistics;

namespace GpuCqa.Analysis.Discovery;

/// <summary>The main job: from the cells of the train lots to the cluster whose fraction goes with a readout.</summary>
public static class Discoverer
{
    /// <summary>Maps the populations without a readout, then tests every cluster of every resolution against every readout.</summary>
    /// <param name="device">Device to compute on.</param>
    /// <param name="input">Train lots and their cells.</param>
    /// <param name="design">The design statement, made before the cells are read.</param>
    /// <param name="parameters">All parameters.</param>
    /// <param name="progress">Receives steps and notes.</param>
    /// <param name="cancellation">Stops between blocks and steps.</param>
    /// <param name="room">Room for the packed cells; null = memory.</param>
    /// <param name="steps">Keeps finished steps; null = none.</param>
    /// <exception cref="Core.Errors.BadDataException">A source is damaged.</exception>
    /// <exception cref="Core.Errors.PreconditionException">Nothing is left to analyse.</exception>
    public static DiscoveryResult Run(
        ComputeDevice device, CohortInput input, DesignStatement design, DiscoverParameters parameters, StepProgress progress, CancellationToken cancellation, CellRoom? room = null,
        KeptSteps? steps = null)
    {
        steps ??= KeptSteps.None;
        var notes = new NoteCollector(progress);
        PopulationMap map = PopulationMapper.Run(device, input, parameters, notes, cancellation, room, steps);
        // Lots with too few cells are known only now.
        if (map.Lots.Count < input.Lots.Count)
        {
            design = DesignCheck.Check(map.Lots, parameters);
            notes.Note(design.Sentence);
        }

        LotDesign exchanged = LotDesign.Of(map.Lots, parameters);
        if (LotNotes.RepeatedDonors(map.Lots, exchanged) is { } repeated) notes.Warn(repeated);
        if (LotNotes.Confounded(map.Lots, parameters.Readouts, exchanged) is { } confounded) notes.Warn(confounded);
        if (LotNotes.Adjusted(exchanged) is { } adjusted) notes.Warn(adjusted);
        foreach (string averaged in LotNotes.Averaged(map.Lots, parameters.Readouts, exchanged)) notes.Note(averaged);
        IReadOnlyList<StatePartition> partitions = ClusterPartitions.Of(map.Clusterings, map.Cells.Lots, map.Lots.Count);
        int most = NeighbourhoodField.Affordable(parameters.TestedNeighbourhoods, design, parameters.Alpha);
        NeighbourhoodField? field = parameters.Route == DiscoverParameters.Clusters ? null
            : NeighbourhoodField.Of(device, CommonDepthGraph.Of(device, map, parameters, notes, cancellation), map.Cells.Lots, map.Lots.Count, most, notes, cancellation);
        if (field is not null && most < parameters.TestedNeighbourhoods) notes.Note($"At most {most} neighbourhoods are tested rather than {parameters.TestedNeighbourhoods}: so few lots have so few orders that in a larger family not even a perfect relation could pass.");
        if (field is not null && NeighbourhoodField.FewLots(map.Lots.Count) is { } few) notes.Warn(few);
        (IReadOnlyList<Association> associations, MaxTHypothesis[][] others, (double, double) limits) = field is null
            ? (steps.Of("associations", notes, told => AssociationSearch.Run(device, partitions, map.Lots, parameters, told, cancellation)), [], default)
            : AssociationSearch.Run(device, partitions, map.Lots, parameters, field.Profiles, parameters.Route != DiscoverParameters.Neighbourhoods, notes, cancellation);
        StabilityFindings? stability = parameters.AsksStability() ? Stability(device, map, partitions, associations, parameters, notes, steps, cancellation) : null;
        if (stability is not null) associations = StabilitySummary.Flagged(associations, stability);
        NeighbourhoodFindings? neighbourhoods = field is null ? null : NeighbourhoodSearch.Run(device, field, others, limits, map.Lots, parameters, notes, cancellation);
        StateAtoms atoms = StateAtoms.OfLabels([.. map.Clusterings.Select(c => c.Labels)], map.Cells.Lots, map.Lots.Count);
        var tests = new AssociationFindings
        {
            Parameters = parameters,
            Design = design,
            Lots = map.Lots,
            Partitions = partitions,
            Fractions = FractionTable.Build(partitions, map.Lots, parameters),
            Associations = associations,
            OtherTests = neighbourhoods?.Tests ?? 0,
            Stability = stability,
            Extents = steps.Of("extents", notes, _ => ExtentSearch.Run(device, atoms, associations, map.Lots, parameters, cancellation)),
        };
        foreach (string doubt in StabilityNotes.OfFindings(tests)) notes.Warn(doubt);
        IReadOnlyList<LotClaim> claims = [.. LotClaims.OfStates(tests), .. field is null ? [] : NeighbourhoodClaims.Of(field, neighbourhoods!, parameters)];
        foreach (string doubt in TechnicalDoubts.Sentences(TechnicalDoubts.Of(device, claims, LotQuantities.Of(map), map.Lots, parameters, cancellation), claims, parameters)) notes.Warn(doubt);
        if (StabilityNotes.SetAside(tests) is { } aside) notes.Note(aside);
        // Lots with too few cells are left out only now, which may leave too few.
        string? refusal = parameters.Predict ? LeaveOutPrediction.Refusal(PredictionFolds.Of(map.Lots)) : null;
        if (refusal is not null) notes.Note("Readouts were not predicted: " + refusal);
        PredictionFindings? prediction = refusal is null ? LotPredictions.Of(device, partitions, map.Lots, Anew(device, input, map.Lots, parameters, notes, room, cancellation), parameters, notes, cancellation) : null;
        IReadOnlyList<EffectiveCells> effective = PotencyAttributions.Of(device, partitions, map.Lots, parameters, [], notes, cancellation);
        return new DiscoveryResult { Parameters = parameters, Map = map, Tests = tests, Neighbourhoods = neighbourhoods, Prediction = prediction, Effective = effective, Warnings = notes.Warnings, Notes = notes.Messages };
    }

    private static StabilityFindings Stability(
        ComputeDevice device, PopulationMap map, IReadOnlyList<StatePartition> partitions, IReadOnlyList<Association> associations, DiscoverParameters parameters, NoteCollector notes, KeptSteps steps, CancellationToken cancellation)
    {
        (IReadOnlyList<ClusterRefit> refits, IReadOnlyList<PartitionAgreement> agreement) = StabilitySearch.Run(device, map, parameters, notes, steps, cancellation);
        return StabilitySummary.Of(refits, partitions, associations, map.Lots, parameters, agreement, MergeTree.Of(map.Clusterings));
    }

    private static IReadOnlyList<LotFeatures>? Anew(
        ComputeDevice device, CohortInput input, IReadOnlyList<LotResult> lots, DiscoverParameters parameters, NoteCollector notes, CellRoom? room, CancellationToken cancellation)
    {
        if (!parameters.Predict || parameters.PredictClusters != "anew") return null;
        try
        {
            return LeftOutStates.Of(device, input, lots, PredictionFolds.Of(lots), parameters, notes, room, cancellation);
        }
        catch (Exception error) when (error is BadDataException or PreconditionException)
        {
            // The whole cohort could be analysed; without one of its lots, or with that lot as a stranger, it cannot.
            notes.Note($"Clusters could not be found anew without each lot, and readouts are predicted from clusters that were found once, with the cells of all lots: {error.Message}");
            return null;
        }
    }
}
