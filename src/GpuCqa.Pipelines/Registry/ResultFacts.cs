using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using GpuCqa.Core.Errors;
using GpuCqa.Pipelines.References;
using GpuCqa.Reporting.Tables;
using GpuCqa.Statistics;

namespace GpuCqa.Pipelines.Registry;

/// <summary>Takes from a result folder what a registry keeps of it: states against functions, claims on new lots, knock-downs. Nothing is typed in.</summary>
public static class ResultFacts
{
    /// <summary>The entry of a folder, without its place in a registry.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="functions">Function of a readout, where it is not called as the readout's column.</param>
    /// <param name="cancellation">Seen between files.</param>
    /// <exception cref="NotFoundException">The folder or a file of it does not exist.</exception>
    /// <exception cref="BadDataException">A file is damaged.</exception>
    /// <exception cref="PreconditionException">The verb's results hold nothing that a registry keeps.</exception>
    public static RegistryEntry Of(string folder, IReadOnlyDictionary<string, string> functions, CancellationToken cancellation)
    {
        (string sha256, IReadOnlyDictionary<string, string> files) = FolderManifest.Of(folder, cancellation);
        JsonObject record = Json(folder, "provenance.json"), summary = Json(folder, "summary.json");
        try
        {
            // Folders of before there were several verbs name none.
            string verb = record["verb"]?.GetValue<string>() ?? "discover";
            JsonObject engine = record["engine"]!.AsObject();
            var entry = new RegistryEntry
            {
                Sequence = 0, Time = "", Actor = "", Op = "add", Verb = verb, Folder = folder, Sha256 = sha256, Files = files,
                Engine = string.Join('+', new[] { engine["version"]!.GetValue<string>(), engine["commit"]?.GetValue<string>() }.OfType<string>()),
                Reference = (summary["reference"] as JsonObject)?["hash"]?.GetValue<string>(),
                Warnings = Texts(summary["warnings"]),
            };
            string named(string readout) => functions.GetValueOrDefault(readout, readout);
            return verb switch
            {
                "discover" => entry with { Tissues = Tissues(folder), Claims = Clusters(folder, record, entry.Reference, named) },
                "associate" => entry with { Tissues = Tissues(folder), Claims = States(folder, record, named) },
                "map" => entry with { Tissues = Tissues(folder), Replications = Replications(summary, named) },
                "perturb" => entry with { Perturbations = Perturbations(summary, named) },
                _ => throw new PreconditionException($"{folder}: a result of {verb} says nothing of a state and a function; a registry keeps those of discover, associate, map and perturb."),
            };
        }
        catch (Exception error) when (error is InvalidOperationException or NullReferenceException or FormatException or KeyNotFoundException or JsonException)
        {
            throw new BadDataException(folder, null, $"is not a result folder of this version: {error.Message}", error);
        }
    }

    private static List<RegistryClaim> Clusters(string folder, JsonObject record, string? reference, Func<string, string> named)
    {
        double alpha = record["parameters"]!["alpha"]!.GetValue<double>();
        IReadOnlyList<LockedHypothesis> locked = reference is null ? [] : ReferenceFolder.Inspect(folder).Record.Hypotheses;
        var claims = new List<RegistryClaim>();
        Rows(folder, "associations.csv", csv =>
        {
            int c(string name) => csv.Column(name);
            string readout = csv.Text(c("readout")) ?? "";
            double resolution = csv.Number(c("resolution"));
            int cluster = csv.Integer(c("cluster"));
            LockedHypothesis? claim = locked.FirstOrDefault(h => h.Readout == readout && h.Resolution == resolution && h.Cluster == cluster);
            claims.Add(Claim(csv, StateKey.Cluster(reference ?? "unfrozen", resolution, cluster), named(readout), readout, alpha, Known(csv.Number(c("stability"))), claim));
        });
        return claims;
    }

    private static List<RegistryClaim> States(string folder, JsonObject record, Func<string, string> named)
    {
        double alpha = record["parameters"]!["alpha"]!.GetValue<double>();
        var claims = new List<RegistryClaim>();
        Rows(folder, "associations.csv", csv =>
        {
            string readout = csv.Text(csv.Column("readout")) ?? "";
            claims.Add(Claim(csv, StateKey.Given(csv.Text(csv.Column("column")), csv.Text(csv.Column("state")) ?? ""), named(readout), readout, alpha, null, null));
        });
        return claims;
    }

    private static RegistryClaim Claim(CsvReader csv, string state, string function, string readout, double alpha, double? stability, LockedHypothesis? locked)
    {
        int c(string name) => csv.Column(name);
        string[] flags = (csv.Text(c("flags")) ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return new RegistryClaim(state, function, readout, Known(csv.Number(c("rho"))), Known(csv.Number(c("interval_low"))), Known(csv.Number(c("interval_high"))), Known(csv.Number(c("p_family"))), alpha, csv.Integer(c("n")), stability, flags,
            locked?.Id, locked?.Marker is { } m ? Markers(m.Gene, m.Name) : []);
    }

    private static RegistryReplication[] Replications(JsonObject summary, Func<string, string> named)
    {
        string reference = summary["reference"]!["hash"]!.GetValue<string>();
        JsonObject replication = summary["replication"]!.AsObject();
        return [.. summary["hypotheses"]!.AsArray().Select(h => h!.AsObject()).Select(h =>
        {
            string id = h["id"]!.GetValue<string>();
            JsonObject grade = replication["grades"]!.AsArray().Select(g => g!.AsObject()).First(g => g["hypothesis"]!.GetValue<string>() == id);
            RegistryStep[] steps = [.. grade["steps"]!.AsArray().Select(s => s!.AsObject()).Select(s => (Node: s, Level: Enum.Parse<EvidenceLevel>(s["grade"]!.GetValue<string>()))).Where(s => s.Level is EvidenceLevel.E2 or EvidenceLevel.E3 or EvidenceLevel.E4)
                .Select(s => RegistryStep.Of(s.Level, s.Node["met"]!.GetValue<bool>(), s.Node["basis"]!.GetValue<string>(), Texts(s.Node["missing"])))];
            RegistryTest[] tests = [.. replication["tests"]!.AsArray().Select(t => t!.AsObject()).Where(t => t["hypothesis"]!.GetValue<string>() == id).Select(t => new RegistryTest(t["set"]!.GetValue<string>(), t["tissue"]?.GetValue<string>(), t["n"]!.GetValue<int>(),
                t["rho"]?.GetValue<double>(), t["p_one_sided"]?.GetValue<double>(), t["verdict"]!.GetValue<string>(), t["falsification_set"]!.GetValue<bool>(), t["sha256"]!.GetValue<string>()))];
            string[] markers = h["marker"] is JsonObject m ? Markers(m["gene"]!.GetValue<string>(), m["name"]!.GetValue<string>()) : [];
            return new RegistryReplication(StateKey.Cluster(reference, h["resolution"]!.GetValue<double>(), h["cluster"]!.GetValue<int>()), named(h["readout"]!.GetValue<string>()), grade["exploratory"]!.GetValue<bool>(), steps, tests, markers, grade["sha256"]!.GetValue<string>());
        })];
    }

    private static RegistryPerturbation[] Perturbations(JsonObject summary, Func<string, string> named)
    {
        string function = named(summary["readout"]!.GetValue<string>());
        return [.. summary["genes"]!.AsArray().Select(g => g!.AsObject()).Where(g => !g["positive_control"]!.GetValue<bool>()).Select(g => new RegistryPerturbation(g["gene"]!.GetValue<string>(), function, g["code"]!.GetValue<string>(),
            g["effect"]?.GetValue<double>(), g["effect_low"]?.GetValue<double>(), g["effect_high"]?.GetValue<double>(), g["p_family"]?.GetValue<double>(), g["n"]!.GetValue<int>(), g["reason"]!.GetValue<string>()))];
    }

    private static string[] Tissues(string folder)
    {
        var tissues = new SortedSet<string>(StringComparer.Ordinal);
        Rows(folder, "lots.csv", csv =>
        {
            if (csv.Has("tissue") && csv.Text(csv.Column("tissue")) is { } tissue) tissues.Add(tissue);
        });
        return [.. tissues];
    }

    private static string[] Markers(string gene, string name) => [.. new[] { gene, name }.Distinct(StringComparer.Ordinal)];

    private static double? Known(double value) => double.IsFinite(value) ? value : null;

    private static string[] Texts(JsonNode? list) => list is JsonArray array ? [.. array.Select(t => t!.GetValue<string>())] : [];

    /// <summary>Reads a table of a result folder row by row.</summary>
    internal static void Rows(string folder, string name, Action<CsvReader> row)
    {
        string path = Path.Combine(folder, name);
        if (!File.Exists(path)) throw new NotFoundException($"{folder}: has no {name}, so it is not a whole result folder.");
        using FileStream file = File.OpenRead(path);
        using Stream stream = name.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var text = new StreamReader(stream);
        var csv = new CsvReader(text, path);
        while (csv.Read()) row(csv);
    }

    /// <summary>Reads a JSON document of a result folder.</summary>
    internal static JsonObject Json(string folder, string name)
    {
        string path = Path.Combine(folder, name);
        if (!File.Exists(path)) throw new NotFoundException($"{folder}: has no {name}, so it is not a whole result folder. Give a result folder, as discover, associate, map or perturb writes it.");
        try
        {
            return JsonNode.Parse(File.ReadAllText(path)) as JsonObject ?? throw new BadDataException(path, null, "is not a JSON object");
        }
        catch (JsonException error)
        {
            throw new BadDataException(path, null, $"cannot be read: {error.Message}", error);
        }
    }
}
