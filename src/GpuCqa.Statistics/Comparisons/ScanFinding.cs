namespace GpuCqa.Statistics;

/// <summary>The untargeted scan: whether the cells as a whole, wherever they lie in the frozen embedding, differ; lots are exchanged, never cells.</summary>
public sealed record ScanFinding
{
    /// <summary>Where the embedding is from.</summary>
    public required string Source { get; init; }

    /// <summary>Lots, in the order of the pair matrices.</summary>
    public required IReadOnlyList<ComparedLot> Lots { get; init; }

    /// <summary>Cells of each lot.</summary>
    public required IReadOnlyList<int> Cells { get; init; }

    /// <summary>lots x lots: mean distance of a cell of one and a cell of the other.</summary>
    public required IReadOnlyList<double[]> Distances { get; init; }

    /// <summary>Width of the kernel of MMD: median distance of pooled cells, whatever side they are on.</summary>
    public required double Bandwidth { get; init; }

    /// <summary>The distances with their p.</summary>
    public required IReadOnlyList<ScanTest> Tests { get; init; }

    /// <summary>p of all of them together (smallest p, itself tested by exchanging lots).</summary>
    public required double P { get; init; }

    /// <summary>Smallest p that the design allows.</summary>
    public required double SmallestP { get; init; }

    /// <summary>Labellings of lots.</summary>
    public required long Labellings { get; init; }

    /// <summary>Whether these are all.</summary>
    public required bool Exact { get; init; }

    /// <summary>Classifier: share of lots whose nearest lot is of their own side.</summary>
    public required double NearestAccuracy { get; init; }

    /// <summary>Its p.</summary>
    public required double NearestP { get; init; }

    /// <summary>Energy distance of before and after without a lot's distance to itself (its mean is 0 where nothing changed).</summary>
    public required double Unbiased { get; init; }

    /// <summary>Its upper 95 % bound by resampling lots.</summary>
    public required double UnbiasedHigh { get; init; }

    /// <summary>95 % quantile of the same distance between halves of the lots before; NaN with fewer than 6.</summary>
    public required double SelfDistance { get; init; }

    /// <summary>The places that drive it, most certain first.</summary>
    public required IReadOnlyList<ScanPlace> Places { get; init; }

    /// <summary>Verdict.</summary>
    public required AttributeVerdict Verdict { get; init; }

    /// <summary>Reasons, in words.</summary>
    public required IReadOnlyList<string> Remarks { get; init; }
}
