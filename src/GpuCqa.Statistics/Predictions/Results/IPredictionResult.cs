namespace GpuCqa.Statistics;

/// <summary>A result in which readouts may have been predicted.</summary>
public interface IPredictionResult : IAssociationResult
{
    /// <summary>The prediction; null where it was not asked for.</summary>
    PredictionFindings? Prediction { get; }
}
