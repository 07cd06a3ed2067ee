namespace GpuCqa.Statistics;

/// <summary>One lot as a model predicts it that never saw it.</summary>
/// <param name="Readout">Readout.</param>
/// <param name="Model">Model.</param>
/// <param name="Lot">Lot.</param>
/// <param name="LeftOut">What was left out: the lot, or its donor.</param>
/// <param name="TrainingLots">Lots that the model was fitted to.</param>
/// <param name="Observed">The readout.</param>
/// <param name="Predicted">Prediction.</param>
/// <param name="TrainingMean">Mean of the training lots: what a model must beat.</param>
/// <param name="Low">Prediction interval from the errors within the training lots, lower end.</param>
/// <param name="High">Upper end.</param>
/// <param name="Setting">What was chosen within the training lots; null where there is nothing to choose.</param>
public sealed record PredictedLot(string Readout, string Model, string Lot, string LeftOut, int TrainingLots, double Observed, double Predicted, double TrainingMean, double Low, double High, string? Setting);
