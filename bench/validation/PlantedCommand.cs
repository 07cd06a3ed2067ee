using System.Diagnostics;
using System.Globalization;
using GpuCqa.Analysis.Mapping;
using GpuCqa.Analysis.References;
using GpuCqa.Analysis.Refusals;
using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Randomness;
using GpuCqa.Simulation;

namespace GpuCqa.Validation;

/// <summary>Cohorts like msc-miura whose train lots lack the hidden state; query lots with 5 % of something that no train lot has, with nothing planted, and of other tissues.</summary>
internal static class PlantedCommand
{
    private const double Share = 0.05;
    private static readonly string[] Kinds = ["nothing", "state", "new-state", "hazard", "subtle", "tissue AD", "tissue UC"];

    public static void Run(Options options)
    {
        using ComputeDevice device = ComputeDevices.Open("cpu", options.Number("threads", Environment.ProcessorCount));
        int first = options.Number("first", 1), seeds = options.Number("seeds", 50), cells = options.Number("cells", 600);
        Dictionary<string, Rate> planted = Kinds.ToDictionary(k => k, _ => new Rate()), rest = Kinds.ToDictionary(k => k, _ => new Rate()), cellwise = Kinds.ToDictionary(k => k, _ => new Rate());
        Dictionary<string, int> foreign = Kinds.ToDictionary(k => k, _ => 0), lots = Kinds.ToDictionary(k => k, _ => 0);
        for (int seed = first; seed < first + seeds; seed++)
        {
            var clock = Stopwatch.StartNew();
            SimulatedCohort cohort = CohortSimulator.Create(Parameters(cells), (ulong)seed);
            int cqa = cohort.Parameters.CqaState;
            SimulatedLot[] train = [.. cohort.TrainLots];
            ReferenceModel reference = FrozenReference.Of(
                device, [.. train.Select(l => new ChosenCells(new SimulatedCellSource(l, device), (i, _) => l.Cell(i).State != cqa && l.Cell(i).SecondState != cqa))], [.. train.Select(l => l.Name)],
                new DiscoverParameters { Readouts = [], LayoutEpochs = 1, Resolutions = [0.5, 1.2] });
            Console.Write(string.Create(CultureInfo.InvariantCulture, $"seed {seed}: {reference.Cells.Count} cells, {reference.Alignment.Method}, clusters {string.Join("/", reference.Clusterings.Select(c => c.Clusters))}"));
            foreach (SimulatedLot lot in cohort.Lots.Where(l => l.Role != Lot.TrainRole))
            {
                string kind = lot.Role;
                (ChosenCells source, HashSet<string> strange) = Plant(cohort, lot, device, kind, seed);
                Query query = Query.Of(device, reference, source);
                CellVerdict[] verdicts = query.Judgement.Verdicts[^1];
                bool[] isPlanted = [.. query.Barcodes.Select(strange.Contains)];
                int found = isPlanted.Where((p, i) => p && verdicts[i] != CellVerdict.Mapped).Count(), wrong = isPlanted.Where((p, i) => !p && verdicts[i] != CellVerdict.Mapped).Count();
                planted[kind].Add(found, isPlanted.Count(p => p));
                rest[kind].Add(wrong, isPlanted.Count(p => !p));
                lots[kind]++;
                if (query.Judgement.Lot.Foreign is not null) foreign[kind]++;
                if (options.Number("verbose", 0) > 0) Verbose(kind, query, isPlanted);
                Console.Write(string.Create(CultureInfo.InvariantCulture, $"; {kind} {found}/{isPlanted.Count(p => p)} {wrong}/{isPlanted.Count(p => !p)}{(query.Judgement.Lot.Foreign is null ? "" : " FOREIGN")}"));
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"; {clock.Elapsed.TotalSeconds:0.0} s"));
        }

        Console.WriteLine("| planted | planted cells | refused | 95 % | lots with at least 90 % | other cells | refused | 95 % | lots with at most 3 % | lots called foreign |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|");
        foreach (string kind in Kinds) Console.WriteLine($"| {kind} | {planted[kind].Row(0.9, true)} | {rest[kind].Row(0.03, false)} | {foreign[kind]} of {lots[kind]} |");
    }

    private static void Verbose(string kind, Query query, bool[] planted)
    {
        double Q(IEnumerable<double> v, double q)
        {
            double[] s = [.. v.Order()];
            return s.Length == 0 ? double.NaN : s[(int)(q * (s.Length - 1))];
        }

        foreach (bool p in new[] { false, true })
        {
            int[] at = [.. Enumerable.Range(0, planted.Length).Where(i => planted[i] == p)];
            if (at.Length == 0) continue;
            Console.Write(string.Create(CultureInfo.InvariantCulture, $"\n  {kind} planted={p} n={at.Length}: strangeness 10/50/90/99 % {Q(at.Select(i => query.Strangeness[i]), .1):0.00} {Q(at.Select(i => query.Strangeness[i]), .5):0.00} {Q(at.Select(i => query.Strangeness[i]), .9):0.00} {Q(at.Select(i => query.Strangeness[i]), .99):0.00}; near {Q(at.Select(i => query.Near[i]), .1):0.00} {Q(at.Select(i => query.Near[i]), .5):0.00} {Q(at.Select(i => query.Near[i]), .9):0.00} {Q(at.Select(i => query.Near[i]), .99):0.00}; shared {Q(at.Select(i => query.Shared[i]), .1):0.00} {Q(at.Select(i => query.Shared[i]), .5):0.00} {Q(at.Select(i => query.Shared[i]), .9):0.00} {Q(at.Select(i => query.Shared[i]), .97):0.00} {Q(at.Select(i => query.Shared[i]), .99):0.00}; verdicts {string.Join("/", Enum.GetValues<CellVerdict>().Select(v => at.Count(i => query.Judgement.Verdicts[^1][i] == v)))}"));
        }
    }

    private static SimulationParameters Parameters(int cells)
    {
        SimulationParameters miura = SimulationPresets.Get("msc-miura").Parameters;
        var test = new LotGroup { Role = "nothing", Lots = 1, LotsPerBatch = 4, CellsPerLot = cells };
        return miura with
        {
            Groups =
            [
                miura.Groups[0],
                test,
                test with { Role = "state" },
                test with { Role = "subtle" },
                test with { Role = "new-state", Changed = true },
                test with { Role = "hazard", HazardFrequency = Share },
                test with { Role = "tissue AD", Tissue = "AD" },
                test with { Role = "tissue UC", Tissue = "UC" },
            ],
            Change = new ProcessChange { Name = "new-state", NewStateShare = Share },
            Hazard = new HazardParameters(),
        };
    }

    // The hidden state, which no train lot has, is left only where it is what is planted.
    private static (ChosenCells Source, HashSet<string> Planted) Plant(SimulatedCohort cohort, SimulatedLot lot, ComputeDevice device, string kind, int seed)
    {
        int cqa = cohort.Parameters.CqaState, fresh = cohort.Parameters.StateShares.Count;
        CellTruth[] truth = [.. Enumerable.Range(0, lot.CellCount).Select(lot.Cell)];
        bool Has(int i, int state) => truth[i].State == state || truth[i].SecondState == state;
        int[] ordinary = [.. Enumerable.Range(0, truth.Length).Where(i => !Has(i, cqa) && !Has(i, fresh) && !truth[i].Hazard)];
        int most = (int)Math.Ceiling(Share / (1 - Share) * ordinary.Length);
        int[] special = kind switch
        {
            "state" => [.. Enumerable.Range(0, truth.Length).Where(i => truth[i].State == cqa && !truth[i].Doublet && !truth[i].Damaged).Take(most)],
            "new-state" => [.. Enumerable.Range(0, truth.Length).Where(i => truth[i].State == fresh && !truth[i].Doublet && !truth[i].Damaged)],
            "hazard" => [.. Enumerable.Range(0, truth.Length).Where(i => truth[i].Hazard && !Has(i, cqa) && !truth[i].Damaged)],
            "subtle" => [.. ordinary.Where(i => !truth[i].Doublet && !truth[i].Damaged).Where((_, n) => n % 20 == 7)],
            _ => [],
        };
        HashSet<int> kept = [.. ordinary, .. special];
        HashSet<string> names = [.. special.Select(lot.Barcode)];
        HashSet<int> shifted = kind == "subtle" ? [.. special] : [];
        return (new ChosenCells(new SimulatedCellSource(lot, device), (i, _) => kept.Contains(i), (i, values) => shifted.Contains(i) ? Subtle(cohort, i, values, seed) : null), names);
    }

    // 40 genes of a typical share go up by 0.5 to 1.0 on the log scale, around them negative binomial with theta 2.
    private static SortedDictionary<int, float> Subtle(SimulatedCohort cohort, int cell, ReadOnlyMemory<float> values, int seed)
    {
        HashSet<int> taken = [.. cohort.Genes.Programs.SelectMany(p => p.Genes), .. cohort.Genes.Mitochondrial];
        var gene = new Philox((ulong)seed, RandomPurpose.Test);
        int[] order = [.. Enumerable.Range(0, cohort.Genes.Count).Where(g => !taken.Contains(g)).OrderByDescending(g => cohort.Genes.BaseShares[g])];
        int middle = Array.FindIndex(order, g => cohort.Genes.BaseShares[g] < 1.0 / cohort.Genes.Count);
        double total = 0;
        foreach (float x in values.Span) total += x;
        var random = new Philox((ulong)seed, RandomPurpose.Test, (ulong)(1 + cell));
        var extra = new SortedDictionary<int, float>();
        foreach (int g in order.AsSpan(middle - 20, 40))
        {
            double factor = Math.Exp(0.5 + (0.5 * gene.NextDouble())) - 1, rate = total * cohort.Genes.BaseShares[g] * factor;
            // Gamma(2) / 2 is the mean of two exponentials.
            double mean = rate * -0.5 * Math.Log((1 - random.NextDouble()) * (1 - random.NextDouble()));
            int count = 0;
            for (double sum = -Math.Log(1 - random.NextDouble()); sum < mean; sum -= Math.Log(1 - random.NextDouble())) count++;
            if (count > 0) extra[g] = count;
        }

        return extra;
    }
}
