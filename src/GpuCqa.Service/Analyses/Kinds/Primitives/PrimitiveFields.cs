using GpuCqa.Analysis.Components;
using GpuCqa.Api.V1;
using GpuCqa.Compute;
using GpuCqa.Core.Errors;
using GpuCqa.Pipelines.Primitives;
using static GpuCqa.Service.Analyses.Kinds.FieldCheck;
using LimitsMessage = GpuCqa.Api.V1.CellLimits;

namespace GpuCqa.Service.Analyses.Kinds;

/// <summary>Parameters of primitives from their messages, with defaults; messages name the field.</summary>
public static class PrimitiveFields
{
    private const int MostColumns = 100_000;

    private static readonly ComponentParameters Defaults = new();

    /// <summary>Parameters of normalization.</summary>
    /// <exception cref="InvalidParameterException">A value is out of its range.</exception>
    public static NormalizeParameters Read(NormalizeSpec spec)
    {
        if (spec.ScaleToMedian && spec.HasScaleFactor) throw new InvalidParameterException("normalize.scale_factor and normalize.scale_to_median exclude each other.");
        return new NormalizeParameters
        {
            ScaleFactor = ScaleFactor("normalize", spec.HasScaleFactor, spec.ScaleFactor),
            ScaleToMedian = spec.ScaleToMedian,
            Linear = spec.Linear,
            Genes = Names("normalize.genes", spec.Genes),
        };
    }

    /// <summary>Parameters of principal components.</summary>
    /// <param name="prefix">Path of the message.</param>
    /// <param name="spec">The message.</param>
    /// <exception cref="InvalidParameterException">A value is out of its range, or values exclude each other.</exception>
    public static ComponentParameters Read(string prefix, PcaSpec spec)
    {
        if ((spec.AllGenes ? 1 : 0) + (spec.Genes.Count > 0 ? 1 : 0) + (spec.HasVariableGenes ? 1 : 0) > 1)
            throw new InvalidParameterException($"{prefix}.all_genes, {prefix}.genes and {prefix}.variable_genes exclude each other.");
        if (spec.Unscaled && spec.HasClip) throw new InvalidParameterException($"{prefix}.clip is for scaled genes, and {prefix}.unscaled is set.");
        if (spec.Genes.Count is 1 or > ComponentAnalysis.MostGenes) throw new InvalidParameterException($"{prefix}.genes has {spec.Genes.Count} entries; expected 2 to {ComponentAnalysis.MostGenes}.");
        return new ComponentParameters
        {
            Limits = Limits(prefix, spec.Limits) with { MinCells = Whole($"{prefix}.min_cells", spec.HasMinCells ? spec.MinCells : Defaults.Limits.MinCells, 0, int.MaxValue) },
            Components = Whole($"{prefix}.components", spec.HasComponents ? spec.Components : Defaults.Components, 1, 10_000),
            VariableGenes = Whole($"{prefix}.variable_genes", spec.HasVariableGenes ? spec.VariableGenes : Defaults.VariableGenes, 2, ComponentAnalysis.MostGenes),
            AllGenes = spec.AllGenes,
            Genes = Names($"{prefix}.genes", spec.Genes),
            ScaleFactor = ScaleFactor(prefix, spec.HasScaleFactor, spec.ScaleFactor),
            Scaling = new PcaScaling(!spec.Uncentered, !spec.Unscaled, spec.Unscaled ? double.PositiveInfinity : spec.HasClip ? Above($"{prefix}.clip", spec.Clip, 0) : PrincipalComponents.Clip),
            Seed = spec.HasSeed ? spec.Seed : Defaults.Seed,
        };
    }

    /// <summary>Which cells are used.</summary>
    /// <exception cref="InvalidParameterException">A value is out of its range.</exception>
    public static Pipelines.Primitives.CellLimits Limits(string prefix, LimitsMessage? limits)
    {
        var defaults = new Pipelines.Primitives.CellLimits();
        if (limits is null) return defaults;
        return new Pipelines.Primitives.CellLimits
        {
            MinGenes = Whole($"{prefix}.limits.min_genes", limits.HasMinGenes ? limits.MinGenes : defaults.MinGenes, 0, int.MaxValue),
            MaxGenes = Whole($"{prefix}.limits.max_genes", limits.HasMaxGenes ? limits.MaxGenes : defaults.MaxGenes, 1, int.MaxValue),
            MinCounts = Number($"{prefix}.limits.min_counts", limits.HasMinCounts ? limits.MinCounts : defaults.MinCounts, 0),
            MaxMitoPercent = Number($"{prefix}.limits.max_mito_percent", limits.HasMaxMitoPercent ? limits.MaxMitoPercent : defaults.MaxMitoPercent, 0, 100),
            MitoPattern = Pattern($"{prefix}.limits.mito_pattern", limits.HasMitoPattern ? limits.MitoPattern : defaults.MitoPattern),
        };
    }

    /// <summary>Counts per cell after scaling.</summary>
    /// <exception cref="InvalidParameterException">It is not positive.</exception>
    public static double ScaleFactor(string prefix, bool given, double value) => Above($"{prefix}.scale_factor", given ? value : Defaults.ScaleFactor, 0);

    /// <summary>Names of columns.</summary>
    /// <exception cref="InvalidParameterException">There are too many, or a name is empty or too long.</exception>
    public static IReadOnlyList<string> Names(string field, IReadOnlyList<string> names)
    {
        if (names.Count > MostColumns) throw new InvalidParameterException($"{field} has {names.Count} entries; expected at most {MostColumns}.");
        return names.All(n => n.Length is > 0 and <= 1000) ? [.. names] : throw new InvalidParameterException($"{field} has an entry without a name, or with one of more than 1000 characters.");
    }

    /// <summary>Distance of neighbours.</summary>
    /// <exception cref="InvalidParameterException">There is no such distance.</exception>
    public static DistanceMetric Metric(string field, string metric) =>
        OneOf(field, metric.Length == 0 ? "euclidean" : metric, "euclidean", "cosine") == "cosine" ? DistanceMetric.Cosine : DistanceMetric.Euclidean;

    /// <summary>Kind of correlation.</summary>
    /// <exception cref="InvalidParameterException">There is no such kind.</exception>
    public static CorrelationKind Method(string field, CorrelateSpec.Types.Method method) => method switch
    {
        CorrelateSpec.Types.Method.Unspecified or CorrelateSpec.Types.Method.Spearman => CorrelationKind.Spearman,
        CorrelateSpec.Types.Method.Pearson => CorrelationKind.Pearson,
        _ => throw new InvalidParameterException($"{field} is {(int)method}; expected SPEARMAN or PEARSON."),
    };

    /// <summary>What stands for a lot.</summary>
    /// <exception cref="InvalidParameterException">There is no such summary.</exception>
    public static LotSummary Summary(string field, CorrelateSpec.Types.Summary summary) => summary switch
    {
        CorrelateSpec.Types.Summary.Unspecified or CorrelateSpec.Types.Summary.Mean => LotSummary.Mean,
        CorrelateSpec.Types.Summary.Detected => LotSummary.Detected,
        CorrelateSpec.Types.Summary.Median => LotSummary.Median,
        _ => throw new InvalidParameterException($"{field} is {(int)summary}; expected MEAN, DETECTED or MEDIAN."),
    };
}
