using GpuCqa.Analysis.Associations;
using GpuCqa.Analysis.Clusters;
using GpuCqa.Analysis.Neighbourhoods;
using GpuCqa.Analysis.Results;
using GpuCqa.Compute;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using GpuCqa.Simulation;
using GpuCqa.Statistics;

namespace GpuCqa.Pipelines.Scoring;

/// <summary>Compares a discovery with the truth of the cohort that it was made on.</summary>
public static class DiscoveryScorer
{
    private const int Leading = 20;
    private static readonly string[] MarkerPrograms = ["marker", GeneProgram.KeyMarker];

    /// <summary>Scores every readout and every resolution.</summary>
    /// <param name="device">Device that counts the orders of the oracle's test.</param>
    /// <param name="result">The discovery, computed or read back.</param>
    /// <param name="truth">The truth of its cohort.</param>
    /// <exception cref="NotFoundException">The result has a lot, cell or readout that the cohort lacks.</exception>
    /// <exception cref="PreconditionException">The folder does not keep what the design exchanges.</exception>
    public static DiscoveryScore Score(ComputeDevice device, DiscoveryResult result, CohortTruth truth)
    {
        TrueLot[] lots = truth.Of(result.Map.Lots.Select(l => l.Name));
        TrueCell[] cells = truth.Cells(lots, result.Map.Cells.Lots, result.Map.Cells.Barcodes);
        int[] states = Array.ConvertAll(cells, c => c.State);
        TrueReadout[] readouts = [.. result.Parameters.Readouts.Select(r => truth.Readouts.FirstOrDefault(t => t.Name == r)
            ?? throw new NotFoundException($"{truth.Source}: nothing is known of the readout '{r}', which the result was asked for; known are {string.Join(", ", truth.Readouts.Select(t => t.Name))}."))];
        long damaged = lots.Sum(l => l.Cells.Values.LongCount(c => c.Damaged)), intact = lots.Sum(l => (long)l.Cells.Count) - damaged;
        int keptDamaged = cells.Count(c => c.Damaged);
        PartitionScore[] partitions = [.. result.Map.Clusterings.Select((c, p) => Partition(result, truth, lots, states, p))];
        int closest = Enumerable.Range(0, partitions.Length).MaxBy(p => partitions[p].Match.Jaccard);
        var matched = new StateId(closest, partitions[closest].Cluster);
        IReadOnlyList<Association> oracle = Oracle(device, result, truth, lots);
        return new DiscoveryScore(
            lots.Length, cells.Length, keptDamaged / (double)damaged, (intact - (cells.Length - keptDamaged)) / (double)intact, partitions,
            [.. readouts.Select((r, y) => Finding(result, truth, lots, states, r, y, matched, [.. oracle.Where(a => a.Readout == r.Name)]))]);
    }

    // The same test in the same design, of the true shares: what no clustering can be expected to beat.
    private static IReadOnlyList<Association> Oracle(ComputeDevice device, DiscoveryResult result, CohortTruth truth, TrueLot[] lots)
    {
        StatePartition states = StatePartition.OfFractions("truth", [.. Enumerable.Range(0, truth.States).Select(k => $"state {k}")], [.. Enumerable.Range(0, truth.States).Select(k => lots.Select(l => Math.Clamp(l.Fractions[k], 0, 1)).ToArray())]);
        return AssociationSearch.Run(device, [states], [.. result.Map.Lots.Select(l => Exchanged(l, result.Parameters))], result.Parameters, StepProgress.None, CancellationToken.None);
    }

    // A folder says what a lot is, and not once more what it is exchanged with: blocks and units of a cohort sheet of simulate are columns of lots.csv.
    private static LotResult Exchanged(LotResult lot, DiscoverParameters parameters)
    {
        if (parameters.Covariates.Count > 0) throw new PreconditionException($"The result was adjusted for {LotDesign.Named(parameters.Covariates)}, which its folder does not keep for each lot, so that the true shares cannot be tested as its clusters were. Score a result without covariates.");
        return lot with
        {
            Block = lot.Block ?? (parameters.Block.Count == 0 ? null : string.Join(", ", parameters.Block.Select(Value))),
            Unit = lot.Unit ?? (parameters.Unit is { } unit ? Value(unit) : null),
        };

        string Value(string column) => column switch { "donor" => lot.Donor, "tissue" => lot.Tissue, "batch" => lot.Batch, "process" => lot.Process, _ => null }
            ?? throw new PreconditionException($"Lot '{lot.Name}' has no {column} in the result's lots.csv, so that the true shares cannot be tested in the design of its clusters.");
    }

    private static FindingScore Finding(DiscoveryResult result, CohortTruth truth, TrueLot[] lots, int[] states, TrueReadout readout, int index, StateId matched, Association[] oracle)
    {
        Association[] tested = [.. result.Tests.Associations.Where(a => a.Readout == readout.Name && a.Tested)];
        Association? best = tested.Where(a => !double.IsNaN(a.PFamily)).MinBy(a => a.Rank);
        double level = result.Parameters.Alpha;
        bool reaches = best?.PFamily <= level;
        StateRecovery? cluster = null, finding = null;
        double error = double.NaN;
        bool named = false;
        if (best is not null)
        {
            int[] labels = result.Map.Clusterings[best.State.Partition].Labels;
            bool[] own = Array.ConvertAll(labels, l => l == best.State.Index);
            cluster = StateRecovery.Of(states, labels, truth.CqaState, own);
            named = Enumerable.Range(0, states.Max() + 1).MaxBy(k => StateRecovery.Of(states, labels, k, own).Jaccard) == truth.CqaState;
            bool[] within = result.Tests.Extents.FirstOrDefault(e => e.Readout == readout.Name) is { } extent ? FindingCells.Of(result.Map.Clusterings, extent) : own;
            finding = StateRecovery.Of(states, labels, truth.CqaState, within);
            error = FractionError(result.Map.Cells.Lots, within, lots, truth.CqaState);
        }

        NeighbourhoodAssociation? places = result.Neighbourhoods?.Readouts[index];
        bool regionReaches = places is { Passing: > 0 };
        double region = places is null || places.Expanded == 0 ? double.NaN : StateRecovery.Of(states, result.Map.Clusterings[0].Labels, truth.CqaState, Array.ConvertAll(places.Region, r => r > 0)).Jaccard;
        return new FindingScore(
            readout, reaches, best, named, cluster, finding, error, region, regionReaches, oracle.First(a => a.State.Index == truth.CqaState),
            oracle.Where(a => !double.IsNaN(a.PFamily)).MinBy(a => a.Rank)?.State.Index == truth.CqaState, readout.Spearman, result.Tests.Associations.FirstOrDefault(a => a.Readout == readout.Name && a.State == matched), level);
    }

    private static PartitionScore Partition(DiscoveryResult result, CohortTruth truth, TrueLot[] lots, int[] states, int partition)
    {
        Clustering clustering = result.Map.Clusterings[partition];
        StateRecovery[] all = [.. Enumerable.Range(0, clustering.Clusters).Select(k => StateRecovery.Of(states, clustering.Labels, truth.CqaState, k))];
        int cluster = Enumerable.Range(0, all.Length).MaxBy(k => all[k].Jaccard);
        var id = new StateId(partition, cluster);
        StateFraction[] fractions = [.. result.Tests.Fractions.Where(f => f.State == id)];
        int covered = fractions.Count(f => truth.Lots[f.Lot].Fractions[truth.CqaState] is var t && t >= f.OverdispersedLow && t <= f.OverdispersedHigh);
        HashSet<string> markers = [.. truth.Programs.Where(p => p.State == truth.CqaState && MarkerPrograms.Contains(p.Name)).SelectMany(p => p.Genes).Select(g => truth.Genes[g])];
        HashSet<string> up = [.. truth.Programs.Where(p => p.State == truth.CqaState).SelectMany(p => p.Genes.Where((_, i) => p.LogEffects[i] > 0)).Select(g => truth.Genes[g])];
        Marker[] leading = [.. result.Map.LeadingMarkers(id).Take(Leading)];
        LotMarker[]? byLots = result.Map.Programs is { } programs ? [.. programs.Markers.Where(m => m.Resolution == clustering.Resolution && m.Cluster == cluster && m.Log2Fc > 0 && m.Rank <= Leading)] : null;
        return new PartitionScore(
            clustering.Resolution, clustering.Clusters, all[cluster].AdjustedRand, cluster, all[cluster], FractionError(result.Map.Cells.Lots, Array.ConvertAll(clustering.Labels, l => l == cluster), lots, truth.CqaState), covered, lots.Length,
            leading.Count(m => markers.Contains(m.Gene)), byLots?.Count(m => markers.Contains(m.Gene)) ?? double.NaN, markers.Count, leading.Count(m => up.Contains(m.Gene)), ProgramScores(result, truth, clustering.Resolution, cluster));
    }

    private static ProgramScore[] ProgramScores(DiscoveryResult result, CohortTruth truth, double resolution, int cluster)
    {
        if (result.Map.Programs is not { } found || found.TestOf(resolution, cluster) is not { Genes: > 0 }) return [];
        Dictionary<string, int> kept = result.Map.Genes.Ids.Select((g, i) => (g, i)).ToDictionary(g => g.g, g => g.i, StringComparer.Ordinal);
        var scores = new List<ProgramScore>();
        foreach (bool up in new[] { true, false })
        {
            bool[] chosen = new bool[kept.Count];
            foreach (LotMarker m in found.Markers.Where(m => m.Resolution == resolution && m.Cluster == cluster && m.Called && m.Log2Fc > 0 == up)) chosen[kept[m.Gene]] = true;
            int count = chosen.Count(c => c);
            (GeneProgram Program, OverRepresentation Test)[] tests = [.. truth.Programs
                .Select(p => (p, Set: p.Genes.Where((_, i) => p.LogEffects[i] > 0 == up).Select(g => kept.GetValueOrDefault(truth.Genes[g], -1)).Where(g => g >= 0).ToArray()))
                .Where(p => p.Set.Length > 1).Select(p => (p.p, OverRepresentation.Of(p.Set, chosen, count)))];
            double[] adjusted = MultipleTesting.BenjaminiHochberg([.. tests.Select(t => Math.Min(1, t.Test.P))]);
            for (int t = 0; t < tests.Length; t++)
            {
                if (tests[t].Program.State == truth.CqaState) scores.Add(new ProgramScore(tests[t].Program.Name, up, tests[t].Test.Size, tests[t].Test.Overlap, adjusted[t]));
            }
        }

        return [.. scores];
    }

    private static double FractionError(int[] lotOf, bool[] within, TrueLot[] lots, int state)
    {
        double[] own = new double[lots.Length], all = new double[lots.Length];
        for (int c = 0; c < within.Length; c++)
        {
            all[lotOf[c]]++;
            if (within[c]) own[lotOf[c]]++;
        }

        return lots.Select((l, i) => Math.Abs((own[i] / all[i]) - l.Fractions[state])).Average();
    }
}
