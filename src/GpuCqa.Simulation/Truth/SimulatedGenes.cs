using GpuCqa.Core.Cohorts;

namespace GpuCqa.Simulation;

/// <summary>The genes of a cohort and what is planted in them.</summary>
/// <param name="Features">Ids (ENSGSIM...) and symbols.</param>
/// <param name="BaseShares">Share of each gene among the molecules of a cell without any program; sums to 1.</param>
/// <param name="Mitochondrial">Columns of the mitochondrial genes.</param>
/// <param name="Programs">Programs of all states; disjoint.</param>
/// <param name="KeyMarker">Column of the key marker.</param>
public sealed record SimulatedGenes(FeatureTable Features, double[] BaseShares, int[] Mitochondrial, IReadOnlyList<GeneProgram> Programs, int KeyMarker)
{
    /// <summary>Number of genes.</summary>
    public int Count => Features.Count;

    /// <summary>The program of a name.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public GeneProgram Program(string name) => Programs.First(p => p.Name == name);
}
