using System.Globalization;
using GpuCqa.Analysis.Associations;
using GpuCqa.Analysis.Cells;
using GpuCqa.Analysis.Mapping;
using GpuCqa.Analysis.Populations;
using GpuCqa.Analysis.References;
using GpuCqa.Analysis.Refusals;
using GpuCqa.Analysis.Results;
using GpuCqa.Compute;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using GpuCqa.Statistics;

namespace GpuCqa.Pipelines.Mappings;

/// <summary>From lots to labels, verdicts on cells, shares, and tests of the locked claims.</summary>
internal static class Mapper
{
    /// <summary>Maps the lots one after another; of a lot that is done only what the result keeps stays.</summary>
    public static MapResult Run(ComputeDevice device, ReferenceModel reference, CohortInput input, ReplicationSets sets, MapParameters parameters, NoteCollector notes, KeptSteps steps, CancellationToken cancellation)
    {
        using var mapper = new LotMapper(device, reference, parameters);
        int main = Main(reference);
        Calibration calibration = steps.Of("limits", notes, told => Calibrations.Of(reference, mapper, parameters, told, cancellation));
        foreach (string warning in calibration.Warnings) notes.Warn(warning);
        foreach (string note in calibration.Notes) notes.Note(note);
        StrangenessModel? strangeness = StrangenessModel.Of(reference);
        bool looksTwice = strangeness is not null && double.IsFinite(calibration.MaxShared);
        var reader = new QueryReader(device, reference, strangeness is null ? null : (values, measured) => strangeness.Of(device, values, measured), looksTwice);
        var lots = new List<MappedLot>();
        var cells = new MappedCellsBuilder(reference, main);
        var markers = new MarkerReadout(reference);
        var place = input.Lots.Select((l, i) => (l.Lot.Name, i)).ToDictionary(l => l.Name, l => l.i, StringComparer.Ordinal);
        var order = new List<int>();
        var removed = new List<RemovedCount>();
        var left = new List<string>();
        QueryReading reading = reader.Begin(input, notes, cancellation);
        for (int f = 0; f < reading.Files; f++)
        {
            int lot = reading.LotOf(f), file = f;
            if (lot < 0)
            {
                // Lots of one file are read side by side: what is open between files is no step.
                foreach (QueryLot query in reading.Lots(f, notes, cancellation)) Take(MapLot(query, notes));
                continue;
            }

            bool made = false;
            LotOutcome outcome = steps.Of(string.Create(CultureInfo.InvariantCulture, $"lot {lot + 1}"), notes, told =>
            {
                made = true;
                return MapLot(reading.Lots(file, told, cancellation).Single(), told);
            });
            if (!made) reading.Remember(outcome.Name, outcome.Digests, outcome.TellingDigests);
            Take(outcome);
        }

        reading.End(notes);
        if (lots.Count == 0) throw new PreconditionException(left.Count == 1 ? left[0] : $"None of the {left.Count} lots can be mapped; the first: {left[0]}");
        // Files that hold several lots give them in the order of the file.
        int[] bySheet = [.. Enumerable.Range(0, order.Count).OrderBy(i => order[i])];
        MappedLot[] sorted = [.. bySheet.Select(i => lots[i])];
        MappedCells mapped = cells.Build(bySheet);
        IReadOnlyList<StatePartition> partitions = Partitions(reference, mapped, sorted);
        if (LotNotes.FewCells([.. sorted.Select(l => l.Lot.Name)], [.. sorted.Select(l => l.Cells)], parameters.Confidence, "") is { } few) notes.Warn(few);
        MarkerHighResult?[] high = markers.Run(bySheet, parameters);
        // What the key marker shows carries weight where something was predicted of it.
        foreach (string told in high.OfType<MarkerHighResult>().SelectMany(h => h.Warnings).Distinct())
        {
            if (parameters.Falsification.Count > 0) notes.Warn(told);
            else notes.Note(told);
        }

        ReplicationFindings replication = Replicated(reference, partitions, high, [.. sorted.Select(l => l.Lot.Name)], [.. bySheet.Select(i => order[i])], input.Lots.Count, sets);
        foreach (string warning in replication.Warnings) notes.Warn(warning);
        foreach (string note in replication.Notes) notes.Note(note);
        // What a claim rests on is a share of the cells that were kept.
        foreach (LockedHypothesis claim in reference.Hypotheses.Where(h => h.Resolution == reference.Clusterings[main].Resolution).DistinctBy(h => h.Cluster))
        {
            if (RemovedCells.Of(removed, claim.Cluster) is not { } told) continue;
            if (told.Often) notes.Warn(told.Text); else notes.Note(told.Text);
        }

        return new MapResult
        {
            Removed = [.. bySheet.SelectMany(i => removed.Where(r => r.Lot == lots[i].Lot.Name))],
            Parameters = parameters,
            Reference = reference,
            Calibration = calibration,
            MainResolution = main,
            Lots = sorted,
            Cells = mapped,
            Fractions = FractionTable.Build(partitions, [.. sorted.Select(l => l.Lot)], reference.Parameters),
            Replication = replication,
            MarkerHigh = high,
            Anchors = cells.Anchors(bySheet),
            Warnings = notes.Warnings,
            Notes = notes.Messages,
        };

        void Take(LotOutcome outcome)
        {
            if (outcome.Refused is { } refusal)
            {
                left.Add(refusal);
                return;
            }

            lots.Add(outcome.Lot!);
            cells.Add(outcome.Cells!);
            markers.Add(outcome.Markers!);
            removed.AddRange(outcome.Removed);
            order.Add(place[outcome.Name]);
        }

        LotOutcome MapLot(QueryLot query, StepProgress told)
        {
            cancellation.ThrowIfCancellationRequested();
            LabelTransfer transfer;
            try
            {
                transfer = mapper.Map(query, cancellation);
            }
            catch (PreconditionException refusal)
            {
                told.Warn($"{refusal.Message} It is left out.");
                return new LotOutcome(query.Lot.Name, refusal.Message, null, null, null, [], query.Digests, query.TellingDigests);
            }

            double[]? shared = null;
            double shift = double.NaN;
            if (query.Counts is { } counts)
            {
                DenseMatrix<float> explained = strangeness!.Explain(device, counts);
                shared = SharedPrograms.Score(device, strangeness, calibration.Known, counts, query.Barcodes, query.Strangeness, reference.Parameters.Seed, explained);
                shift = LotShift.Of(strangeness, counts, explained);
            }

            // Limits are for new lots: cells of the reference are in it, and are told of as such.
            Judgement judgement = Refusal.Judge(2 * query.CellsOfReference > query.Count ? calibration.WithoutLimits() : calibration, transfer, query.Strangeness, shared, parameters.Confidence, shift: shift);
            if (judgement.Lot.Foreign is { } foreign) told.Warn($"Lot {query.Lot.Name} as a whole is unlike the train lots: {foreign.Sentence(calibration.Lots.Count)}. Its shares of clusters say little.");
            int missing = Enumerable.Range(0, reference.Pca.Genes.Length).Count(g => !query.Present[g]);
            string set = sets.SetOf(place[query.Lot.Name]) ?? query.Role;
            return new LotOutcome(
                query.Lot.Name, null,
                new MappedLot(query.Lot, query.Role, set, missing, judgement.Lot.NotInReference[main], judgement.Lot.Uncertain[main], judgement.Lot.Unmapped[main], judgement.Lot.Foreign),
                cells.Of(query, transfer, judgement, LayoutProjection.Place(device, reference, transfer.Embedding), parameters.KeepAnchors), markers.Of(query, judgement),
                query.Removed is null ? [] : [.. RemovedCells.Count(query, judgement, mapper.Scan(query, calibration, main, cancellation), main)], query.Digests, query.TellingDigests);
        }
    }

    /// <summary>The resolution of the first claim; without one that in the middle.</summary>
    internal static int Main(ReferenceModel reference)
    {
        int at = reference.Hypotheses.Count == 0 ? -1 : Resolution(reference, reference.Hypotheses[0]);
        return at >= 0 ? at : (reference.Clusterings.Count - 1) / 2;
    }

    private static int Resolution(ReferenceModel reference, LockedHypothesis hypothesis) => reference.Clusterings.ToList().FindIndex(c => c.Resolution == hypothesis.Resolution);

    private static StatePartition[] Partitions(ReferenceModel reference, MappedCells cells, MappedLot[] lots) =>
        [.. reference.Clusterings.Select((clustering, r) =>
        {
            int[][] counts = [.. Enumerable.Range(0, clustering.Clusters).Select(_ => new int[lots.Length])];
            for (int c = 0; c < cells.Count; c++)
            {
                if (cells.Labels[r][c] is >= 0 and int label) counts[label][cells.Lots[c]]++;
            }

            return StatePartition.OfCounts(Invariant(clustering.Resolution), [.. Enumerable.Range(0, clustering.Clusters).Select(k => Invariant(k))], counts, [.. lots.Select(l => l.Cells)], clustering.Resolution);
        })];

    /// <param name="reference">The reference.</param>
    /// <param name="partitions">Counts of the mapped lots.</param>
    /// <param name="high">Marker-high shares of the train lots, then of the mapped lots.</param>
    /// <param name="names">Names of the mapped lots.</param>
    /// <param name="mapped">Place of each mapped lot among the lots of the input; those that could not be mapped have no share.</param>
    /// <param name="lots">Lots of the input.</param>
    /// <param name="sets">Tests the claims.</param>
    private static ReplicationFindings Replicated(ReferenceModel reference, IReadOnlyList<StatePartition> partitions, MarkerHighResult?[] high, string[] names, int[] mapped, int lots, ReplicationSets sets)
    {
        int train = reference.Lots.Count;
        IReadOnlyList<StatePartition> found = ClusterPartitions.Of(reference.Clusterings, reference.Cells.Lots, train);
        int[] at = [.. reference.Hypotheses.Select(h => Resolution(reference, h))];
        double[] Spread(double[] values)
        {
            double[] all = [.. Enumerable.Repeat(double.NaN, lots)];
            for (int l = 0; l < mapped.Length; l++) all[mapped[l]] = values[l];
            return all;
        }

        double[] Shares(MarkerHighResult result)
        {
            var known = result.Shares.Skip(train).ToDictionary(s => s.Lot, s => s.Share, StringComparer.Ordinal);
            return Spread([.. names.Select(n => known.GetValueOrDefault(n, double.NaN))]);
        }

        return sets.Test(
            [.. reference.Hypotheses.Select((h, i) => found[at[i]].Fractions(h.Cluster))], [.. reference.Hypotheses.Select((h, i) => Spread(partitions[at[i]].Fractions(h.Cluster)))],
            [.. high.Select(h => h?.Shares.Take(train).Select(s => s.Share).ToArray())], [.. high.Select(h => h is null ? null : Shares(h))]);
    }

    private static string Invariant(double value) => value.ToString(CultureInfo.InvariantCulture);
}
