using System.Globalization;
using GpuCqa.Compute;
using GpuCqa.Core.Parameters;

namespace GpuCqa.Validation;

/// <summary>Family-wise error and recovery of clusters, of neighbourhoods, and of both in one family, over simulated cohorts.</summary>
internal static class NeighbourhoodsCommand
{
    private static readonly string[] Places = ["apart", "between", "level"];

    public static void Run(Options options)
    {
        int first = options.Number("first", 1), seeds = options.Number("seeds", 400), cells = options.Number("cells", 150);
        double correlation = options.Number("correlation", 0) / 100.0;
        string where = Places[options.Number("between", 0)];
        foreach (int lots in options.Number("lots", 0) is > 0 and var only ? [only] : new[] { 6, 8, 11 })
        {
            var parameters = new DiscoverParameters { Readouts = ["y"], ExactLots = 8, Permutations = options.Number("permutations", 9999), TestedNeighbourhoods = options.Number("tested", new DiscoverParameters { Readouts = [] }.TestedNeighbourhoods) };
            var found = new CohortRoute[seeds][];
            Parallel.For(0, seeds, new ParallelOptions { MaxDegreeOfParallelism = options.Number("threads", Environment.ProcessorCount) }, i =>
            {
                using ComputeDevice device = ComputeDevices.Open("cpu", 1);
                found[i] = CohortRoute.Run(device, StateCohort.Create((ulong)(first + i), lots, cells, where, correlation), parameters);
            });
            foreach (string route in CohortRoute.Routes)
            {
                CohortRoute[] own = [.. found.Select(f => f.First(r => r.Route == route))];
                int reached = own.Count(r => r.P <= parameters.Alpha), raw = own.Count(r => r.Raw <= parameters.Alpha), located = own.Count(r => Located(r, parameters.Alpha)), global = own.Count(r => r.GlobalP <= parameters.Alpha);
                double jaccard = own.Where(r => Located(r, parameters.Alpha)).Select(r => r.Jaccard).Order().DefaultIfEmpty(double.NaN).ToArray() is var j ? j[j.Length / 2] : 0;
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"| {lots} | {where} | {correlation:0.00} | {route} | {own.Average(r => r.Tests):0} | {Rate.Of(reached, seeds)} | {Rate.Of(located, seeds)} | {jaccard:0.00} | {(double.IsNaN(own[0].GlobalP) ? "" : Rate.Of(global, seeds))} | {Rate.Of(raw, seeds)} |"));
            }

            // Of the same cohorts: found by one and not by the other, where clusters leave the state whole and where they cut it.
            double middle = found.Select(f => f[0].Whole).Order().ElementAt(seeds / 2);
            foreach (bool cut in new[] { false, true })
            {
                CohortRoute[][] half = [.. found.Where(f => f[0].Whole < middle == cut)];
                int Both(bool clusters, bool places) => half.Count(f => Located(f[0], parameters.Alpha) == clusters && Located(f[1], parameters.Alpha) == places);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{(cut ? "cut" : "whole")} (best cluster's Jaccard index {(cut ? "below" : "from")} {middle:0.00}), {half.Length} cohorts: found by both {Both(true, true)}, by clusters only {Both(true, false)}, by neighbourhoods only {Both(false, true)}, by none {Both(false, false)}; steps {found.Min(f => f[0].Steps)} to {found.Max(f => f[0].Steps)}"));
            }
        }
    }

    private static bool Located(CohortRoute route, double alpha) => route.P <= alpha && route.Lift >= 2;
}
