using GpuCqa.Analysis.Associations;
using GpuCqa.Analysis.Cells;
using GpuCqa.Analysis.Populations;
using GpuCqa.Analysis.Results;
using GpuCqa.Compute;
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
    /// <exception cref="Core.Errors.BadDataException">A source is damaged.</exception>
    /// <exception cref="Core.Errors.PreconditionException">Nothing is left to analyse.</exception>
    public static DiscoveryResult Run(
        ComputeDevice device, CohortInput input, DesignStatement design, DiscoverParameters parameters, StepProgress progress, CancellationToken cancellation)
    {
        var notes = new NoteCollector(progress);
        NoteRepeatedDonors(input, notes);
        PopulationMap map = PopulationMapper.Run(device, input, parameters, notes, cancellation);
        LotComposition[] compositions = map.Clusterings.Select(c => LotComposition.Of(c, map.Cells.Lots, map.Lots.Count)).ToArray();
        IReadOnlyList<ClusterFraction> fractions = FractionTable.Build(map.Clusterings, compositions, map.Lots, parameters);
        IReadOnlyList<Association> associations = AssociationSearch.Run(device, map.Clusterings, compositions, map.Lots, parameters, notes, cancellation);
        return new DiscoveryResult
        {
            Parameters = parameters,
            Modality = map.Modality,
            Design = design,
            Lots = map.Lots,
            Thresholds = map.Thresholds,
            Join = map.Join,
            Genes = map.Genes,
            Values = map.Values,
            Variability = map.Variability,
            Cells = map.Cells,
            Pca = map.Pca,
            Projections = map.Projections,
            Embedding = map.Embedding,
            Alignment = map.Alignment,
            SharedNeighbors = map.SharedNeighbors,
            Clusterings = map.Clusterings,
            Fractions = fractions,
            Associations = associations,
            Markers = map.Markers,
            Notes = notes.Messages,
        };
    }

    // Permuting lots freely takes them as exchangeable; lots of one donor are not.
    private static void NoteRepeatedDonors(CohortInput input, NoteCollector notes)
    {
        string[] repeated = input.Lots.Select(l => l.Lot.Donor).OfType<string>().GroupBy(d => d, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key).ToArray();
        if (repeated.Length > 0)
            notes.Note($"Several lots come from one donor ({string.Join(", ", repeated)}). Lots are permuted freely, as if each had its own donor, so the p-values are too small if donors differ; keep one lot a donor to be safe.");
    }
}
