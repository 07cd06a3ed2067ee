using System.Globalization;
using System.Text.RegularExpressions;

namespace GpuCqa.Service.Tests.Operations;

/// <summary>Reads the text format 0.0.4 strictly: throws at anything that the format does not allow.</summary>
public sealed partial class PrometheusText
{
    private readonly Dictionary<string, string> types = [];

    public List<(string Name, Dictionary<string, string> Labels, double Value)> Samples { get; } = [];

    public static PrometheusText Parse(string text)
    {
        if (!text.EndsWith('\n')) throw new FormatException("The last line does not end.");
        var read = new PrometheusText();
        var helped = new HashSet<string>(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        string family = "";
        foreach (string line in text[..^1].Split('\n'))
        {
            if (line.StartsWith("# TYPE ", StringComparison.Ordinal))
            {
                string[] parts = line.Split(' ');
                if (parts.Length != 4 || parts[3] is not ("counter" or "gauge" or "histogram" or "summary" or "untyped")) throw new FormatException(line);
                if (!read.types.TryAdd(parts[2], parts[3])) throw new FormatException($"{parts[2]} has two types.");
                family = parts[2];
            }
            else if (line.StartsWith("# HELP ", StringComparison.Ordinal))
            {
                if (!helped.Add(line.Split(' ')[2])) throw new FormatException($"Helped twice: {line}");
            }
            else if (!line.StartsWith('#'))
            {
                Match match = Sample().Match(line);
                if (!match.Success) throw new FormatException(line);
                string name = match.Groups["name"].Value;
                if (name != family && !(read.types[family] == "histogram" && (name == family + "_bucket" || name == family + "_sum" || name == family + "_count"))) throw new FormatException($"{name} stands under {family}.");
                if (read.types[family] == "counter" && !name.EndsWith("_total", StringComparison.Ordinal)) throw new FormatException($"The counter {name} does not end in _total.");
                var labels = new Dictionary<string, string>(StringComparer.Ordinal);
                foreach (Match label in Label().Matches(match.Groups["labels"].Value))
                {
                    labels.Add(label.Groups["key"].Value, Regex.Replace(label.Groups["value"].Value, @"\\(.)", m => m.Groups[1].Value == "n" ? "\n" : m.Groups[1].Value));
                }

                if (!seen.Add(name + "{" + match.Groups["labels"].Value)) throw new FormatException($"Twice: {line}");
                double value = match.Groups["value"].Value switch { "+Inf" => double.PositiveInfinity, "-Inf" => double.NegativeInfinity, var v => double.Parse(v, CultureInfo.InvariantCulture) };
                read.Samples.Add((name, labels, value));
            }
        }

        read.CheckHistograms();
        return read;
    }

    public string Type(string name) => types[name];

    public double Value(string name, params (string Key, string Value)[] labels) => Samples.Where(s => s.Name == name && labels.All(l => s.Labels.GetValueOrDefault(l.Key) == l.Value)).Sum(s => s.Value);

    private void CheckHistograms()
    {
        foreach (string family in types.Where(t => t.Value == "histogram").Select(t => t.Key))
        {
            string Key(Dictionary<string, string> labels) => string.Join(',', labels.Where(l => l.Key != "le").OrderBy(l => l.Key, StringComparer.Ordinal));
            foreach (var series in Samples.Where(s => s.Name == family + "_bucket").GroupBy(s => Key(s.Labels)))
            {
                (double Bound, double Count)[] buckets = [.. series.Select(s => (s.Labels["le"] == "+Inf" ? double.PositiveInfinity : double.Parse(s.Labels["le"], CultureInfo.InvariantCulture), s.Value))];
                bool grows = buckets.Zip(buckets.Skip(1)).All(p => p.First.Bound < p.Second.Bound && p.First.Count <= p.Second.Count);
                double count = Samples.Single(s => s.Name == family + "_count" && Key(s.Labels) == series.Key).Value;
                if (!grows || !double.IsPositiveInfinity(buckets[^1].Bound) || buckets[^1].Count != count) throw new FormatException($"The buckets of {family} {series.Key} do not add up.");
            }
        }
    }

    [GeneratedRegex("""^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(\{(?<labels>([a-zA-Z_][a-zA-Z0-9_]*="([^"\\\n]|\\["\\n])*"(,(?!\})|(?=\})))*)\})? (?<value>[+-]?Inf|NaN|[+-]?[0-9.]+([eE][+-]?[0-9]+)?)( [0-9]+)?$""", RegexOptions.ExplicitCapture)]
    private static partial Regex Sample();

    [GeneratedRegex("""(?<key>[a-zA-Z_][a-zA-Z0-9_]*)="(?<value>([^"\\\n]|\\["\\n])*)"(,|$)""", RegexOptions.ExplicitCapture)]
    private static partial Regex Label();
}
