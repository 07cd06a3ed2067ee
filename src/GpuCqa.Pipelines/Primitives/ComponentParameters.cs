using GpuCqa.Analysis.Components;
using GpuCqa.Core.Parameters;

namespace GpuCqa.Pipelines.Primitives;

/// <summary>Parameters of principal components on one dataset, after defaults.</summary>
public sealed record ComponentParameters
{
    /// <summary>Which cells and genes are used.</summary>
    public CellLimits Limits { get; init; } = new() { MinCells = 3 };

    /// <summary>Components wanted.</summary>
    public int Components { get; init; } = 50;

    /// <summary>Highly variable genes.</summary>
    public int VariableGenes { get; init; } = 2_000;

    /// <summary>Take all genes instead.</summary>
    public bool AllGenes { get; init; }

    /// <summary>Take these genes instead, by id or name.</summary>
    public IReadOnlyList<string> Genes { get; init; } = [];

    /// <summary>Counts per cell after scaling.</summary>
    public double ScaleFactor { get; init; } = 10_000;

    /// <summary>What is done to each gene.</summary>
    public PcaScaling Scaling { get; init; } = PcaScaling.Seurat;

    /// <summary>Seed of the eigensolver's starting vectors.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The steps that this shares with a discovery, for plans of memory.</summary>
    public DiscoverParameters Plan => new() { Readouts = [], VariableGenes = Selected, Components = Components, Dimensions = Components };

    private int Selected => AllGenes ? ComponentAnalysis.MostGenes : Genes.Count > 0 ? Genes.Count : VariableGenes;
}
