using System.Globalization;
using GpuCqa.Pipelines.Scoring;
using GpuCqa.Statistics;

namespace GpuCqa.Validation;

/// <summary>What one cohort shows of one readout, as a line of a table.</summary>
internal sealed record RecoveryRow(
    string Kind, ulong Seed, string Readout, string Design, bool Reaches, bool Raw, bool Named, bool Recovered, double Jaccard, double Error, bool RegionReaches, double Region, bool OracleReaches, bool OracleBest,
    int Interval, int Bootstrap, bool FamilyOracle, bool FamilyOracleBest, bool Doubted, bool RegionDoubted, bool RegionAtOwnDepth, int MeasuredInterval, int MeasuredBootstrap, double Ari, double Match, int Covered, int Lots, int Markers, int LotMarkers, int PlantedMarkers, int Programs, int PlantedPrograms)
{
    /// <summary>Names of the columns.</summary>
    public static string Header { get; } = string.Join(",", typeof(RecoveryRow).GetConstructors()[0].GetParameters().Select(p => p.Name!.ToLowerInvariant()));

    public static RecoveryRow Of(string kind, ulong seed, string design, DiscoveryScore score, IReadOnlyList<Association> associations, RecoveryExtras extras)
    {
        FindingScore f = score.Findings[0];
        PartitionScore p = score.Partitions.MaxBy(q => q.Match.Jaccard)!;
        // Coverage is of what the model makes over all lots, so of a readout that a state drives or of the null one; -1 where there is no interval.
        int Code(bool? covers) => covers switch { null => -1, true => 1, false => 0 };
        return new RecoveryRow(
            kind, seed, f.Readout.Name, design, f.Reaches, associations.Any(a => a.P <= 0.05), f.Named, f.Recovered, f.Finding?.Jaccard ?? double.NaN, f.FractionError, f.RegionReaches, f.Region, f.OracleReaches, f.OracleBest,
            Code(f.IntervalCovers), Code(f.BootstrapCovers), extras.FamilyOracle, extras.FamilyOracleBest, extras.Doubted, extras.RegionDoubted, extras.RegionAtOwnDepth, Code(extras.Interval), Code(extras.Bootstrap), score.Partitions.Max(q => q.AdjustedRand), p.Match.Jaccard, p.Covered, p.Lots, p.Markers, double.IsNaN(p.LotMarkers) ? 0 : (int)p.LotMarkers, p.PlantedMarkers,
            p.Programs.Count(s => s.Found && (s.Program is "oxphos" or "ecm")), p.Programs.Count(s => s.Program is "oxphos" or "ecm"));
    }

    /// <summary>As a line.</summary>
    public string Line()
    {
        static string Text(object? v) => v switch { bool b => b ? "1" : "0", double d => d.ToString("R", CultureInfo.InvariantCulture), IFormattable i => i.ToString(null, CultureInfo.InvariantCulture), _ => $"{v}" };
        return string.Join(",", typeof(RecoveryRow).GetConstructors()[0].GetParameters().Select(p => Text(typeof(RecoveryRow).GetProperty(p.Name!)!.GetValue(this))));
    }

    /// <summary>Back from a line.</summary>
    public static RecoveryRow Parse(string line)
    {
        string[] fields = line.Split(',');
        object Value(Type type, string text) => type == typeof(bool) ? text == "1" : type == typeof(double) ? double.Parse(text, CultureInfo.InvariantCulture) : Convert.ChangeType(text, type, CultureInfo.InvariantCulture);
        System.Reflection.ConstructorInfo made = typeof(RecoveryRow).GetConstructors()[0];
        return (RecoveryRow)made.Invoke([.. made.GetParameters().Select((p, i) => Value(p.ParameterType, fields[i]))]);
    }
}
