using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;

namespace GpuCqa.Analysis.Markers;

/// <summary>Which genes are reported as markers, with the meaning and the defaults of Seurat 4's FindAllMarkers.</summary>
public sealed record MarkerFilter
{
    /// <summary>Reports every gene of every group that is large enough.</summary>
    public static MarkerFilter None { get; } = new() { MinPct = 0, MinLog2Fc = 0, MaxP = double.PositiveInfinity };

    /// <summary>A gene is tested when its rounded share of cells is at least this in one of the two groups.</summary>
    public double MinPct { get; init; } = 0.1;

    /// <summary>A gene is tested when |avg_log2FC| (Seurat 4's definition) is at least this.</summary>
    public double MinLog2Fc { get; init; } = 0.25;

    /// <summary>Genes are reported when the unadjusted p is below this.</summary>
    public double MaxP { get; init; } = 0.01;

    /// <summary>Reports genes with a positive fold change only.</summary>
    public bool OnlyPositive { get; init; }

    /// <summary>Groups of fewer cells are not tested.</summary>
    public int MinCells { get; init; } = 3;

    /// <summary>The thresholds of a discovery.</summary>
    public static MarkerFilter Of(DiscoverParameters parameters) => new() { MinPct = parameters.MarkerMinPct, MinLog2Fc = parameters.MarkerMinLog2Fc };

    /// <summary>Checks the thresholds.</summary>
    /// <exception cref="InvalidParameterException">A threshold is negative or not a number, or fewer than one cell is asked for.</exception>
    internal void Check()
    {
        if (!(MinPct is >= 0 and <= 1)) throw new InvalidParameterException($"Markers are asked for from a share of cells of {MinPct}; expected 0 to 1.");
        if (!(MinLog2Fc >= 0)) throw new InvalidParameterException($"Markers are asked for from a log2 fold change of {MinLog2Fc}; expected a number that is not negative.");
        if (!(MaxP >= 0)) throw new InvalidParameterException($"Markers are asked for below p = {MaxP}; expected a number that is not negative.");
        if (MinCells < 1) throw new InvalidParameterException($"Markers are asked for groups from {MinCells} cells; expected at least 1.");
    }

    internal bool IsTested(double pctCluster, double pctRest, double log2Fc) =>
        Math.Max(pctCluster, pctRest) >= MinPct && (OnlyPositive ? log2Fc > 0 && log2Fc >= MinLog2Fc : Math.Abs(log2Fc) >= MinLog2Fc);
}
