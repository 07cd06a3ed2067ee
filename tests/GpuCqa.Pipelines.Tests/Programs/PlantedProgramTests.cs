using GpuCqa.Analysis.Cells;
using GpuCqa.Analysis.GeneSets;
using GpuCqa.Analysis.Pseudobulk;
using GpuCqa.Analysis.Results;
using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.GeneSets;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using GpuCqa.Core.Randomness;
using GpuCqa.Simulation;
using GpuCqa.Statistics;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Pipelines.Tests.Programs;

/// <summary>Markers over lots and gene sets of simulated cohorts, whose states, markers and programs are known.</summary>
public class PlantedProgramTests
{
    private const int Hidden = 3;

    private static readonly ComputeDevice Device = ComputeDevices.Open("cpu", null);
    private static readonly DiscoverParameters Parameters = new() { Readouts = ["vegf_ischemia"] };

    [Fact]
    public void PlantedMarkersAndPrograms_AreFound() => Seeds.Each(seed =>
    {
        Cohort cohort = Make(seed);
        SimulatedGenes genes = cohort.Genes;
        ClusterPrograms found = Run(cohort, Device, [Library(genes, seed)]);
        LotMarker[] leading = [.. found.Markers.Where(m => m.Cluster == Hidden && m.Log2Fc > 0).Take(20)];
        // Only what passed quality control can be found; the key marker is one more.
        string[] planted = [.. genes.Program("marker").Genes.Append(genes.KeyMarker).Select(g => genes.Features.Ids[g])];
        Assert.True(leading.Count(m => planted.Contains(m.Gene)) >= 16, $"{leading.Count(m => planted.Contains(m.Gene))} of the 20 leading genes are planted");
        Assert.Equal(Enumerable.Range(1, 20), leading.Select(m => m.Rank));
        Assert.All(leading, m => Assert.True(m is { Called: true, PctCluster: > 0.1 }));

        GeneSetTest[] sets = [.. found.GeneSets.Where(s => s.Cluster == Hidden)];
        GeneSetTest oxphos = sets.Single(s => s is { Set: "oxphos", Up: true }), matrix = sets.Single(s => s is { Set: "ecm", Up: false });
        Assert.True(oxphos is { PAdjusted: <= 0.05, RankUp: true, RankPAdjusted: <= 0.05 }, $"oxphos: {oxphos}");
        Assert.True(matrix is { PAdjusted: <= 0.05, RankUp: false, RankPAdjusted: <= 0.05 }, $"ecm: {matrix}");
        Assert.Equal(matrix.Lots, matrix.LotsAgreeing);
        // What is up is not called down, and sets of genes drawn at random are called no more often than they may be.
        Assert.DoesNotContain(sets, s => s is { Set: "oxphos", Up: false, PAdjusted: <= 0.05 } or { Set: "ecm", Up: true, PAdjusted: <= 0.05 });
        int random = found.GeneSets.Count(s => s.Set.StartsWith("random", StringComparison.Ordinal) && s.PAdjusted <= 0.05), ranked = found.GeneSets.Where(s => s.Set.StartsWith("random", StringComparison.Ordinal) && s.RankPAdjusted <= 0.05).DistinctBy(s => (s.Cluster, s.Set)).Count();
        Assert.True(random <= 3 && ranked <= 3, $"{random} and {ranked} of {RandomSets} random sets in 6 clusters");
    });

    [Fact]
    public void Sums_AreThoseOfTheCells_WithAnyNumberOfThreads()
    {
        Cohort cohort = Make(5);
        ClusterPrograms found = Run(cohort, Device, []);
        using ComputeDevice one = ComputeDevices.Open("cpu", 1);
        Assert.Equal(Text(found), Text(Run(cohort, one, [])));

        CellStore cells = cohort.Cells;
        int lots = cohort.Lots.Count, genes = cells.Genes.Count;
        for (int cluster = 0; cluster < cohort.States.Clusters; cluster++)
        {
            var inside = new double[lots][];
            var outside = new double[lots][];
            int[] own = new int[lots];
            for (int l = 0; l < lots; l++) (inside[l], outside[l]) = (new double[genes], new double[genes]);
            int cell = 0;
            foreach (CsrMatrix<float> block in cells.Blocks)
            {
                for (int r = 0; r < block.Rows; r++, cell++)
                {
                    bool within = cohort.States.Labels[cell] == cluster;
                    if (within) own[cells.Lots[cell]]++;
                    double[] sums = (within ? inside : outside)[cells.Lots[cell]];
                    for (int i = 0; i < block.RowIndices(r).Length; i++) sums[block.RowIndices(r)[i]] += block.RowValues(r)[i];
                }
            }

            int[] used = [.. Enumerable.Range(0, lots).Where(l => own[l] >= Parameters.PseudobulkMinCells)];
            PseudobulkTest test = found.Tests.Single(t => t.Cluster == cluster);
            Assert.Equal(used.Select(l => cohort.Lots[l].Name), test.Lots);
            Assert.Equal(cohort.Lots.Select(l => l.Name).Except(test.Lots), test.LeftOut);
            PseudobulkComparison expected = PseudobulkComparison.Of([.. used.Select(l => inside[l])], [.. used.Select(l => outside[l])]);
            Assert.Equal(expected.Genes.Length, test.Genes);
            foreach (LotMarker marker in found.Markers.Where(m => m.Cluster == cluster))
            {
                int g = Array.IndexOf(expected.Genes, Array.IndexOf(cells.Genes.Ids, marker.Gene));
                Assert.Equal((expected.Test!.Means[g], expected.Test.T[g], expected.Test.P[g]), (marker.Log2Fc, marker.T, marker.P));
            }
        }
    }

    [Fact]
    public void FewCells_LeaveLotsOutByName_AndTooFewLotsLeaveTheCluster()
    {
        Cohort cohort = Make(6);
        var notes = new List<string>();
        int most = cohort.States.Labels.Zip(cohort.Cells.Lots).GroupBy(p => p).Where(g => g.Key.First == 0).Max(g => g.Count());
        ClusterPrograms found = PseudobulkSearch.Run(Device, cohort.Cells, cohort.Lots, [cohort.States], [], Parameters with { PseudobulkMinCells = most }, new Told(notes), CancellationToken.None);
        Assert.All(found.Tests, t => Assert.True(t.Genes > 0 == t.Lots.Count >= 3));
        Assert.Contains(found.Tests, t => t.Genes == 0 && double.IsNaN(t.TotalFreedom));
        Assert.StartsWith("Markers over lots: ", Assert.Single(notes), StringComparison.Ordinal);
    }

    private const int RandomSets = 200;

    private static GeneSetLibrary Library(SimulatedGenes genes, ulong seed)
    {
        var random = new Philox(seed, RandomPurpose.Test, 77);
        var sets = new List<GeneSet>();
        foreach (string name in (string[])["oxphos", "ecm"]) sets.Add(new GeneSet(name, "", [.. genes.Program(name).Genes.Select(g => genes.Features.Names[g])]));
        for (int s = 0; s < RandomSets; s++)
        {
            var chosen = new HashSet<int>();
            while (chosen.Count < 60) chosen.Add(random.NextInt32(genes.Count));
            sets.Add(new GeneSet($"random {s}", "", [.. chosen.Select(g => genes.Features.Ids[g] + ".3")]));
        }

        return new GeneSetLibrary("planted", sets);
    }

    private static ClusterPrograms Run(Cohort cohort, ComputeDevice device, IReadOnlyList<GeneSetLibrary> libraries) => PseudobulkSearch.Run(
        device, cohort.Cells, cohort.Lots, [cohort.States], GeneSetMatch.Of(libraries, cohort.Cells.Genes, CellModality.Counts, Parameters, StepProgress.None), Parameters, StepProgress.None, CancellationToken.None);

    private static string Text(ClusterPrograms programs) => string.Join('\n', programs.Markers.Select(m => m.ToString()));

    private static Cohort Make(ulong seed)
    {
        SimulationParameters miura = SimulationPresets.Get("msc-miura").Parameters;
        SimulatedCohort simulated = CohortSimulator.Create(miura with { Groups = [miura.Groups[0] with { Lots = 6 }] }, seed);
        SimulatedLot[] train = [.. simulated.TrainLots];
        var input = new CohortInput(
            [.. train.Select(l => new LotInput(new Lot(l.Name, null, l.Role, l.Donor, l.Tissue, l.Batch, l.Process, new Dictionary<string, string>()), [l.Readouts[0]]))],
            [.. train.Select((l, i) => new CellInput(new SimulatedCellSource(l, Device), i))]);
        CohortCells read = CohortReader.Read(Device, input, Parameters, StepProgress.None, CancellationToken.None);
        Dictionary<string, int>[] index = [.. train.Select(l => Enumerable.Range(0, l.CellCount).ToDictionary(l.Barcode))];
        int[] states = [.. read.Cells.Barcodes.Select((b, c) => train[read.Cells.Lots[c]].Cell(index[read.Cells.Lots[c]][b]).State)];
        return new Cohort(simulated.Genes, read.Cells, read.Lots, new Clustering("truth", 1, states.Max() + 1, 0, states));
    }

    private sealed record Cohort(SimulatedGenes Genes, CellStore Cells, IReadOnlyList<LotResult> Lots, Clustering States);

    private sealed class Told(List<string> notes) : StepProgress
    {
        public override void Note(string message) => notes.Add(message);
    }
}
