using System.Globalization;
using GpuCqa.Compute;
using GpuCqa.Core.Parameters;
using GpuCqa.Statistics;

namespace GpuCqa.Validation;

/// <summary>Family-wise error and recovery of clusters, of neighbourhoods, and of both in one family, over simulated cohorts.</summary>
internal static class NeighbourhoodsCommand
{
    public static void Run(Options options)
    {
        using ComputeDevice device = ComputeDevices.Open("cpu", options.Number("threads", Environment.ProcessorCount));
        int first = options.Number("first", 1), seeds = options.Number("seeds", 400), cells = options.Number("cells", 150);
        double correlation = options.Number("correlation", 0) / 100.0;
        string where = options.Number("between", 0) > 0 ? "between" : "apart";
        foreach (int lots in options.Number("lots", 0) is > 0 and var only ? [only] : new[] { 6, 8, 11 })
        {
            var parameters = new DiscoverParameters { Readouts = ["y"], ExactLots = 8, Permutations = options.Number("permutations", 9999), TestedNeighbourhoods = options.Number("tested", 100) };
            CohortRoute[][] found = [.. Enumerable.Range(first, seeds).Select(seed => CohortRoute.Run(device, StateCohort.Create((ulong)seed, lots, cells, where, correlation), parameters))];
            foreach (string route in CohortRoute.Routes)
            {
                CohortRoute[] own = [.. found.Select(f => f.First(r => r.Route == route))];
                int reached = own.Count(r => r.P <= parameters.Alpha), raw = own.Count(r => r.Raw <= parameters.Alpha), located = own.Count(r => r.P <= parameters.Alpha && r.Lift >= 2), global = own.Count(r => r.GlobalP <= parameters.Alpha);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"| {lots} | {where} | {correlation:0.00} | {route} | {own.Average(r => r.Tests):0} | {Share(reached, seeds)} | {Share(located, seeds)} | {(double.IsNaN(own[0].GlobalP) ? "" : Share(global, seeds))} | {Share(raw, seeds)} |"));
            }
        }
    }

    private static string Share(int hits, int all)
    {
        Interval interval = ProportionInterval.ClopperPearson(hits, all);
        return string.Create(CultureInfo.InvariantCulture, $"{hits} of {all} ({100 * interval.Low:0.0} to {100 * interval.High:0.0} %)");
    }
}
