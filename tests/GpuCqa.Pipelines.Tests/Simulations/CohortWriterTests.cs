using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Progress;
using GpuCqa.Formats;
using GpuCqa.Formats.Cohorts;
using GpuCqa.Pipelines.Simulations;
using GpuCqa.Simulation;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Pipelines.Tests.Simulations;

public class CohortWriterTests
{
    private static readonly SimulatedCohort Cohort = CohortSimulator.Create(
        new SimulationParameters { TrainLots = 3, TestLots = 1, MinCellsPerLot = 60, MaxCellsPerLot = 90, LibrarySize = 500, CapturePrecision = double.PositiveInfinity }, 5);

    [Fact]
    public void Folder_ReadBack_HoldsTheCohort()
    {
        using var temporary = new TemporaryFolder();
        Cohort sheet = CohortSheet.Read(Write(temporary.File("made"), threads: 2));
        Assert.Equal(["L01", "L02", "L03", "L04"], sheet.Lots.Select(l => l.Name));
        Assert.Equal(["train", "train", "train", "test"], sheet.Lots.Select(l => l.Role));
        Assert.Equal(Cohort.Lots.Select(l => l.Readouts[0]), CohortSheet.Readout(sheet, "vegf_ischemia"));
        Assert.Equal(Cohort.Lots.Select(l => l.Readouts[1]), CohortSheet.Readout(sheet, "vegf_normoxia"));
        foreach ((Lot row, SimulatedLot lot) in sheet.Lots.Zip(Cohort.Lots))
        {
            CellSource read = CellFiles.Open(row.Path!, new CellFileOptions());
            Assert.Equal(lot.Features.Ids, read.Features.Ids);
            Assert.Equal(lot.Features.Names, read.Features.Names);
            CellBlock expected = Assert.Single(lot.ReadBlocks(1000)), found = Assert.Single(read.ReadBlocks(1000));
            Assert.Equal(expected.Barcodes, found.Barcodes);
            Assert.Equal(expected.Values.RowOffsets, found.Values.RowOffsets);
            Assert.Equal(expected.Values.ColumnIndices, found.Values.ColumnIndices.AsSpan(0, (int)found.Values.NonZeros));
            Assert.Equal(expected.Values.Values, found.Values.Values.AsSpan(0, (int)found.Values.NonZeros));
        }
    }

    [Fact]
    public void Truth_Tables_HoldWhatIsTrue()
    {
        using var temporary = new TemporaryFolder();
        Write(temporary.File("made"), threads: 1);
        GzipCsv cells = GzipCsv.Read(temporary.File("made/truth_cells.csv.gz"));
        Assert.Equal(Cohort.CellCount, cells.Rows.Count);
        string[] expected = Cohort.Lots.SelectMany(l => Enumerable.Range(0, l.CellCount).Select(c => $"{l.Barcode(c)} {l.Name} {l.Cell(c).State} {(l.Cell(c).Damaged ? 1 : 0)}")).ToArray();
        Assert.Equal(expected, cells.Rows.Select(r => string.Join(' ', r.Take(4))));

        GzipCsv fractions = GzipCsv.Read(temporary.File("made/truth_fractions.csv"));
        Assert.Equal(Cohort.Lots.Select(l => l.Truth.Fractions[3]), fractions.Numbers("fraction_state_3"));
        Assert.Equal(Cohort.Lots.Select(l => l.Truth.CapturedFractions[5]), fractions.Numbers("captured_state_5"));

        GzipCsv genes = GzipCsv.Read(temporary.File("made/truth_genes.csv"));
        Assert.Equal(Cohort.Genes.BaseShares, genes.Numbers("base_share"));
        string[] key = Assert.Single(genes.Rows, r => r[genes.Column("program")] == "key_marker");
        Assert.Equal("LRRC75A", key[genes.Column("name")]);
        Assert.Equal(2.6, double.Parse(key[genes.Column("log_effect")], CultureInfo.InvariantCulture));
        Assert.Equal(40, genes.Text("program").Count(p => p == "oxphos"));
    }

    [Fact]
    public void Manifest_Json_HoldsSeedParametersAndExpectation()
    {
        using var temporary = new TemporaryFolder();
        Write(temporary.File("made"), threads: 1);
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(temporary.File("made/manifest.json")));
        JsonElement root = json.RootElement;
        Assert.Equal(5UL, root.GetProperty("seed").GetUInt64());
        Assert.Equal("custom", root.GetProperty("preset").GetString());
        Assert.Equal(3, root.GetProperty("cqa_state").GetInt32());
        Assert.Equal("Infinity", root.GetProperty("parameters").GetProperty("capture_precision").GetString());
        Assert.Equal(500, root.GetProperty("parameters").GetProperty("library_size").GetDouble());
        Assert.Equal(2, root.GetProperty("expected").GetArrayLength());
        Close.Relative(0.9 * 0.4 / Math.Sqrt(0.17), root.GetProperty("expected")[0].GetProperty("population_correlation").GetDouble());
    }

    [Fact]
    public void Bytes_AnyThreads_AreTheSame()
    {
        using var temporary = new TemporaryFolder();
        Write(temporary.File("one"), threads: 1);
        Write(temporary.File("three"), threads: 3);
        string[] files = Directory.EnumerateFiles(temporary.File("one"), "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(temporary.File("one"), f)).Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(5 + (4 * 3), files.Length);
        foreach (string file in files)
            Assert.Equal(Hash(Path.Combine(temporary.File("one"), file)), Hash(Path.Combine(temporary.File("three"), file)));
    }

    [Theory]
    [InlineData("tenx")]
    [InlineData("h5ad")]
    public void Bytes_LotsOfManyParts_AreTheSameAtAnyThreads(string format)
    {
        SimulatedCohort cohort = CohortSimulator.Create(
            Cohort.Parameters with
            {
                Groups = [new() { Role = "train", Lots = 2, CellsPerLot = 1300, LotsPerBatch = 2 }, new() { Role = "spike", Lots = 1, CellsPerLot = 40, HazardFrequency = 0.1, BatchesOf = 0 }],
                Genes = 600,
                Hazard = new HazardParameters { LotCorrelation = 0.01, ClumpMean = 2 },
                LibrarySize = 200,
                DoubletShare = 0.1,
                AmbientShare = 0.1,
            }, 6);
        using var temporary = new TemporaryFolder();
        foreach (int threads in new[] { 1, 2, 5 })
        {
            using ComputeDevice device = ComputeDevices.Open("cpu", threads);
            CohortWriter.Write(cohort, temporary.File($"{threads}"), false, LotFormat.Get(format), device, StepProgress.None);
        }

        string[] files = Directory.EnumerateFiles(temporary.File("1"), "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(temporary.File("1"), f)).ToArray();
        foreach (string file in files)
        {
            Assert.Equal(Hash(Path.Combine(temporary.File("1"), file)), Hash(Path.Combine(temporary.File("2"), file)));
            Assert.Equal(Hash(Path.Combine(temporary.File("1"), file)), Hash(Path.Combine(temporary.File("5"), file)));
        }

        GzipCsv cells = GzipCsv.Read(temporary.File("1/truth_cells.csv.gz"));
        Assert.Equal(2640, cells.Rows.Count);
        Assert.Equal(cohort.Lots[2].Truth.HazardCells, Enumerable.Range(0, 40).Where(c => cells.Text("hazard")[2600 + c] == "1"));
        Assert.Equal(cohort.Lots.Sum(l => Enumerable.Range(0, l.CellCount).Count(c => l.Cell(c).Doublet)), cells.Text("second_state").Count(t => t.Length > 0));
        CellBlock read = Assert.Single(CellFiles.Open(CohortSheet.Read(temporary.File("1/cohort.csv")).Lots[1].Path!, new CellFileOptions()).ReadBlocks(2000));
        CellBlock expected = Assert.Single(cohort.Lots[1].ReadBlocks(2000));
        Assert.Equal(expected.Values.Values, read.Values.Values.AsSpan(0, (int)read.Values.NonZeros));
    }

    [Fact]
    public void Folder_ThatExists_IsReplacedOnlyByForceAndOnlyIfSimulated()
    {
        using var temporary = new TemporaryFolder();
        Write(temporary.File("made"), threads: 1);
        Assert.Throws<PreconditionException>(() => Write(temporary.File("made"), threads: 1));
        Write(temporary.File("made"), threads: 1, force: true);
        Directory.CreateDirectory(temporary.File("mine"));
        File.WriteAllText(temporary.File("mine/thesis.txt"), "years of work");
        Assert.Throws<PreconditionException>(() => Write(temporary.File("mine"), threads: 1, force: true));
        Assert.True(File.Exists(temporary.File("mine/thesis.txt")));
    }

    [Fact]
    public void Writing_Cancelled_LeavesNothing()
    {
        using var temporary = new TemporaryFolder();
        using var source = new CancellationTokenSource();
        using ComputeDevice device = ComputeDevices.Open("cpu", 1);
        Assert.Throws<OperationCanceledException>(() => CohortWriter.Write(Cohort, temporary.File("made"), false, LotFormat.Tenx, device, new CancelAtFirstReport(source), source.Token));
        Assert.Empty(Directory.EnumerateFileSystemEntries(temporary.Path));
    }

    private static string Write(string folder, int threads, bool force = false)
    {
        using ComputeDevice device = ComputeDevices.Open("cpu", threads);
        return CohortWriter.Write(Cohort, folder, force, LotFormat.Tenx, device, StepProgress.None);
    }

    private static string Hash(string file) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)));

    private sealed class CancelAtFirstReport(CancellationTokenSource source) : StepProgress
    {
        public override void Report(long done) => source.Cancel();
    }
}
