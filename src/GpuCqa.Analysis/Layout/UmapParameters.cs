using GpuCqa.Compute;

namespace GpuCqa.Analysis.Layout;

/// <summary>Parameters of the layout, with the defaults of Seurat's RunUMAP (uwot).</summary>
public sealed record UmapParameters
{
    /// <summary>Smallest distance of points in the layout.</summary>
    public double MinDistance { get; init; } = 0.3;

    /// <summary>Scale at which membership falls off in the layout.</summary>
    public double Spread { get; init; } = 1.0;

    /// <summary>Optimization epochs; null = 500 up to 10,000 cells, 200 above.</summary>
    public int? Epochs { get; init; }

    /// <summary>Repelling samples for each attracting edge.</summary>
    public int NegativeSamples { get; init; } = 5;

    /// <summary>Step size of the first epoch; it falls linearly to zero.</summary>
    public double LearningRate { get; init; } = 1.0;

    /// <summary>How the gradient of an epoch moves the cells.</summary>
    public LayoutOptimizer Optimizer { get; init; } = LayoutOptimizer.Adam;

    /// <summary>Seed of the initial noise and of the repelling samples.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Epochs for a number of cells.</summary>
    /// <param name="cells">Number of cells.</param>
    public int EpochsFor(int cells) => Epochs ?? (cells <= 10_000 ? 500 : 200);
}
