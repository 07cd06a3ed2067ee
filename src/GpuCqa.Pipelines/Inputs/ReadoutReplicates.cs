using System.Globalization;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Texts;
using GpuCqa.Formats.Readouts;
using GpuCqa.Formats.States;
using GpuCqa.Statistics;

namespace GpuCqa.Pipelines.Inputs;

/// <summary>Readouts that were measured several times a lot, each time in a column of its own.</summary>
internal static class ReadoutReplicates
{
    // Below it half or more of what lots differ in is the assay's own noise.
    private const double LowReliability = 0.5;

    /// <summary>Reads "readout=column,column,...".</summary>
    /// <returns>The columns of each readout that has replicates.</returns>
    /// <exception cref="InvalidParameterException">A readout is unknown or named twice, or has fewer than two columns or one twice.</exception>
    public static IReadOnlyDictionary<string, string[]> Parse(IReadOnlyList<string> given, IReadOnlyList<string> readouts, IReadOnlyCollection<string> columns)
    {
        var replicates = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (string text in given)
        {
            int equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0) throw new InvalidParameterException($"--replicates '{text}': write readout=column,column,...");
            string readout = text[..equals].Trim();
            readout = ColumnNames.Match(readout, [.. readouts]) ?? readout;
            if (!readouts.Contains(readout)) throw new InvalidParameterException($"--replicates '{text}': '{readout}' is none of the readouts ({string.Join(", ", readouts)}).");
            string[] own = [.. ColumnNames.Split([text[(equals + 1)..]], columns).Select(c => ColumnNames.Match(c, columns) ?? c)];
            if (own.Length < 2) throw new InvalidParameterException($"--replicates '{text}': expected at least two columns, separated by commas.");
            if (own.Distinct(StringComparer.Ordinal).Count() != own.Length) throw new InvalidParameterException($"--replicates '{text}' names a column twice.");
            if (!replicates.TryAdd(readout, own)) throw new InvalidParameterException($"--replicates names the columns of '{readout}' twice.");
        }

        return replicates;
    }

    /// <summary>The parameter as it is recorded.</summary>
    public static IReadOnlyList<string> Recorded(IReadOnlyDictionary<string, string[]> replicates) => [.. replicates.Select(r => $"{r.Key}={string.Join(',', r.Value)}")];

    /// <summary>The mean of the replicates of each lot, and how much they differ.</summary>
    /// <param name="readout">Name of the readout.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="lots">Names of the lots.</param>
    /// <param name="text">The text of a lot in a column.</param>
    /// <param name="bad">Makes the error of a text that is no number, from lot, column and what is wrong.</param>
    /// <remarks>
    /// The mean is over the replicates that a lot has. Where one of them is below a limit, the mean with the limit in its place is a limit of the mean: the lot is known to lie below it
    /// and no more, and enters the readout as such. Likewise above.
    /// </remarks>
    public static ReadoutColumn Read(string readout, IReadOnlyList<string> columns, IReadOnlyList<string> lots, Func<int, string, string> text, Func<int, string, string, Exception> bad)
    {
        string[][] texts = [.. columns.Select(c => lots.Select((_, l) => text(l, c)).ToArray())];
        ReadoutColumn.Parsed[] parsed = [.. texts.Select((t, c) => ReadoutColumn.Parse(t, (l, finding) => bad(l, columns[c], finding)))];
        var means = new string[lots.Count];
        var measured = new List<double[]>();
        for (int l = 0; l < means.Length; l++)
        {
            double[] own = [.. parsed.Select(p => p.Values[l]).Where(v => !double.IsNaN(v))];
            int[] sides = [.. parsed.Select(p => p.Sides[l]).Where(s => s != 0).Distinct()];
            if (sides.Length > 1) throw bad(l, readout, "one replicate is below a limit and another above one; their mean is not known");
            // As text, so that limits are understood as they are of any readout.
            string sign = sides.Length == 0 ? "" : sides[0] < 0 ? "<" : ">";
            means[l] = own.Length == 0 ? "" : sign + (own.Sum() / own.Length).ToString("R", CultureInfo.InvariantCulture);
            if (own.Length > 0 && sides.Length == 0) measured.Add(own);
        }

        ReadoutColumn read = ReadoutColumn.Of(readout, lots, means, (l, finding) => bad(l, readout, finding));
        string[] notes = [.. parsed.Any(p => p.Comma) ? (string[])[$"{readout}: the commas in its replicates are read as decimal points."] : [], Said(readout, columns, measured), .. read.Notes];
        return read with { Notes = notes };
    }

    private static string Said(string readout, IReadOnlyList<string> columns, List<double[]> lots)
    {
        string head = $"{readout} is the mean of the replicates {string.Join(", ", columns)}";
        if (AssayVariance.Of(lots) is not { } variance) return $"{head}; too few lots have several, so that nothing is known of how well they agree.";
        string ceiling = variance.Ceiling is var rho && rho > 0 ? string.Create(CultureInfo.InvariantCulture, $"not even a fraction that decides the true value is expected to reach a rho above {rho:0.00} (noise ceiling)") : "the lots differ by no more than the replicates do, and no fraction can be expected to go with it";
        string low = variance.Reliability < LowReliability ? " Half or more of what lots differ in is the assay's own noise: measure more replicates before lots are added." : "";
        return string.Create(CultureInfo.InvariantCulture, $"{head}, over {Counted.Of(variance.Lots, "lot")} and {variance.Values} values: standard deviation {variance.Repeat:G3} between replicates and {variance.BetweenLots:G3} between lots, reliability of the mean {variance.Reliability:0.00}; {ceiling}.{low}");
    }
}
