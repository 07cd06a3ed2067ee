using System.Globalization;
using GpuCqa.Analysis.Anchors;
using GpuCqa.Analysis.References;
using GpuCqa.Analysis.Refusals;
using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Parameters;
using GpuCqa.Statistics;

namespace GpuCqa.Analysis.Mapping;

/// <summary>Maps lots by the method that was asked for; what depends on the reference alone is prepared once.</summary>
/// <remarks>
/// Labels, scores and margins are the method's. The place of a cell in the reference's embedding, and its distance to the cells there, are those of <see cref="SymphonyTransfer"/> under both methods:
/// anchors carry every cell to reference cells, like or not, so that a place that they correct says nothing of whether the cell belongs there.
/// </remarks>
/// <param name="device">Device.</param>
/// <param name="reference">The reference.</param>
/// <param name="parameters">Parameters of the mapping.</param>
public sealed class LotMapper(ComputeDevice device, ReferenceModel reference, MapParameters parameters) : IDisposable
{
    private readonly SymphonyReference places = SymphonyReference.Of(device, reference);
    private readonly AnchorReference? anchors = parameters.Method == "anchors" ? AnchorReference.Of(device, reference) : null;

    /// <summary>Maps a lot.</summary>
    /// <param name="query">All its cells.</param>
    /// <param name="cancellation">Stops between steps.</param>
    /// <exception cref="Core.Errors.PreconditionException">The lot has too few cells, genes or anchors; names the lot, what was found and what is needed.</exception>
    public LabelTransfer Map(QueryLot query, CancellationToken cancellation) => Map(places, anchors, query, scores: true, cancellation);

    /// <summary>Maps cells of the reference onto a part of it, as if they were of a new lot.</summary>
    /// <param name="queries">The cells, increasing; none of them is kept.</param>
    /// <param name="kept">Per cell of the reference, whether it is in the part.</param>
    /// <param name="cancellation">Stops between steps.</param>
    public LabelTransfer MapOwn(IReadOnlyList<int> queries, bool[] kept, CancellationToken cancellation)
    {
        using var place = SymphonyReference.Of(device, reference, kept);
        if (anchors is null) return SymphonyTransfer.Run(device, reference, place, ReferenceQuery.Projection(reference, queries), parameters, cancellation);
        using AnchorReference part = anchors.Part(kept, "the reference without the cells that are left out");
        return Map(place, part, ReferenceQuery.Of(reference, queries), scores: false, cancellation);
    }

    /// <summary>What the cells look like that quality control removed from a lot: they are placed as the lot's other cells are, have no part in how the lot is placed, and are labelled by the nearest reference cells (Symphony) under both methods.</summary>
    /// <param name="query">The lot, with cells that were removed.</param>
    /// <param name="calibration">Limits of distance; those of score and margin where they are Symphony's.</param>
    /// <param name="resolution">Index of the resolution.</param>
    /// <param name="cancellation">Stops between steps.</param>
    /// <returns>Per removed cell the class (see <see cref="RemovedCount"/>).</returns>
    public string[] Scan(QueryLot query, Calibration calibration, int resolution, CancellationToken cancellation)
    {
        RemovedQuery removed = query.Removed!;
        int[] told = [.. Enumerable.Range(0, removed.Count).Where(c => removed.DetectedGenes[c] >= RemovedCount.LeastGenes || reference.Modality != CellModality.Counts)];
        string[] classes = new string[removed.Count];
        Array.Fill(classes, RemovedCount.TooFewGenes);
        if (told.Length == 0) return classes;
        var projection = new DenseMatrix<float>(told.Length, removed.Projection.Columns);
        for (int i = 0; i < told.Length; i++) removed.Projection.Row(told[i]).CopyTo(projection.Row(i));
        DenseMatrix<float> embedding = places.Soft is { } soft
            ? SymphonyCorrection.Move(device, projection, soft, SymphonyCorrection.Effects(SymphonyCorrection.Sums(device, query.Projection, soft), soft))
            : projection.FirstColumns(reference.Dimensions);
        LabelTransfer transfer = SymphonyTransfer.Vote(device, reference, places, embedding, parameters.KVote, cancellation);
        // Votes of neighbours are not on the scale of the scores of anchors.
        Calibration own = calibration.Method == "symphony" ? calibration : calibration with { Limits = [.. calibration.Limits.Select(l => l with { MinScore = 0, MinMargin = 0 })] };
        Judgement judgement = Refusal.Judge(own, transfer, Array.ConvertAll(told, c => removed.Strangeness[c]));
        for (int i = 0; i < told.Length; i++)
        {
            classes[told[i]] = judgement.Verdicts[resolution][i] switch
            {
                CellVerdict.NotInReference => RemovedCount.NotInReference,
                CellVerdict.Uncertain => RemovedCount.Uncertain,
                _ => judgement.Labels[resolution][i].ToString(CultureInfo.InvariantCulture),
            };
        }

        return classes;
    }

    /// <summary>Lets go of what lies on the device.</summary>
    public void Dispose()
    {
        places.Dispose();
        anchors?.Dispose();
    }

    private LabelTransfer Map(SymphonyReference place, AnchorReference? part, QueryLot query, bool scores, CancellationToken cancellation)
    {
        LabelTransfer placed = SymphonyTransfer.Run(device, reference, place, query, parameters, cancellation);
        if (part is null) return placed;
        AnchorParameters asked = AnchorParameters.Of(parameters) with { Corrects = false, ScoresMapping = scores };
        return AnchorTransfer.Run(device, part, query, asked, cancellation) with { Embedding = placed.Embedding, Distances = placed.Distances };
    }
}
