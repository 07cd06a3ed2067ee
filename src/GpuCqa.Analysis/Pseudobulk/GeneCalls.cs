using GpuCqa.Analysis.Markers;
using GpuCqa.Analysis.Results;
using GpuCqa.Core.Parameters;
using GpuCqa.Statistics;

namespace GpuCqa.Analysis.Pseudobulk;

/// <summary>Which tested genes of a cluster count as higher or lower than elsewhere, and their order.</summary>
/// <remarks>
/// Called: adjusted p at most <see cref="ClusterPrograms.DiscoveryRate"/>, |log2 fold change| at least the limit, and detected in more than the limit's share of the cells of the side where
/// it is higher. Called genes come first, by fold change; behind them the other detected ones, by t. Ties by gene.
/// </remarks>
internal sealed class GeneCalls
{
    private readonly PairedModeratedT test;
    private readonly double[] shareIn, shareOut;
    private readonly DiscoverParameters parameters;

    /// <summary>Calls the genes.</summary>
    /// <param name="comparison">The comparison of the cluster, with a test.</param>
    /// <param name="inCluster">Cells of the cluster with a count of each gene of the cohort.</param>
    /// <param name="inAll">All cells with a count of it.</param>
    /// <param name="clusterCells">Cells of the cluster.</param>
    /// <param name="allCells">All cells.</param>
    /// <param name="parameters">Limits.</param>
    public GeneCalls(PseudobulkComparison comparison, int[] inCluster, int[] inAll, int clusterCells, int allCells, DiscoverParameters parameters)
    {
        this.parameters = parameters;
        test = comparison.Test!;
        Adjusted = MultipleTesting.BenjaminiHochberg(test.P);
        shareIn = Array.ConvertAll(comparison.Genes, g => PercentRounding.Round((double)inCluster[g] / clusterCells));
        shareOut = Array.ConvertAll(comparison.Genes, g => PercentRounding.Round((double)(inAll[g] - inCluster[g]) / (allCells - clusterCells)));
        int[] all = [.. Enumerable.Range(0, comparison.Genes.Length)];
        Higher = [.. all.Where(g => test.Means[g] > 0 && IsDetected(g)).OrderBy(g => IsCalled(g) ? 0 : 1).ThenByDescending(g => IsCalled(g) ? test.Means[g] : test.T[g])];
        Lower = [.. all.Where(g => test.Means[g] < 0 && IsDetected(g)).OrderBy(g => IsCalled(g) ? 0 : 1).ThenBy(g => IsCalled(g) ? test.Means[g] : test.T[g])];
        Up = Higher.Count(IsCalled);
        Down = Lower.Count(IsCalled);
    }

    /// <summary>Adjusted p of each tested gene.</summary>
    public double[] Adjusted { get; }

    /// <summary>Detected genes with a higher mean, in order; the first <see cref="Up"/> are called.</summary>
    public int[] Higher { get; }

    /// <summary>Detected genes with a lower mean, in order; the first <see cref="Down"/> are called.</summary>
    public int[] Lower { get; }

    /// <summary>Called genes that are higher.</summary>
    public int Up { get; }

    /// <summary>Called genes that are lower.</summary>
    public int Down { get; }

    /// <summary>Share of the cluster's cells with a count.</summary>
    public double ShareIn(int gene) => shareIn[gene];

    /// <summary>Share of the other cells with a count.</summary>
    public double ShareOut(int gene) => shareOut[gene];

    /// <summary>Whether a gene is called.</summary>
    public bool IsCalled(int gene) => Adjusted[gene] <= ClusterPrograms.DiscoveryRate && Math.Abs(test.Means[gene]) >= parameters.MarkerMinLog2Fc && IsDetected(gene);

    private bool IsDetected(int gene) => (test.Means[gene] > 0 ? shareIn[gene] : shareOut[gene]) > parameters.MarkerMinPct;
}
