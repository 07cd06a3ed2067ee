namespace GpuCqa.Statistics;

/// <summary>Verdicts as they are written in tables.</summary>
public static class VerdictNames
{
    /// <summary>REPLICATED, DIRECTION_ONLY, NOT_REPLICATED or NOT_TESTABLE.</summary>
    public static string Of(ReplicationVerdict verdict) => verdict switch
    {
        ReplicationVerdict.Replicated => "REPLICATED",
        ReplicationVerdict.DirectionOnly => "DIRECTION_ONLY",
        ReplicationVerdict.NotReplicated => "NOT_REPLICATED",
        ReplicationVerdict.NotTestable => "NOT_TESTABLE",
        _ => throw new ArgumentOutOfRangeException(nameof(verdict)),
    };

    /// <summary>AS_PREDICTED, NOT_AS_PREDICTED or NOT_TESTABLE.</summary>
    public static string Of(PredictionVerdict verdict) => verdict switch
    {
        PredictionVerdict.AsPredicted => "AS_PREDICTED",
        PredictionVerdict.NotAsPredicted => "NOT_AS_PREDICTED",
        PredictionVerdict.NotTestable => "NOT_TESTABLE",
        _ => throw new ArgumentOutOfRangeException(nameof(verdict)),
    };

    /// <summary>FALSIFIES, DOES_NOT_FALSIFY or NOT_TESTABLE.</summary>
    public static string Of(FalsificationVerdict verdict) => verdict switch
    {
        FalsificationVerdict.Falsifies => "FALSIFIES",
        FalsificationVerdict.DoesNotFalsify => "DOES_NOT_FALSIFY",
        FalsificationVerdict.NotTestable => "NOT_TESTABLE",
        _ => throw new ArgumentOutOfRangeException(nameof(verdict)),
    };
}
