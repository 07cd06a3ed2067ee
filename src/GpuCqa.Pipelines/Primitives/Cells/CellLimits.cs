using System.Text.RegularExpressions;
using GpuCqa.Core.Cohorts;

namespace GpuCqa.Pipelines.Primitives;

/// <summary>Which cells and genes of a dataset are used; the defaults use all.</summary>
/// <remarks>The order is Seurat's: cells with too few genes go first, then genes in too few of the remaining cells, then all limits hold on the kept genes.</remarks>
public sealed record CellLimits
{
    /// <summary>Cells with fewer detected genes are left out.</summary>
    public int MinGenes { get; init; }

    /// <summary>Cells with more detected genes are left out.</summary>
    public int MaxGenes { get; init; } = int.MaxValue;

    /// <summary>Cells with fewer counts are left out.</summary>
    public double MinCounts { get; init; }

    /// <summary>Cells with a larger mitochondrial percentage, 0 to 100, are left out.</summary>
    public double MaxMitoPercent { get; init; } = 100;

    /// <summary>Regular expression for the names of mitochondrial genes.</summary>
    public string MitoPattern { get; init; } = "^(MT|mt)-";

    /// <summary>Genes detected in fewer cells are left out.</summary>
    public int MinCells { get; init; }

    /// <summary>Which features are mitochondrial genes.</summary>
    public bool[] Mitochondrial(FeatureTable features)
    {
        var pattern = new Regex(MitoPattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5));
        return features.Names.Select(n => pattern.IsMatch(n)).ToArray();
    }

    /// <summary>Whether a cell is kept.</summary>
    public bool Keeps(int genes, double counts, double mitoPercent) => genes >= MinGenes && genes <= MaxGenes && counts >= MinCounts && mitoPercent <= MaxMitoPercent;
}
