namespace GpuCqa.Analysis.Results;

/// <summary>How well lots mix in the embedding, and what was done about it. Never uses a readout.</summary>
/// <param name="Method">"none" or "harmony".</param>
/// <param name="Requested">What was asked: "auto", "none" or "harmony".</param>
/// <param name="MixingBefore">Lot mixing before alignment: mean over sampled cells of the share of neighbours from other lots, divided by its expectation under random mixing; 1 = fully mixed.</param>
/// <param name="MixingAfter">The same after alignment; equal to before when nothing was done.</param>
/// <param name="Threshold">"auto" aligns when mixing before is below this.</param>
/// <param name="Iterations">Harmony iterations done.</param>
/// <param name="Objective">Harmony objective after each iteration.</param>
public sealed record AlignmentResult(string Method, string Requested, double MixingBefore, double MixingAfter, double Threshold, int Iterations, IReadOnlyList<double> Objective);
