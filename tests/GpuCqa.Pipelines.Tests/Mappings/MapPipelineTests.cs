using System.IO.Compression;
using GpuCqa.Analysis.Mapping;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;
using GpuCqa.Pipelines.References;
using GpuCqa.Statistics;
using Xunit;

namespace GpuCqa.Pipelines.Tests.Mappings;

/// <summary>Mapping from files to a result, on simulated lots.</summary>
public class MapPipelineTests(SimulatedLots lots) : IClassFixture<SimulatedLots>
{
    public static TheoryData<string> Methods { get; } = new("anchors", "symphony");

    [Theory]
    [MemberData(nameof(Methods))]
    public void Lots_InAnotherOrderOrAlone_GiveTheSameLabels(string method)
    {
        MapResult all = lots.Map(lots.Sheet, Of(method));
        string[] names = [.. all.Lots.Select(l => l.Lot.Name)];
        MapResult turned = lots.Map(Reversed(), Of(method), threads: 1);
        foreach (string name in names) Assert.Equal(CellsOf(all, name), CellsOf(turned, name));
        MapResult alone = lots.Map(lots.SheetOf("alone.csv", line => line.StartsWith(names[1] + ",", StringComparison.Ordinal) ? line : null), Of(method));
        Assert.Equal(CellsOf(all, names[1]), CellsOf(alone, names[1]));
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Cells_InAnotherOrder_HaveTheSameLabels(string method)
    {
        MapResult all = lots.Map(lots.Sheet, Of(method));
        string name = all.Lots[0].Lot.Name;
        string folder = TurnedLot(name);
        MapResult turned = lots.Map(lots.SheetOf("turned.csv", line => line.StartsWith(name + ",", StringComparison.Ordinal) ? WithPath(line, folder) : null), Of(method));
        string[] own = [.. CellsOf(all, name).Order(StringComparer.Ordinal)], other = [.. CellsOf(turned, name).Order(StringComparer.Ordinal)];
        Assert.Equal(own, other);
    }

    [Fact]
    public void Reference_OfTheTrainLots_SeesNothingOfTheOthers()
    {
        string alone = lots.SheetOf("train.csv", line => line.Contains(",train,", StringComparison.Ordinal) ? line : null);
        string folder = lots.New("alone");
        Assert.Equal(ReferenceFolder.Verify(lots.Reference).Hash, ReferenceFolder.Write(folder, SimulatedLots.Discover(alone).Reference!));
    }

    [Fact]
    public void Mapping_ChangesNothingOfTheReference()
    {
        string before = ReferenceFolder.Verify(lots.Reference).Hash;
        MapResult result = lots.Map(lots.Sheet);
        Assert.Equal(before, ReferenceFolder.Verify(lots.Reference).Hash);
        Assert.Equal(before, result.ReferenceHash);
        Assert.Equal(before, result.Reference.Hash);
    }

    [Fact]
    public void OtherLots_Changed_ChangeNoLabelOfALot()
    {
        MapResult all = lots.Map(lots.Sheet, SimulatedLots.Anchors);
        string first = all.Lots[0].Lot.Name, second = all.Lots[1].Lot.Name;
        string doubled = Copied(first, "doubled", matrix => matrix.Replace(" 1\n", " 7\n", StringComparison.Ordinal));
        MapResult changed = lots.Map(lots.SheetOf("changed.csv", line => line.StartsWith(first + ",", StringComparison.Ordinal) ? WithPath(line, doubled) : line), SimulatedLots.Anchors);
        Assert.NotEqual(CellsOf(all, first), CellsOf(changed, first));
        Assert.Equal(CellsOf(all, second), CellsOf(changed, second));
    }

    [Fact]
    public void Sets_AreRolesAndTissues_AndAFalsificationIsChecked()
    {
        MapResult result = lots.Map(lots.Sheet, SimulatedLots.Symphony with { Falsification = ["UC"] });
        Assert.Equal(["test:BM", "test:UC"], result.Replication.Sets.Select(s => s.Name));
        Assert.Equal(["test:BM", "test:UC"], result.Lots.Select(l => l.Set).Distinct());
        FalsificationTest test = Assert.Single(result.Replication.Falsifications);
        Assert.Equal("test:UC", test.Set);
        Assert.Contains(test.Predictions, p => p.Prediction.Quantity == PredictedQuantity.Readout && p.Median < p.TrainMedian);
        ReplicationTest bm = result.Replication.Tests.Single(t => t.Set == "test:BM");
        Assert.Equal(4, bm.Count);
        Assert.InRange(bm.P, 1.0 / 24, 1);
    }

    [Fact]
    public void Falsification_OfNoSet_IsRefusedBeforeReading() =>
        Assert.Contains("names 'liver'", Assert.Throws<InvalidParameterException>(() => lots.Map(lots.Sheet, SimulatedLots.Symphony with { Falsification = ["liver"] })).Message, StringComparison.Ordinal);

    [Fact]
    public void Shares_OfALot_AddUpWithTheRefused()
    {
        MapResult result = lots.Map(lots.Sheet);
        foreach (MappedLot lot in result.Lots)
        {
            StateFraction[] own = [.. result.Fractions.Where(f => f.Lot == lot.Lot.Name && f.State.Partition == result.MainResolution)];
            Assert.Equal(lot.Cells, own.Sum(f => f.Count!.Value) + lot.Refused);
        }
    }

    [Fact]
    public void Lot_WithTooFewCellsForAnchors_IsToldAndLeftOut()
    {
        string name = lots.Map(lots.Sheet).Lots[2].Lot.Name;
        string few = Fewer(name, 25);
        MapResult result = lots.Map(lots.SheetOf("few.csv", line => line.StartsWith(name + ",", StringComparison.Ordinal) ? WithPath(line, few) : line), SimulatedLots.Anchors with { KScore = 30 });
        Assert.DoesNotContain(result.Lots, l => l.Lot.Name == name);
        Assert.Contains(result.Warnings, w => w.Contains(name, StringComparison.Ordinal) && w.Contains("31", StringComparison.Ordinal));
        Assert.Equal(3, result.Replication.Tests.Single(t => t.Set == "test:BM").Count);
    }

    [Fact]
    public void LogValues_AreRefusedInOneLine()
    {
        string name = lots.Map(lots.Sheet).Lots[0].Lot.Name;
        string logs = Copied(name, "logs", matrix => matrix.Replace("integer", "real", StringComparison.Ordinal).Replace(" 2\n", " 0.69\n", StringComparison.Ordinal));
        GpuCqaException error = Assert.ThrowsAny<GpuCqaException>(() => lots.Map(lots.SheetOf("logs.csv", line => line.StartsWith(name + ",", StringComparison.Ordinal) ? WithPath(line, logs) : null)));
        Assert.IsType<BadDataException>(error);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Genes_OfAnotherKind_AreRefused()
    {
        string name = lots.Map(lots.Sheet).Lots[0].Lot.Name;
        string other = Copied(name, "other", null, features => string.Join('\n', features.Split('\n').Select((line, i) => line.Length == 0 ? line : $"X{i}\tY{i}\tGene Expression")));
        var error = Assert.Throws<BadDataException>(() => lots.Map(lots.SheetOf("other.csv", line => line.StartsWith(name + ",", StringComparison.Ordinal) ? WithPath(line, other) : null)));
        Assert.Contains(name, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reference_OfAnotherVersion_IsRefused()
    {
        string folder = lots.New("newer");
        Directory.CreateDirectory(folder);
        foreach (string file in Directory.GetFiles(lots.Reference)) File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        string json = Path.Combine(folder, "reference.json");
        File.WriteAllText(json, File.ReadAllText(json).Replace("\"format\": 1", "\"format\": 99", StringComparison.Ordinal));
        Assert.Contains("99", Assert.ThrowsAny<GpuCqaException>(() => lots.Map(lots.Sheet, reference: folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sheet_OfTrainLotsAlone_HasNothingToMap() =>
        Assert.Throws<PreconditionException>(() => lots.Map(lots.SheetOf("only.csv", line => line.Contains(",train,", StringComparison.Ordinal) ? line : null)));

    private static MapParameters Of(string method) => method == "anchors" ? SimulatedLots.Anchors : SimulatedLots.Symphony;

    private static string[] CellsOf(MapResult result, string lot) =>
        [.. Enumerable.Range(0, result.Cells.Count).Where(c => result.Lots[result.Cells.Lots[c]].Lot.Name == lot)
            .Select(c => $"{result.Cells.Barcodes[c]} {string.Join(',', result.Cells.Labels.Select(l => l[c]))} {result.Cells.Verdicts[c]}")];

    private string Reversed()
    {
        string path = lots.SheetOf("reversed.csv", line => line);
        string[] text = File.ReadAllLines(path);
        File.WriteAllLines(path, [text[0], .. text.Skip(1).Reverse()]);
        return path;
    }

    private static string WithPath(string line, string folder)
    {
        string[] fields = line.Split(',');
        fields[1] = folder;
        return string.Join(',', fields);
    }

    private string LotFolder(string lot) => Path.Combine(Path.GetDirectoryName(lots.Sheet)!, "lots", lot);

    private string Copied(string lot, string name, Func<string, string>? matrix, Func<string, string>? features = null)
    {
        string folder = lots.New($"{lot}-{name}");
        Directory.CreateDirectory(folder);
        foreach (string file in Directory.GetFiles(LotFolder(lot)))
        {
            string text = Read(file);
            if (file.Contains("matrix", StringComparison.Ordinal) && matrix is not null) text = matrix(text);
            if (file.Contains("features", StringComparison.Ordinal) && features is not null) text = features(text);
            Write(Path.Combine(folder, Path.GetFileName(file)), text);
        }

        return folder;
    }

    private string TurnedLot(string lot)
    {
        string folder = lots.New($"{lot}-turned");
        Directory.CreateDirectory(folder);
        foreach (string file in Directory.GetFiles(LotFolder(lot))) File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        string barcodes = Path.Combine(folder, "barcodes.tsv.gz"), matrix = Path.Combine(folder, "matrix.mtx.gz");
        string[] names = Read(barcodes).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Write(barcodes, string.Join('\n', names.Reverse()) + "\n");
        string[] lines = Read(matrix).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        int head = Array.FindIndex(lines, l => l[0] != '%');
        Write(matrix, string.Join('\n', lines.Take(head + 1).Concat(lines.Skip(head + 1).Select(l => l.Split(' ')).Select(f => (Gene: f[0], Cell: names.Length + 1 - int.Parse(f[1], null), Count: f[2])).OrderBy(e => e.Cell).Select(e => $"{e.Gene} {e.Cell} {e.Count}"))) + "\n");
        return folder;
    }

    private string Fewer(string lot, int cells)
    {
        string folder = lots.New($"{lot}-few");
        Directory.CreateDirectory(folder);
        foreach (string file in Directory.GetFiles(LotFolder(lot))) File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        string barcodes = Path.Combine(folder, "barcodes.tsv.gz"), matrix = Path.Combine(folder, "matrix.mtx.gz");
        Write(barcodes, string.Join('\n', Read(barcodes).Split('\n').Take(cells)) + "\n");
        string[] lines = Read(matrix).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        int head = Array.FindIndex(lines, l => l[0] != '%');
        string[] kept = [.. lines.Skip(head + 1).Where(l => int.Parse(l.Split(' ')[1], null) <= cells)];
        Write(matrix, string.Join('\n', [.. lines.Take(head), $"{lines[head].Split(' ')[0]} {cells} {kept.Length}", .. kept]) + "\n");
        return folder;
    }

    private static string Read(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        return reader.ReadToEnd();
    }

    private static void Write(string path, string text)
    {
        using var writer = new StreamWriter(new GZipStream(File.Create(path), CompressionLevel.Fastest));
        writer.Write(text);
    }
}
