using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using GpuCqa.Core.Errors;
using GpuCqa.Statistics;

namespace GpuCqa.Pipelines.Plans;

/// <summary>What was fixed before there were data: hypotheses, readouts, level, margins, exclusions, roles, seed and settings, under one hash.</summary>
/// <remarks>The hash is SHA-256 over the plan as canonical JSON: keys sorted by code point, no spaces, UTF-8, all values texts, lists or objects of these, so that any language makes the same bytes.</remarks>
public sealed record LockedPlan
{
    /// <summary>Who locked it.</summary>
    public required string By { get; init; }

    /// <summary>When it was locked, UTC, ISO 8601.</summary>
    public required string Locked { get; init; }

    /// <summary>What is claimed beforehand, in words.</summary>
    public IReadOnlyList<string> Hypotheses { get; init; } = [];

    /// <summary>Readouts that form the family.</summary>
    public IReadOnlyList<string> Readouts { get; init; } = [];

    /// <summary>Level, as text.</summary>
    public required string Alpha { get; init; }

    /// <summary>Seed, as text.</summary>
    public required string Seed { get; init; }

    /// <summary>Role of every lot.</summary>
    public IReadOnlyDictionary<string, string> Roles { get; init; } = new Dictionary<string, string>();

    /// <summary>Lots that are not used, each with its reason.</summary>
    public IReadOnlyDictionary<string, string> Exclusions { get; init; } = new Dictionary<string, string>();

    /// <summary>Margin of each attribute, with its justification.</summary>
    public IReadOnlyDictionary<string, string> Margins { get; init; } = new Dictionary<string, string>();

    /// <summary>Further parameters by their names in provenance.json.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>What the design can show, as it was planned.</summary>
    public string Design { get; init; } = "";

    /// <summary>SHA-256 of the plan.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Canonical(Node()))));

    /// <summary>The file's text.</summary>
    public string Text() => new JsonObject { ["plan"] = Node(), ["sha256"] = Hash }.ToJsonString(new JsonSerializerOptions { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }) + "\n";

    /// <summary>Reads a locked plan.</summary>
    /// <exception cref="NotFoundException">There is no such file.</exception>
    /// <exception cref="BadDataException">It is no locked plan, or was changed after it was locked.</exception>
    public static LockedPlan Read(string path)
    {
        if (!File.Exists(path)) throw new NotFoundException($"{path}: there is no such file. Give a locked plan.");
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new PreconditionException($"{path}: cannot be read: {error.Message}", error);
        }

        return Parse(text, path);
    }

    /// <summary>Reads the text of a locked plan.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="path">Where it is from, for messages.</param>
    /// <exception cref="BadDataException">It is no locked plan, or was changed after it was locked.</exception>
    public static LockedPlan Parse(string text, string path)
    {
        try
        {
            var file = JsonNode.Parse(text) as JsonObject ?? throw new BadDataException(path, null, "is not a JSON object");
            var json = file["plan"] as JsonObject ?? throw new BadDataException(path, "plan", "is missing: the file is no locked plan");
            string said = Word(file, "sha256");
            string found = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Canonical(json))));
            if (said != found) throw new BadDataException(path, "sha256", $"is {said}, and the plan has {found}: it was changed after it was locked");
            var plan = new LockedPlan
            {
                By = Word(json, "by"), Locked = Word(json, "locked"), Alpha = Word(json, "alpha"), Seed = Word(json, "seed"), Design = Word(json, "design"),
                Hypotheses = Words(json, "hypotheses"), Readouts = Words(json, "readouts"), Roles = Pairs(json, "roles"), Exclusions = Pairs(json, "exclusions"), Margins = Pairs(json, "margins"), Settings = Pairs(json, "settings"),
            };
            // A file with parts that this version does not know would be checked in part only.
            return plan.Hash == said ? plan : throw new BadDataException(path, "plan", "has parts that this version does not know: it was locked by another one");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            throw new BadDataException(path, null, $"is no locked plan: {error.Message}", error);
        }
        string Word(JsonObject json, string name) => json[name]?.GetValue<string>() ?? throw new BadDataException(path, name, "is missing: the file is no locked plan");
        string[] Words(JsonObject json, string name) => [.. (json[name] as JsonArray ?? throw new BadDataException(path, name, "is missing: the file is no locked plan")).Select(n => n?.GetValue<string>() ?? "")];
        Dictionary<string, string> Pairs(JsonObject json, string name) => (json[name] as JsonObject ?? throw new BadDataException(path, name, "is missing: the file is no locked plan")).ToDictionary(p => p.Key, p => p.Value?.GetValue<string>() ?? "", StringComparer.Ordinal);
    }

    /// <summary>In what an analysis differs from the plan.</summary>
    public PlanUse Check(PlannedRun run)
    {
        var found = new List<PlanDeviation>();
        void Differs(string subject, string planned, string done)
        {
            if (planned != done) found.Add(new PlanDeviation(subject, planned.Length == 0 ? "nothing" : planned, done.Length == 0 ? "nothing" : done));
        }

        if (Readouts.Count > 0 && run.Readouts is { } readouts) Differs("the family of readouts", string.Join(", ", Readouts.Order(StringComparer.Ordinal)), string.Join(", ", readouts.Order(StringComparer.Ordinal)));
        Differs("the level", Alpha, run.Alpha);
        Differs("the seed", Seed, run.Seed);
        foreach ((string name, string value) in Settings.OrderBy(s => s.Key, StringComparer.Ordinal)) Differs($"the parameter {name}", value, run.Settings.GetValueOrDefault(name, ""));
        if (Roles.Count > 0)
        {
            foreach (string lot in Roles.Keys.Union(run.Roles.Keys).Order(StringComparer.Ordinal)) Differs($"the role of lot {lot}", Roles.GetValueOrDefault(lot, "no such lot"), run.Roles.GetValueOrDefault(lot, "no such lot"));
            foreach (string lot in run.Used.Where(Exclusions.ContainsKey)) Differs($"lot {lot}", $"excluded ({Exclusions[lot]})", "used");
            foreach (string lot in Roles.Keys.Where(l => Roles[l] == run.UsedRole && run.Roles.ContainsKey(l) && !run.Used.Contains(l) && !Exclusions.ContainsKey(l)).Order(StringComparer.Ordinal)) Differs($"lot {lot}", "used", "left out");
        }

        if (run.Margins is { } margins)
        {
            foreach (string attribute in Margins.Keys.Union(margins.Keys).Order(StringComparer.Ordinal)) Differs($"the margin of {attribute}", Margins.GetValueOrDefault(attribute, "no margin"), margins.GetValueOrDefault(attribute, "no margin"));
        }

        return new PlanUse(Hash, found);
    }

    private JsonObject Node() => new()
    {
        ["alpha"] = Alpha, ["by"] = By, ["design"] = Design, ["exclusions"] = Pairs(Exclusions), ["hypotheses"] = new JsonArray([.. Hypotheses.Select(h => JsonValue.Create(h))]), ["locked"] = Locked, ["margins"] = Pairs(Margins),
        ["readouts"] = new JsonArray([.. Readouts.Select(r => JsonValue.Create(r))]), ["roles"] = Pairs(Roles), ["seed"] = Seed, ["settings"] = Pairs(Settings),
    };

    private static JsonObject Pairs(IReadOnlyDictionary<string, string> pairs) => new(pairs.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => KeyValuePair.Create(p.Key, (JsonNode?)JsonValue.Create(p.Value))));

    private static string Canonical(JsonNode? node) => node switch
    {
        JsonObject o => "{" + string.Join(',', o.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => Quoted(p.Key) + ":" + Canonical(p.Value))) + "}",
        JsonArray a => "[" + string.Join(',', a.Select(Canonical)) + "]",
        null => "null",
        _ => node.GetValueKind() == JsonValueKind.String ? Quoted(node.GetValue<string>()) : node.ToJsonString(),
    };

    private static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (char c in text)
        {
            quoted.Append(c switch { '"' => "\\\"", '\\' => "\\\\", '\n' => "\\n", '\r' => "\\r", '\t' => "\\t", '\b' => "\\b", '\f' => "\\f", < ' ' => $"\\u{(int)c:x4}", _ => c.ToString() });
        }

        return quoted.Append('"').ToString();
    }
}
