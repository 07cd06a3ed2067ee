using System.Globalization;
using System.IO.Compression;
using GpuCqa.Analysis.Mapping;
using GpuCqa.Analysis.References;
using GpuCqa.Compute;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using GpuCqa.Formats.Cohorts;
using GpuCqa.Pipelines.Detections;
using GpuCqa.Pipelines.References;
using GpuCqa.Reporting.Tables;
using GpuCqa.Statistics;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Pipelines.Tests.Mappings;

/// <summary>Hazardous cells spiked into simulated lots and mapped.</summary>
public class SpikePipelineTests(SimulatedLots lots) : IClassFixture<SimulatedLots>
{
    /// <summary>A cell of the reference is called in a lot as it was when its own lot was left out of the reference, where lots were not aligned: no lot moves it.</summary>
    [Fact]
    public void Run_ClusterOfTheReference_GivesBackWhatLeftOutLotsDid()
    {
        ReferenceModel model = ReferenceFolder.Read(lots.Reference);
        int resolution = model.Clusterings.ToList().FindIndex(c => c.Resolution == 0.4), hazard = model.Clusterings[resolution].Clusters - 1;
        var asked = new DetectParameters { Hazard = hazard, Resolution = 0.4, Replicates = 21, Frequency = 1e-2 };
        DetectResult found = Run(asked);
        long[] row = model.Calibration.Confusion[resolution][hazard];
        Assert.InRange(found.Series!.Recovered, ((double)row[hazard] / row.Sum()) - 0.1, ((double)row[hazard] / row.Sum()) + 0.1);
        Assert.Equal(found.Series.Recovered, found.Parameters.Sensitivity);
        Assert.Equal(7 * 13 * 21, found.Runs.Count);
        // Every train lot with such cells gives its share of the runs, none to a lot of its own name.
        int sources = model.Clusterings[resolution].Labels.Select((k, c) => (k, lot: model.Cells.Lots[c])).Where(c => c.k == hazard).Select(c => c.lot).Distinct().Count();
        Assert.Equal(sources, found.Runs.Select(r => r.Source).Distinct().Count());
        Assert.All(found.Runs, r => Assert.True(r.SpikedCalled <= r.Spiked && r.SpikedRemoved <= r.Spiked && r.RemovedCalled <= r.SpikedRemoved && r.OwnCalled <= r.Cells - r.Spiked));
        // Spikes are drawn from the frequency.
        long expected = found.Runs.Where(r => r.Frequency == 1e-2).Sum(r => r.Cells) / 100, drawn = found.Runs.Where(r => r.Frequency == 1e-2).Sum(r => r.Spiked);
        Assert.InRange(drawn, expected - (5 * Math.Sqrt(expected)), expected + (5 * Math.Sqrt(expected)));
        Assert.Equal(found.Runs, Run(asked, threads: 1).Runs);
        Assert.NotEqual(found.Runs, Run(asked with { Seed = 2 }).Runs);
        // A lot and its spikes are the same alone.
        string first = found.Lots[0].Lot;
        DetectResult alone = Run(asked, lots.SheetOf("one.csv", line => line.StartsWith(first + ",", StringComparison.Ordinal) ? line : null));
        Assert.Equal(found.Runs.Where(r => r.Lot == first), alone.Runs);
    }

    /// <summary>Cells that no lot resembles are all called; those that quality control of the lot removes are told of, and found by the scan.</summary>
    [Fact]
    public void Run_CellsOfAnotherKind_AreCalledAsNotInTheReference()
    {
        string strange = Strange();
        DetectResult found = Run(new DetectParameters { Replicates = 5, Frequency = 1e-2 }, hazard: strange);
        Assert.True(found.Series!.Recovered > 0.95, $"{found.Series.Recovered}");
        Assert.All(found.Runs, r => Assert.Equal(SpikePipeline.HazardLot, r.Source));
        Assert.Contains(found.Notes, n => n.StartsWith("No lot is blank", StringComparison.Ordinal));
        Assert.True(found.Parameters.FalsePositives is > 0 and < 0.1);
        Assert.Equal(found.Lots.Select(l => l.Called), found.Series.Lots.Select(l => l.Background));
        using var folder = new TemporaryFolder();
        foreach (TableDefinition table in ResultTables.Of(found)) Assert.NotEmpty(table.Bytes(found));
        Assert.Contains(ResultTables.SpikedRuns, ResultTables.Of(found));
    }

    [Fact]
    public void Request_ThatNamesNoHazardOrAnUnknownOne_IsRefused()
    {
        Assert.Contains("--hazard", Assert.Throws<InvalidParameterException>(() => Run(new DetectParameters())).Message, StringComparison.Ordinal);
        Assert.Contains("no cluster 99", Assert.Throws<NotFoundException>(() => Run(new DetectParameters { Hazard = 99 })).Message, StringComparison.Ordinal);
        Assert.Contains("no resolution 7", Assert.Throws<NotFoundException>(() => Run(new DetectParameters { Hazard = 0, Resolution = 7 })).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidParameterException>(() => Run(new DetectParameters { Hazard = 0, Replicates = 1 }));
        Assert.Throws<InvalidParameterException>(() => Run(new DetectParameters { Hazard = 0, Frequency = 2 }));
    }

    /// <summary>Of every lot all cells of its file are accounted for: kept, and removed by reason.</summary>
    [Fact]
    public void Map_CellsThatWereRemoved_StandByReasonAndClass()
    {
        MapResult map = lots.Map(lots.Sheet);
        foreach (MappedLot lot in map.Lots)
        {
            RemovedCount[] own = [.. map.Removed.Where(r => r.Lot == lot.Lot.Name)];
            if (lot.Lot.CellsRead == lot.Lot.CellsKept)
            {
                Assert.Empty(own);
                continue;
            }

            Assert.Equal(lot.Lot.CellsRead, own.Sum(r => r.Cells));
            int Of(RemovalReason? reason) => own.Where(r => r.Reason == reason).Sum(r => r.Cells);
            Assert.Equal((lot.Lot.CellsKept, lot.Lot.RemovedLowGenes, lot.Lot.RemovedHighGenes, lot.Lot.RemovedLowCounts, lot.Lot.RemovedHighMito), (Of(null), Of(RemovalReason.LowGenes), Of(RemovalReason.HighGenes), Of(RemovalReason.LowCounts), Of(RemovalReason.HighMito)));
            int label = own.Where(r => r.Reason is null && r.Class is not ("uncertain" or "not_in_reference")).Sum(r => r.Cells);
            Assert.InRange(label, lot.Cells - lot.Refused - 5, lot.Cells);
        }

        Assert.Contains(map.Removed, r => r.Reason is not null);
    }

    private DetectResult Run(DetectParameters parameters, string? sheet = null, string? hazard = null, int threads = 2)
    {
        using ComputeDevice device = ComputeDevices.Open("cpu", threads);
        return new SpikePipeline(new SpikeRequest { Cohort = CohortSheet.Read(sheet ?? lots.Sheet), Reference = lots.Reference, Parameters = parameters, HazardCells = hazard }).Run(device, StepProgress.None, CancellationToken.None);
    }

    // The cells of a lot with their genes in another order: every count of a gene is another gene's.
    private string Strange()
    {
        MapResult map = lots.Map(lots.Sheet);
        string from = Path.Combine(Path.GetDirectoryName(lots.Sheet)!, "lots", map.Lots[0].Lot.Name), to = lots.New("strange");
        Directory.CreateDirectory(to);
        foreach (string file in Directory.GetFiles(from))
        {
            using var reader = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
            string text = reader.ReadToEnd();
            if (file.Contains("matrix", StringComparison.Ordinal))
            {
                string[] lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
                int head = Array.FindIndex(lines, l => l[0] != '%'), genes = int.Parse(lines[head].Split(' ')[0], CultureInfo.InvariantCulture);
                IEnumerable<string> entries = lines.Skip(head + 1).Select(l => l.Split(' ')).Select(f => (Gene: genes + 1 - int.Parse(f[0], CultureInfo.InvariantCulture), Cell: int.Parse(f[1], CultureInfo.InvariantCulture), Count: f[2])).OrderBy(e => e.Cell).ThenBy(e => e.Gene).Select(e => $"{e.Gene} {e.Cell} {e.Count}");
                text = string.Join('\n', lines.Take(head + 1).Concat(entries)) + "\n";
            }

            using var writer = new StreamWriter(new GZipStream(File.Create(Path.Combine(to, Path.GetFileName(file))), CompressionLevel.Fastest));
            writer.Write(text);
        }

        return to;
    }
}
