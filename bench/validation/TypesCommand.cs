using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using GpuCqa.Analysis.Mapping;
using GpuCqa.Analysis.References;
using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Parameters;
using GpuCqa.Formats;

namespace GpuCqa.Validation;

/// <summary>Real cells of known type: each type in turn is taken out of the train lots, the test lots are judged whole.</summary>
internal static class TypesCommand
{
    public static void Run(Options options)
    {
        string data = options.Text("data") ?? throw new ArgumentException("--data names the folder planted_lots.");
        using ComputeDevice device = ComputeDevices.Open("cpu", options.Number("threads", Environment.ProcessorCount));
        Dictionary<string, string> types = Truth(Path.Combine(data, "truth_cells.csv.gz"));
        (string Lot, string Path, string Role)[] lots = [.. File.ReadLines(Path.Combine(data, "cohort.csv")).Skip(1).Select(l => l.Split(',')).Select(f => (f[0], System.IO.Path.Combine(data, f[1]), f[2]))];
        string[] taken = [.. types.Values.Distinct().Order(StringComparer.Ordinal)];
        Console.WriteLine("| type taken out of the train lots | reference cells | its cells in the test lots | refused | 95 % | test lots with at least 90 % | other cells | refused | 95 % | lots with at most 3 % | lots called foreign | seconds |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|---|");
        foreach (string? removed in (string?[])[null, .. taken])
        {
            var clock = Stopwatch.StartNew();
            (string Lot, string Path, string Role)[] train = [.. lots.Where(l => l.Role == Lot.TrainRole)];
            ReferenceModel reference = FrozenReference.Of(
                device, [.. train.Select(l => new ChosenCells(CellFiles.Open(l.Path, new CellFileOptions()), (_, name) => types[name] != removed))], [.. train.Select(l => l.Lot)],
                new DiscoverParameters { Readouts = [], LayoutEpochs = 1 });
            Rate planted = new(), rest = new();
            int foreign = 0, tested = 0;
            foreach ((string lot, string path, string role) in lots.Where(l => l.Role == "test"))
            {
                Query query = Query.Of(device, reference, CellFiles.Open(path, new CellFileOptions()));
                CellVerdict[] verdicts = query.Judgement.Verdicts[^1];
                bool[] isPlanted = [.. query.Barcodes.Select(b => types[b] == removed)];
                planted.Add(isPlanted.Where((p, i) => p && verdicts[i] != CellVerdict.Mapped).Count(), isPlanted.Count(p => p));
                rest.Add(isPlanted.Where((p, i) => !p && verdicts[i] != CellVerdict.Mapped).Count(), isPlanted.Count(p => !p));
                tested++;
                if (query.Judgement.Lot.Foreign is not null) foreign++;
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {removed ?? "none"} | {reference.Cells.Count} | {planted.Row(0.9, true)} | {rest.Row(0.03, false)} | {foreign} of {tested} | {clock.Elapsed.TotalSeconds:0} |"));
        }
    }

    private static Dictionary<string, string> Truth(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        var types = new Dictionary<string, string>(StringComparer.Ordinal);
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            string[] fields = line.Split(',');
            types[fields[0]] = fields[2];
        }

        return types;
    }
}
