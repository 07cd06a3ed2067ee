using System.Globalization;
using System.Text;
using GpuCqa.Statistics;

namespace GpuCqa.Cli.Verbs;

/// <summary>The tests of a family as lines of a terminal, best first.</summary>
internal static class AssociationText
{
    public static string Of(AssociateResult result)
    {
        AssociationFindings tests = result.Tests;
        bool columns = tests.Partitions.Count > 1, readouts = tests.Parameters.Readouts.Count > 1;
        var rows = new List<string[]> { (string[])[.. readouts ? ["readout"] : (string[])[], .. columns ? ["column"] : (string[])[], "state", tests.Design.Restriction?.Unit is { } unit ? unit + "s" : "lots", Partial(tests) ? "partial rho" : "rho", "interval", tests.Design.Restriction is { Covariates.Count: > 0 } ? "approximate p" : tests.Design.Exact ? "exact p" : "p", "family-wise p", "flags"] };
        foreach (Association a in tests.Associations)
        {
            StatePartition partition = tests.Partitions[a.State.Partition];
            rows.Add([.. readouts ? [a.Readout] : (string[])[], .. columns ? [partition.Name] : (string[])[], partition.States[a.State.Index], $"{a.Lots}", Number(a.Rho, "0.000"),
                double.IsNaN(a.IntervalLow) ? "" : $"{Number(a.IntervalLow, "0.00")} to {Number(a.IntervalHigh, "0.00")}", P(a.P), P(a.PFamily), string.Join(' ', a.Flags)]);
        }

        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(c => rows.Max(r => r[c].Length))];
        var text = new StringBuilder();
        foreach (string[] row in rows) text.AppendLine(string.Join("  ", row.Select((v, c) => v.PadRight(widths[c]))).TrimEnd());
        return text.ToString();
    }

    private static bool Partial(AssociationFindings tests) => tests.Design.Restriction is { Block.Count: > 0 } or { Covariates.Count: > 0 };

    private static string Number(double value, string format) => double.IsNaN(value) ? "" : value.ToString(format, CultureInfo.InvariantCulture);

    private static string P(double p) => double.IsNaN(p) ? "" : p >= 0.001 ? Number(p, "0.0000") : Number(p, "0.0e-0");
}
