using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using GpuCqa.Analysis.Clusters;
using GpuCqa.Analysis.Results;
using GpuCqa.Compute;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Bench;

/// <summary>Leiden at several resolutions of a graph that the command "graph" wrote: seconds, quality, and the labels for others to judge.</summary>
internal static class LeidenCommand
{
    public static void Run(Options options)
    {
        (CsrMatrix<double> graph, int[] states) = GraphFile.Read(options.Text("graph") ?? throw new ArgumentException("--graph names a file."));
        double[] resolutions = [.. (options.Text("resolutions") ?? "0.2,0.5,0.8,1.2").Split(',').Select(r => double.Parse(r, CultureInfo.InvariantCulture))];
        ulong seed = (ulong)options.Number("seed", 1);
        using var device = new CpuDevice(options.Text("threads") is null ? null : options.Number("threads", 1));
        // Compiles what is timed, on a graph of a few hundred cells.
        _ = Leiden.Cluster(device, Small(), resolutions, seed);
        for (int run = 0; run < options.Number("repeat", 1); run++)
        {
            TimeSpan before = Environment.CpuUsage.TotalTime;
            var clock = Stopwatch.StartNew();
            Clustering[] found = Leiden.Cluster(device, graph, resolutions, seed + (ulong)run);
            double seconds = clock.Elapsed.TotalSeconds;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"leiden of {graph.Rows} cells, {graph.NonZeros} entries, seed {seed + (ulong)run}, {device.Info.Description}: {seconds:F2} s, processor {(Environment.CpuUsage.TotalTime - before).TotalSeconds:F2} s, peak {Peak() / 1e6:F0} MB"));
            foreach (Clustering clustering in found)
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"  resolution {clustering.Resolution}: quality {clustering.Quality:F1}, {clustering.Clusters} clusters, adjusted Rand index with the planted states {AdjustedRandIndex.Of(states, clustering.Labels):F3}"));
                if (run == 0 && options.Text("write") is { } prefix)
                    File.WriteAllBytes(string.Create(CultureInfo.InvariantCulture, $"{prefix}-{clustering.Resolution}.i32"), MemoryMarshal.AsBytes(clustering.Labels.AsSpan()));
            }
        }
    }

    private static CsrMatrix<double> Small()
    {
        const int nodes = 600, reach = 6;
        var columns = new List<int>();
        var offsets = new long[nodes + 1];
        for (int i = 0; i < nodes; i++)
        {
            columns.AddRange(Enumerable.Range(i - reach, (2 * reach) + 1).Select(j => (j + nodes) % nodes).Where(j => j != i).Order());
            offsets[i + 1] = columns.Count;
        }

        return new CsrMatrix<double>(nodes, nodes, offsets, [.. columns], [.. columns.Select((c, e) => 0.1 + (((c * 31) + (e / (2 * reach) * 31)) % 7 / 10.0))]);
    }

    private static double Peak()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }
}
