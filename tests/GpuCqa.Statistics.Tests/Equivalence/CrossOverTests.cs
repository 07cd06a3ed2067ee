using System.Globalization;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Statistics.Tests.Equivalence;

/// <summary>Thirty cross-over trials whose intervals SAS, Phoenix and R agree on (shared data, reference_be).</summary>
public class CrossOverTests
{
    public static TheoryData<string> Models => ["anova_fixed", "mixed_containment", "mixed_satterthwaite", "mixed_kenward_roger"];

    [SharedDataTheory]
    [MemberData(nameof(Models))]
    public void CrossOver_PublishedSets_HaveTheAgreedIntervals(string model)
    {
        string folder = SharedData.Path("reference_be");
        string[][] rows = [.. File.ReadLines(Path.Combine(folder, "expected.csv")).Skip(1).Select(l => l.Split(',')).Where(r => r[1] == model)];
        Assert.NotEmpty(rows);
        var failures = new List<string>();
        foreach (string[] row in rows)
        {
            MeanDifference d = Analyse(Path.Combine(folder, row[0]), model, out double df);
            Interval ci = d.Interval(0.9);
            (string Name, double Found, string Expected)[] numbers = [("low", 100 * Math.Exp(ci.Low), row[6]), ("high", 100 * Math.Exp(ci.High), row[7]), ("point", 100 * Math.Exp(d.Estimate), row[8]), .. row[2].Length > 0 ? [("df", df, row[2])] : (ReadOnlySpan<(string, double, string)>)[]];
            foreach ((string name, double found, string expected) in numbers)
            {
                if (!Close.Near(Number(expected), found, Number(row[9])))
                    failures.Add($"{row[0]} {name}: expected {expected}, found {found:R}");
            }
        }

        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }

    private static MeanDifference Analyse(string path, string model, out double df)
    {
        string[] lines = [.. File.ReadLines(path).Where(l => !l.StartsWith('#') && l.Length > 0)];
        string[] header = lines[0].Split(',');
        int at(string name) => Array.IndexOf(header, name);
        string[][] rows = [.. lines.Skip(1).Select(l => l.Split(',')).Where(r => Value(r[at("PK")]) > 0)];
        double[] y = [.. rows.Select(r => at("logPK") >= 0 ? Number(r[at("logPK")]) : Math.Log(Number(r[at("PK")])))];
        string[] blocks = [.. rows.Select(r => r[at("sequence")] + "|" + r[at("subject")])];
        string[] periods = [.. rows.Select(r => r[at("period")]).Distinct().Order(StringComparer.Ordinal)], sequences = [.. rows.Select(r => r[at("sequence")]).Distinct().Order(StringComparer.Ordinal)];
        double[][] columns =
        [
            [.. rows.Select(_ => 1.0)],
            .. sequences.Skip(1).Select(s => rows.Select(r => r[at("sequence")] == s ? 1.0 : 0).ToArray()),
            .. periods.Skip(1).Select(p => rows.Select(r => r[at("period")] == p ? 1.0 : 0).ToArray()),
            [.. rows.Select(r => r[at("treatment")] == "T" ? 1.0 : 0)],
        ];
        var responses = new BlockedResponses(y, columns, columns.Length - 1, blocks);
        MeanDifference found = model switch
        {
            "anova_fixed" => responses.Fixed(),
            "mixed_containment" => responses.Random(MixedDegreesOfFreedom.Containment).Difference,
            "mixed_satterthwaite" => responses.Random(MixedDegreesOfFreedom.Satterthwaite).Difference,
            _ => responses.Random(MixedDegreesOfFreedom.KenwardRoger).Difference,
        };
        df = found.DegreesOfFreedom;
        return found;
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static double Value(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : double.NaN;
}
