namespace GpuCqa.Statistics;

/// <summary>What one state counts in the model of all lots, which is the one to predict a new lot with: prediction = intercept + sum of coefficient x feature.</summary>
/// <param name="Readout">Readout.</param>
/// <param name="Model">Model.</param>
/// <param name="State">State.</param>
/// <param name="Coefficient">Change of the readout per unit of the feature.</param>
/// <param name="PerDeviation">Change of the readout per standard deviation of the feature over the lots.</param>
/// <param name="Folds">Folds whose model uses the state; null where folds have states of their own.</param>
public sealed record PredictionWeight(string Readout, string Model, StateId State, double Coefficient, double PerDeviation, int? Folds);
