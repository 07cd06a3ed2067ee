namespace GpuCqa.Analysis.Simulation;

/// <summary>What is true of one lot.</summary>
/// <param name="Depth">Factor on the molecules of its cells.</param>
/// <param name="Fractions">Fraction of each state in the lot; what the readouts depend on.</param>
/// <param name="CapturedFractions">Fraction of each state in the captured aliquot, from which the cells of the file are drawn.</param>
public sealed record LotTruth(double Depth, double[] Fractions, double[] CapturedFractions);
