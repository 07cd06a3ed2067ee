using System.Globalization;
using GpuCqa.Formats.States;

namespace GpuCqa.Pipelines.Cohorts;

/// <summary>The best association of a readout, as a result folder says it.</summary>
/// <param name="Readout">The readout.</param>
/// <param name="State">Cluster and resolution.</param>
/// <param name="Rho">Correlation.</param>
/// <param name="PFamily">p, corrected for the family.</param>
public sealed record FindingLine(string Readout, string State, double Rho, double PFamily)
{
    private const double Same = 1e-9;

    /// <summary>Those of a result folder; none where there is no folder.</summary>
    public static IReadOnlyList<FindingLine> Of(string folder)
    {
        string path = Path.Combine(folder, "associations.csv");
        if (!File.Exists(path)) return [];
        TextTable table = TextTable.Read(path);
        int At(string column) => Array.IndexOf(table.Headers, column);
        (int readout, int resolution, int cluster, int rho, int p) = (At("readout"), At("resolution"), At("cluster"), At("rho"), At("p_family"));
        return [.. table.Rows.Select(r => new FindingLine(r[readout], $"cluster {r[cluster]} at {r[resolution]}", Number(r[rho]), Number(r[p]))).DistinctBy(l => l.Readout, StringComparer.Ordinal)];
    }

    /// <summary>What moved from one result to another, one sentence a readout; none where nothing did.</summary>
    public static IReadOnlyList<string> Moved(IReadOnlyList<FindingLine> before, IReadOnlyList<FindingLine> after)
    {
        var moved = new List<string>();
        foreach (FindingLine now in after)
        {
            FindingLine? then = before.FirstOrDefault(b => b.Readout == now.Readout);
            if (then is not null && (then.State != now.State || Differ(then.Rho, now.Rho) || Differ(then.PFamily, now.PFamily))) moved.Add($"{then} -> {now}");
        }

        return moved;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Readout}: {State}, rho {Rho:0.####}, p {PFamily:0.####}");

    private static bool Differ(double a, double b) => !(a.Equals(b) || Math.Abs(a - b) <= Same * Math.Max(Math.Abs(a), Math.Abs(b)));

    private static double Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : double.NaN;
}
