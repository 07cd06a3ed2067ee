namespace GpuCqa.Statistics;

/// <summary>An attribute with its values.</summary>
/// <param name="Spec">What is known of it.</param>
/// <param name="Values">Value of each lot on the scale; NaN where it has none.</param>
/// <param name="Replicates">Replicate measurements of each lot on the scale; null where a lot has one value.</param>
/// <param name="Readout">Values of the readout of a margin by potency, as measured; null elsewhere.</param>
public sealed record AttributeMeasurements(AttributeSpec Spec, double[] Values, double[][]? Replicates, double[]? Readout);
