using System.Diagnostics;
using System.Globalization;

namespace GpuCqa.Validation;

/// <summary>Recovery against the oracle, family-wise error, markers, programs and coverage over simulated cohorts; a batch appends to a file, cohorts that the file has are not computed again, and the table is of all that it has.</summary>
internal static class RecoveryCommand
{
    public static void Run(Options options)
    {
        string file = options.Text("file") ?? "recovery.csv";
        var clock = Stopwatch.StartNew();
        int first = options.Number("first", 1), seeds = options.Number("seeds", 200), seconds = options.Number("seconds", 540), permutations = options.Number("permutations", 9999);
        if (!File.Exists(file)) File.WriteAllText(file, RecoveryRow.Header + "\n");
        HashSet<(string, ulong)> done = [.. Rows(file).Select(r => (r.Kind, r.Seed))];
        string[] kinds = options.Text("kinds")?.Split(',') ?? RecoveryCohort.Kinds;
        (string Kind, ulong Seed)[] left = [.. Enumerable.Range(first, seeds).SelectMany(s => kinds.Select(k => (k, (ulong)s))).Where(c => !done.Contains(c))];
        var gate = new Lock();
        Parallel.ForEach(left, new ParallelOptions { MaxDegreeOfParallelism = options.Number("threads", Environment.ProcessorCount) }, cohort =>
        {
            if (clock.Elapsed.TotalSeconds > seconds) return;
            string lines = string.Concat(RecoveryCohort.Run(cohort.Kind, cohort.Seed, permutations).Select(r => r.Line() + "\n"));
            // All lines of a cohort or none.
            lock (gate) File.AppendAllText(file, lines);
        });
        Table([.. Rows(file)]);
    }

    private static IEnumerable<RecoveryRow> Rows(string file) => File.ReadLines(file).Skip(1).Select(RecoveryRow.Parse);

    private static void Table(RecoveryRow[] rows)
    {
        Console.WriteLine("| cohorts | readout | orders | something claimed | some single p | claimed and the state | oracle | oracle in the family | state ranked first | oracle | oracle of the cells | warned | region claimed | at own depth | warned | Jaccard of the finding | share error |\n|" + string.Concat(Enumerable.Repeat("---|", 17)));
        foreach (var group in rows.GroupBy(r => (r.Kind, r.Readout, r.Design)))
        {
            RecoveryRow[] own = [.. group];
            bool planted = group.Key.Readout is "strong" or "weak";
            string Count(Func<RecoveryRow, bool> of) => Rate.Of(own.Count(of), own.Length);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {group.Key.Kind} | {group.Key.Readout} | {group.Key.Design} | {Count(r => r.Reaches)} | {Count(r => r.Raw)} | {(planted ? Count(r => r.Reaches && r.Named) : "")} | {(planted ? Count(r => r.OracleReaches && r.OracleBest) : Count(r => r.OracleReaches))} | {Count(r => r.FamilyOracle)} | {(planted ? Count(r => r.Named) : "")} | {(planted ? Count(r => r.OracleBest) : "")} | {(planted ? Count(r => r.FamilyOracleBest) : "")} | {Rate.Of(own.Count(r => r.Reaches && r.Doubted), own.Count(r => r.Reaches))} | {Count(r => r.RegionReaches)} | {Count(r => r.RegionAtOwnDepth)} | {Rate.Of(own.Count(r => r.RegionReaches && r.RegionDoubted), own.Count(r => r.RegionReaches))} | {(planted ? Median(own.Where(r => r.Reaches).Select(r => r.Jaccard)) : double.NaN):0.00} | {(planted ? Median(own.Where(r => r.Reaches).Select(r => r.Error)) : double.NaN):0.000} |"));
        }

        Console.WriteLine("\n| cohorts | readout | Bonett-Wright holds the true | the measured | exact bootstrap holds the measured |\n|---|---|---|---|---|");
        foreach (var group in rows.Where(r => r.Readout is "strong" or "weak" or "null").GroupBy(r => (r.Kind, r.Readout)))
            Console.WriteLine($"| {group.Key.Kind} | {group.Key.Readout} | {Rate.Of(group.Count(r => r.Interval == 1), group.Count(r => r.Interval >= 0))} | {Rate.Of(group.Count(r => r.MeasuredInterval == 1), group.Count(r => r.MeasuredInterval >= 0))} | {Rate.Of(group.Count(r => r.MeasuredBootstrap == 1), group.Count(r => r.MeasuredBootstrap >= 0))} |");
        Console.WriteLine("\n| cohorts | n | ARI, median (5 %) | best cluster's Jaccard | share intervals hold | markers: 16 of the top 20 by cells | by lots | both gene sets found |\n|---|---|---|---|---|---|---|---|");
        foreach (var group in rows.Where(r => r.Readout == "strong").GroupBy(r => r.Kind))
        {
            RecoveryRow[] own = [.. group];
            double[] ari = [.. own.Select(r => r.Ari).Order()];
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {group.Key} | {own.Length} | {ari[ari.Length / 2]:0.00} ({ari[ari.Length / 20]:0.00}) | {Median(own.Select(r => r.Match)):0.00} | {Rate.Of(own.Sum(r => r.Covered), own.Sum(r => r.Lots))} | {Rate.Of(own.Count(r => r.Markers >= 16), own.Length)} | {Rate.Of(own.Count(r => r.LotMarkers >= 16), own.Length)} | {Rate.Of(own.Count(r => r.PlantedPrograms > 0 && r.Programs == r.PlantedPrograms), own.Length)} |"));
        }
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Where(v => !double.IsNaN(v)).Order()];
        return sorted.Length == 0 ? double.NaN : sorted[sorted.Length / 2];
    }
}
