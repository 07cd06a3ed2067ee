using GpuCqa.Analysis.Associations;
using GpuCqa.Analysis.Cells;
using GpuCqa.Analysis.Neighbourhoods;
using GpuCqa.Analysis.Populations;
using GpuCqa.Analysis.Quality;
using GpuCqa.Analysis.Results;
using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using GpuCqa.Core.Randomness;
using GpuCqa.Pipelines.Scoring;
using GpuCqa.Simulation;
using GpuCqa.Statistics;

namespace GpuCqa.Validation;

/// <summary>One simulated cohort, its cells mapped once without a readout, and then every readout a question, a family and a score of its own.</summary>
/// <remarks>
/// strong, weak and null are the simulator's. depth, batch and donor go with what the lot's name says and with no state: they claim something only where expression, shifted by depth, batch or donor, moves cells between clusters,
/// or, of donor with free orders, because lots of one donor are no independent lots.
/// </remarks>
internal static class RecoveryCohort
{
    private const int Lots = 11;

    /// <summary>Kinds of cohorts: with lot effects, without any, several lots of a donor in shared batches.</summary>
    public static string[] Kinds { get; } = ["lots", "plain", "donors"];

    /// <summary>Scores, one a readout and design.</summary>
    public static IEnumerable<RecoveryRow> Run(string kind, ulong seed, int permutations)
    {
        using ComputeDevice device = ComputeDevices.Open("cpu", 1);
        SimulatedCohort cohort = CohortSimulator.Create(Parameters(kind), seed);
        var parameters = new DiscoverParameters { Readouts = [], LayoutEpochs = 1, ExactLots = 8, Permutations = permutations, ExactOrders = 200_000 };
        SimulatedLot[] lots = [.. cohort.TrainLots];
        var input = new CohortInput(
            [.. lots.Select(l => new LotInput(new Lot(l.Name, null, l.Role, l.Donor, l.Tissue, l.Batch, l.Process, new Dictionary<string, string>()), []))],
            [.. lots.Select((l, i) => new CellInput(new SimulatedCellSource(l, device), i))]);
        PopulationMap map = PopulationMapper.Run(device, input, parameters, StepProgress.None, CancellationToken.None);
        IReadOnlyList<StatePartition> partitions = ClusterPartitions.Of(map.Clusterings, map.Cells.Lots, Lots);
        StateAtoms atoms = StateAtoms.OfLabels([.. map.Clusterings.Select(c => c.Labels)], map.Cells.Lots, Lots);
        NeighbourhoodField field = NeighbourhoodField.Of(device, CommonDepthGraph.Of(device, map, parameters, StepProgress.None), map.Cells.Lots, Lots, parameters.TestedNeighbourhoods, StepProgress.None);
        NeighbourhoodField atOwnDepth = NeighbourhoodField.Of(device, map.SharedNeighbors, map.Cells.Lots, Lots, parameters.TestedNeighbourhoods, StepProgress.None);
        IReadOnlyList<LotQuantity> quantities = LotQuantities.Of(map);
        double[][] shares = TrueShares(cohort, lots, map);
        CohortTruth truth = CohortTruth.Of(cohort);
        foreach ((string readout, double[] values, string design) in Questions(cohort, lots, kind, seed))
        {
            CohortTruth known = truth with { Readouts = [truth.Readouts.FirstOrDefault(r => r.Name == readout) ?? new TrueReadout(readout, 0)] };
            bool free = design == "free";
            DiscoverParameters own = parameters with { Readouts = [readout], Unit = design == "donor" ? "donor" : null };
            LotResult[] tested = [.. map.Lots.Select((l, i) => l with { Readouts = [values[i]], Unit = free ? null : l.Donor })];
            (IReadOnlyList<Association> associations, _, _) = AssociationSearch.Run(device, partitions, tested, own, [], true, StepProgress.None, CancellationToken.None);
            (IReadOnlyList<Association> _, MaxTHypothesis[][] states, _) = AssociationSearch.Run(device, partitions, tested, own, shares, true, StepProgress.None, CancellationToken.None);
            bool regionAtOwnDepth = false;
            NeighbourhoodFindings? places = null;
            if (free)
            {
                (_, MaxTHypothesis[][] others, (double, double) limits) = AssociationSearch.Run(device, partitions, tested, own, field.Profiles, false, StepProgress.None, CancellationToken.None);
                places = NeighbourhoodSearch.Run(device, field, others, limits, tested, own, StepProgress.None);
                regionAtOwnDepth = AssociationSearch.Run(device, partitions, tested, own, atOwnDepth.Profiles, false, StepProgress.None, CancellationToken.None).Others.Any(o => o[0].PSingleStep <= own.Alpha);
            }

            var result = new DiscoveryResult
            {
                Parameters = own,
                Map = map with { Lots = tested },
                Tests = new AssociationFindings
                {
                    Parameters = own,
                    Design = new DesignStatement(Lots, 39_916_800, false, permutations, 1.0 / permutations, false, ""),
                    Lots = tested,
                    Partitions = partitions,
                    Fractions = FractionTable.Build(partitions, tested, own),
                    Associations = associations,
                    OtherTests = 0,
                    Extents = free ? ExtentSearch.Run(device, atoms, associations, tested, own, CancellationToken.None) : [],
                },
                Neighbourhoods = places,
                Warnings = [],
                Notes = [],
            };
            IReadOnlyList<LotClaim> claims = [.. LotClaims.OfStates(result.Tests), .. places is null ? [] : NeighbourhoodClaims.Of(field, places, own)];
            IReadOnlyList<TechnicalDoubt> doubts = TechnicalDoubts.Of(device, claims, quantities, tested, own);
            DiscoveryScore score = DiscoveryScorer.Score(device, result, known);
            int cqa = cohort.Parameters.CqaState;
            bool? interval = null, bootstrap = null;
            if (free && readout is "strong" or "weak" or "null" && score.Findings[0].Matched is { } matched)
            {
                double measured = Measured(kind, readout);
                interval = Holds(matched.IntervalLow, matched.IntervalHigh, measured);
                Interval bca = IdealBootstrap.Run(device, [partitions[matched.State.Partition].Fractions(matched.State.Index)], [values], own.Confidence)[0][0].Bca;
                bootstrap = Holds(bca.Low, bca.High, measured);
            }

            yield return RecoveryRow.Of(kind, seed, design, score, associations, new RecoveryExtras(
                states[cqa][0].PSingleStep <= own.Alpha, Enumerable.Range(0, states.Length).MaxBy(k => Math.Abs(states[k][0].Rho)) == cqa,
                doubts.Any(d => !d.Claim.IsRegion), doubts.Any(d => d.Claim.IsRegion), regionAtOwnDepth, interval, bootstrap));
        }
    }

    // Shares of the true states among the cells that were kept, states x lots.
    private static double[][] TrueShares(SimulatedCohort cohort, SimulatedLot[] lots, PopulationMap map)
    {
        Dictionary<string, int>[] places = [.. lots.Select(l => Enumerable.Range(0, l.CellCount).ToDictionary(l.Barcode))];
        double[][] shares = [.. Enumerable.Range(0, cohort.Parameters.StateShares.Count).Select(_ => new double[lots.Length])];
        for (int c = 0; c < map.Cells.Count; c++)
        {
            int lot = map.Cells.Lots[c];
            shares[lots[lot].Cell(places[lot][map.Cells.Barcodes[c]]).State][lot] += 1.0 / map.Lots[lot].CellsKept;
        }

        return shares;
    }

    private static bool? Holds(double low, double high, double value) => double.IsNaN(low) && double.IsNaN(high) ? null : !(value < low) && !(value > high);

    private static readonly System.Collections.Concurrent.ConcurrentDictionary<(string, string), double> Correlations = new();

    // Spearman's correlation, over 4,000 lots of the model, of the readout and the share of the hidden state among 250 captured cells: what an interval of measured shares is of.
    private static double Measured(string kind, string readout) => Correlations.GetOrAdd((kind, readout), _ =>
    {
        const int Many = 4000, Captured = 250;
        SimulatedCohort many = CohortSimulator.Create(Parameters(kind) with { TrainLots = Many }, 1_000_003);
        var random = new Philox(1_000_003, RandomPurpose.Test, 78);
        double[] seen = new double[Many], values = new double[Many];
        SimulatedLot[] lots = [.. many.TrainLots];
        for (int l = 0; l < Many; l++)
        {
            for (int c = 0; c < Captured; c++) seen[l] += random.NextDouble() < lots[l].Truth.CapturedFractions[many.Parameters.CqaState] ? 1 : 0;
            values[l] = lots[l].Readouts[many.ReadoutIndex(readout)];
        }

        return Spearman.Correlation(seen, values);
    });

    private static SimulationParameters Parameters(string kind)
    {
        var own = new SimulationParameters
        {
            TrainLots = Lots,
            Readouts =
            [
                new() { Name = "strong", Median = 700, LogSd = 0.5, Correlation = 0.98, AssaySd = 0.1 },
                new() { Name = "weak", Median = 700, LogSd = 0.5, Correlation = 0.75, AssaySd = 0.1 },
                new() { Name = "null", Median = 700, LogSd = 0.5, Correlation = 0, AssaySd = 0.1 },
            ],
        };
        return kind switch
        {
            "plain" => own with { BatchSd = 0, DepthLow = 1, DepthHigh = 1 },
            "donors" => own with { Groups = [new() { Role = Lot.TrainRole, Lots = Lots, LotsPerDonor = 2, LotsPerBatch = 4 }], DonorVarianceShare = 0.8, DonorSd = 0.08, SharedBatchSd = 0.1 },
            _ => own,
        };
    }

    private static IEnumerable<(string Readout, double[] Values, string Design)> Questions(SimulatedCohort cohort, SimulatedLot[] lots, string kind, ulong seed)
    {
        foreach (string readout in new[] { "strong", "weak", "null" })
        {
            double[] values = [.. lots.Select(l => l.Readouts[cohort.ReadoutIndex(readout)])];
            if (kind != "donors") yield return (readout, values, "free");
            else yield return (readout, values, "donor");
        }

        var random = new Philox(seed, RandomPurpose.Test, 77);
        double Noise(double sd) => sd * random.NextNormal();
        if (kind == "lots") yield return ("depth", [.. lots.Select(l => Math.Log(l.Truth.Depth) + Noise(0.1))], "free");
        if (kind != "donors") yield break;
        Dictionary<string, double> batches = lots.Select(l => l.Batch!).Distinct().ToDictionary(b => b, _ => Noise(1)), donors = lots.Select(l => l.Donor).Distinct().ToDictionary(d => d, _ => Noise(1));
        double[] batch = [.. lots.Select(l => batches[l.Batch!] + Noise(0.3))], donor = [.. lots.Select(l => donors[l.Donor] + Noise(0.3))];
        yield return ("batch", batch, "free");
        yield return ("donor", donor, "free");
        yield return ("donor", donor, "donor");
    }
}
