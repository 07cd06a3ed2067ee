namespace GpuCqa.Statistics;

/// <summary>One lot of a family of tests: what it is, and what it can do.</summary>
/// <param name="Name">Lot.</param>
/// <param name="Donor">Donor, or null.</param>
/// <param name="Tissue">Tissue, or null.</param>
/// <param name="Batch">Batch, or null.</param>
/// <param name="Process">Process, or null.</param>
/// <param name="Readouts">Value of each requested readout, in the order of the parameters.</param>
public record TestedLot(string Name, string? Donor, string? Tissue, string? Batch, string? Process, double[] Readouts);
