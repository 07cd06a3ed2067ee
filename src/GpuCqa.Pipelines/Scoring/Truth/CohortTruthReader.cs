using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using GpuCqa.Core.Errors;
using GpuCqa.Pipelines.Simulations;
using GpuCqa.Reporting.Tables;
using GpuCqa.Simulation;

namespace GpuCqa.Pipelines.Scoring;

/// <summary>Reads the truth that <c>simulate</c> wrote beside the cells: manifest.json, truth_fractions.csv, truth_genes.csv, truth_cells.csv.gz.</summary>
public static class CohortTruthReader
{
    private const string Fraction = "fraction_state_";

    /// <summary>Reads it.</summary>
    /// <param name="folder">Folder of a simulated cohort.</param>
    /// <exception cref="NotFoundException">The folder, or one of the files, does not exist.</exception>
    /// <exception cref="BadDataException">A file is damaged, or two disagree.</exception>
    public static CohortTruth Read(string folder)
    {
        if (!Directory.Exists(folder)) throw new NotFoundException($"{folder}: there is no such folder. Give the folder that simulate wrote.");
        string manifest = Existing(folder, CohortFiles.Manifest);
        (int cqa, TrueReadout[] readouts) = Guarded(manifest, () =>
        {
            JsonNode json = JsonNode.Parse(File.ReadAllText(manifest))!;
            return (json["cqa_state"]!.GetValue<int>(), json["expected"]!.AsArray().Select(e => new TrueReadout(e!["readout"]!.GetValue<string>(), e["population_correlation"]!.GetValue<double>())).ToArray());
        });
        var fractions = new Dictionary<string, double[]>(StringComparer.Ordinal);
        Table(folder, CohortFiles.Fractions, csv =>
        {
            int lot = csv.Column("lot");
            int[] states = [.. Enumerable.Range(0, csv.Header.Count(h => h.StartsWith(Fraction, StringComparison.Ordinal))).Select(k => csv.Column(Fraction + k))];
            while (csv.Read()) fractions[csv.Text(lot) ?? ""] = [.. states.Select(csv.Number)];
        });
        if (fractions.Count == 0) throw new BadDataException(Path.Combine(folder, CohortFiles.Fractions), null, "has no lots.");
        int count = fractions.Values.First().Length;
        if (cqa < 0 || cqa >= count) throw new BadDataException(manifest, "cqa_state", $"is {cqa}, and {CohortFiles.Fractions} has {count} states.");
        (List<string> genes, GeneProgram[] programs) = Genes(folder);
        var cells = fractions.Keys.ToDictionary(l => l, _ => new Dictionary<string, TrueCell>(StringComparer.Ordinal), StringComparer.Ordinal);
        Table(folder, CohortFiles.Cells, csv =>
        {
            int cell = csv.Column("cell"), lot = csv.Column("lot"), state = csv.Column("state"), damaged = csv.Column("damaged"), second = csv.Column("second_state"), hazard = csv.Column("hazard");
            Dictionary<string, Dictionary<string, TrueCell>>.AlternateLookup<ReadOnlySpan<char>> byName = cells.GetAlternateLookup<ReadOnlySpan<char>>();
            while (csv.Read())
            {
                if (!byName.TryGetValue(csv.Field(lot), out Dictionary<string, TrueCell>? own)) throw new BadDataException(Path.Combine(folder, CohortFiles.Cells), csv.Text(cell), $"is of lot '{csv.Text(lot)}', which {CohortFiles.Fractions} does not name.");
                own[csv.Text(cell) ?? ""] = new TrueCell(csv.Integer(state), csv.Integer(damaged) == 1, csv.OptionalInteger(second) is not null, csv.Integer(hazard) == 1);
            }
        });
        return new CohortTruth(folder, count, cqa, readouts, programs, fractions.ToDictionary(f => f.Key, f => new TrueLot(f.Key, f.Value, cells[f.Key]), StringComparer.Ordinal)) { Genes = genes };
    }

    private static (List<string> Genes, GeneProgram[] Programs) Genes(string folder)
    {
        var genes = new List<string>();
        var programs = new List<(string Name, int State, int Gene, double Effect)>();
        Table(folder, CohortFiles.Genes, csv =>
        {
            int gene = csv.Column("gene"), program = csv.Column("program"), state = csv.Column("state"), effect = csv.Column("log_effect");
            while (csv.Read())
            {
                if (csv.Text(program) is { } name) programs.Add((name, csv.Integer(state), genes.Count, csv.Number(effect)));
                genes.Add(csv.Text(gene) ?? "");
            }
        });
        return (genes, [.. programs.GroupBy(p => (p.Name, p.State)).Select(g => new GeneProgram(g.Key.Name, g.Key.State, [.. g.Select(p => p.Gene)], [.. g.Select(p => p.Effect)]))]);
    }

    private static void Table(string folder, string name, Action<CsvReader> rows)
    {
        string path = Existing(folder, name);
        Guarded(path, () =>
        {
            using FileStream file = File.OpenRead(path);
            using Stream stream = name.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
            using var text = new StreamReader(stream);
            rows(new CsvReader(text, path));
            return true;
        });
    }

    private static string Existing(string folder, string name)
    {
        string path = Path.Combine(folder, name);
        return File.Exists(path) ? path : throw new NotFoundException($"{folder}: has no {name}, so it is no simulated cohort. Give the folder that simulate wrote.");
    }

    private static T Guarded<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is JsonException or InvalidDataException or FormatException or InvalidOperationException or KeyNotFoundException or NullReferenceException)
        {
            throw new BadDataException(path, null, $"cannot be read as the truth of a simulated cohort: {error.Message}", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new PreconditionException($"{path}: cannot be read: {error.Message}", error);
        }
    }
}
