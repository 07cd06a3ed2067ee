using GpuCqa.Analysis.Cells;
using GpuCqa.Analysis.Discovery;
using GpuCqa.Analysis.Results;
using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using GpuCqa.Pipelines.Scoring;
using GpuCqa.Pipelines.Simulations;
using GpuCqa.Simulation;
using GpuCqa.Statistics;
using Xunit;

namespace GpuCqa.Pipelines.Tests.Scoring;

/// <summary>A result against the truth of its cohort.</summary>
public sealed class CohortScoreTests : IDisposable
{
    private static readonly ComputeDevice Device = ComputeDevices.Open("cpu", 2);
    private static readonly DiscoverParameters Parameters = new() { Readouts = ["vegf_ischemia", "vegf_normoxia"], LayoutEpochs = 1, ExactLots = 8, Permutations = 2_000 };
    private static readonly SimulatedCohort Cohort = CohortSimulator.Create(new SimulationParameters { MinCellsPerLot = 150, MaxCellsPerLot = 150 }, 1);
    private readonly string folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public void Dispose()
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, true);
    }

    [Fact]
    public void Truth_WrittenAndReadBack_IsThatOfTheCohort()
    {
        CohortWriter.Write(Cohort, folder, false, LotFormat.Tenx, Device, StepProgress.None, CancellationToken.None);
        CohortTruth written = CohortTruthReader.Read(folder), known = CohortTruth.Of(Cohort);
        Assert.Equal((known.States, known.CqaState), (written.States, written.CqaState));
        Assert.Equal(known.Readouts, written.Readouts);
        Assert.Equal(known.Genes, written.Genes);
        Assert.Equal(known.Programs.SelectMany(p => p.Genes.Select(g => (p.Name, p.State, g))).Order(), written.Programs.SelectMany(p => p.Genes.Select(g => (p.Name, p.State, g))).Order());
        Assert.Equal(known.Lots.Keys.Order(), written.Lots.Keys.Order());
        foreach (TrueLot lot in known.Lots.Values)
        {
            Assert.Equal(lot.Fractions, written.Lots[lot.Name].Fractions);
            Assert.Equal(lot.Cells, written.Lots[lot.Name].Cells);
        }

        File.WriteAllText(Path.Combine(folder, CohortFiles.Manifest), "{}");
        Assert.Contains(CohortFiles.Manifest, Assert.Throws<BadDataException>(() => CohortTruthReader.Read(folder)).Message, StringComparison.Ordinal);
        File.Delete(Path.Combine(folder, CohortFiles.Cells));
        Assert.Throws<NotFoundException>(() => CohortTruthReader.Read(Path.Combine(folder, "none")));
    }

    [Fact]
    public void Score_DiscoveryOfASimulatedCohort_AgreesWithCountingByHand()
    {
        DiscoveryResult result = Discoverer.Run(Device, Input(), new DesignStatement(11, 39_916_800, true, 39_916_800, 5e-8, false, ""), Parameters, StepProgress.None, CancellationToken.None);
        CohortTruth truth = CohortTruth.Of(Cohort);
        DiscoveryScore score = DiscoveryScorer.Score(Device, result, truth);
        FindingScore driven = score.Findings[0], apart = score.Findings[1];
        Assert.True(driven.Readout.Planted);
        Assert.False(apart.Readout.Planted);

        // The cluster most like the state, its share of each lot and the Jaccard index, anew from the labels.
        PartitionScore best = score.Partitions.MaxBy(p => p.Match.Jaccard)!;
        int[] labels = result.Map.Clusterings.First(c => c.Resolution == best.Resolution).Labels;
        double both = 0, either = 0, error = 0;
        for (int lot = 0; lot < 11; lot++)
        {
            double own = 0, all = 0;
            for (int c = 0; c < labels.Length; c++)
            {
                if (result.Map.Cells.Lots[c] != lot) continue;
                all++;
                bool state = truth.Lots[result.Map.Lots[lot].Name].Cells[result.Map.Cells.Barcodes[c]].State == truth.CqaState, inside = labels[c] == best.Cluster;
                if (inside) own++;
                if (state && inside) both++;
                if (state || inside) either++;
            }

            error += Math.Abs((own / all) - Cohort.Lots[lot].Truth.Fractions[truth.CqaState]) / 11;
        }

        Assert.Equal(both / either, best.Match.Jaccard, 1e-12);
        Assert.Equal(error, best.FractionError, 1e-12);
        Assert.True(best.Match.Jaccard > 0.7 && best.FractionError < 0.05, $"{best}");
        Assert.True(best.AdjustedRand > 0.6, $"{best}");
        Assert.InRange(best.LotMarkers, 12, 20);

        // The oracle's rho is that of the true shares, and does not depend on what was found.
        int r = Cohort.ReadoutIndex("vegf_ischemia");
        Assert.Equal(Spearman.Correlation([.. Cohort.Lots.Select(l => l.Truth.Fractions[truth.CqaState])], [.. Cohort.Lots.Select(l => l.Readouts[r])]), driven.Oracle.Rho, 1e-12);
        Assert.Equal(6 / Math.PI * Math.Asin(driven.Readout.Correlation / 2), driven.TrueRho, 1e-12);
        Assert.Equal(!driven.False && !driven.Missed, driven.Right);
        Assert.Equal(apart.Reaches, apart.False);

        // Another cohort's truth, or a readout that it does not know, is no truth of this result.
        Assert.Throws<NotFoundException>(() => DiscoveryScorer.Score(Device, result, CohortTruth.Of(CohortSimulator.Create(new SimulationParameters { TrainLots = 3 }, 1))));
        Assert.Throws<NotFoundException>(() => DiscoveryScorer.Score(Device, result, truth with { Readouts = [truth.Readouts[0]] }));
    }

    [Fact]
    public void Score_LabelsSwapped_IsNotTheState()
    {
        DiscoveryResult result = Discoverer.Run(Device, Input(), new DesignStatement(11, 39_916_800, true, 39_916_800, 5e-8, false, ""), Parameters, StepProgress.None, CancellationToken.None);
        CohortTruth truth = CohortTruth.Of(Cohort);
        // The truth says that another state was planted: what was found is then a false claim wherever something is claimed.
        FindingScore other = DiscoveryScorer.Score(Device, result, truth with { CqaState = 0 }).Findings[0];
        FindingScore own = DiscoveryScorer.Score(Device, result, truth).Findings[0];
        Assert.True(own.Named);
        Assert.False(other.Named);
        Assert.Equal(own.Reaches, other.False);
        Assert.True(own.Finding!.Jaccard > other.Finding!.Jaccard);
    }

    private static CohortInput Input() => new(
        [.. Cohort.Lots.Select(l => new LotInput(new Lot(l.Name, null, l.Role, l.Donor, l.Tissue, l.Batch, l.Process, new Dictionary<string, string>()), l.Readouts))],
        [.. Cohort.Lots.Select((l, i) => new CellInput(new SimulatedCellSource(l, Device), i))]);
}
