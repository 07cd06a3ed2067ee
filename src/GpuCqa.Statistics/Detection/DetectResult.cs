using GpuCqa.Core.Parameters;

namespace GpuCqa.Statistics;

/// <summary>Whether a rare hazard would be seen, and what not seeing it leaves open.</summary>
public sealed record DetectResult : AnalysisResult, IRemovedResult
{
    /// <inheritdoc/>
    public override string Verb => "detect";

    /// <inheritdoc/>
    public override object AllParameters => Parameters;

    /// <summary>Every parameter after defaults.</summary>
    public required DetectParameters Parameters { get; init; }

    /// <summary>Counted lots; empty without a table.</summary>
    public required IReadOnlyList<DetectionLot> Lots { get; init; }

    /// <summary>Cells of one lot that are captured and kept.</summary>
    public required long Classified { get; init; }

    /// <summary>Rate of false positives that is reckoned with: the one given, or the upper bound of the worst blank.</summary>
    public required double FalsePositives { get; init; }

    /// <summary>Largest count that is no detection; more is one.</summary>
    public required long Limit { get; init; }

    /// <summary>True share that one lot shows with the probability asked for.</summary>
    public required double LimitOfLot { get; init; }

    /// <summary>True share of the process that the lots show with it.</summary>
    public required double LimitOfProcess { get; init; }

    /// <summary>At the frequency asked for.</summary>
    public required DetectionPoint Asked { get; init; }

    /// <summary>At powers of ten and between.</summary>
    public required IReadOnlyList<DetectionPoint> Points { get; init; }

    /// <summary>Probability with which the cells of a lot of that size, drawn without replacement, hold the hazard; NaN without a size.</summary>
    public required double FiniteLot { get; init; }

    /// <summary>Sensitivity and false positive rate of both tests in a row, were their errors independent; null without a second.</summary>
    public (double Sensitivity, double FalsePositives)? TwoStage { get; init; }

    /// <summary>Limits from measured blanks and repeated low samples; null without blanks.</summary>
    public BlankLimit? Blank { get; init; }

    /// <summary>Limit of detection from spiked samples; null without a series that has one.</summary>
    public LogitLimit? Spiked { get; init; }

    /// <summary>The same by logistic regression.</summary>
    public LogitLimit? SpikedLogit { get; init; }

    /// <summary>Lots that were spiked in silico; empty where no cells were mapped.</summary>
    public IReadOnlyList<SpikedRun> Runs { get; init; } = [];

    /// <summary>What these show; null without them.</summary>
    public SpikedSeries? Series { get; init; }

    /// <inheritdoc/>
    public IReadOnlyList<RemovedCount> Removed { get; init; } = [];

    /// <summary>What the lots in question leave open per dose; null without them or without a dose.</summary>
    public DoseBound? Bound { get; init; }

    /// <summary>The share in the lots in question, corrected for the classifier's errors; null without them.</summary>
    public RoganGladen? Prevalence { get; init; }

    /// <summary>Spread of the lots in question; null where fewer than two lots have cells of the kind.</summary>
    public BetaBinomialFit? Spread { get; init; }

    /// <summary>Whether one lot shows the frequency asked for with the probability asked for.</summary>
    public bool Reached => Asked.InLot >= Parameters.Probability;
}
