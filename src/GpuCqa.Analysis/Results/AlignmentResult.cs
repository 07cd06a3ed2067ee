namespace GpuCqa.Analysis.Results;

/// <summary>How well lots mix in the embedding, and what was done about it. Never uses a readout.</summary>
/// <param name="Method">"none" or "harmony".</param>
/// <param name="Requested">What was asked: "auto", "none" or "harmony".</param>
/// <param name="MixingBefore">Lot mixing before alignment: median overlap with the other lots of the lot that overlaps least (<see cref="Alignment.LotOverlap"/>); about 1 = every lot lies within the others, 0 = a lot lies apart, NaN = nothing to compare.</param>
/// <param name="MixingAfter">The same after alignment; equal to before when nothing was done.</param>
/// <param name="Threshold">"auto" aligns when mixing before is below this.</param>
/// <param name="Iterations">Harmony iterations done.</param>
/// <param name="Objective">Harmony objective with the first assignment, then after each iteration; empty when nothing was done.</param>
public sealed record AlignmentResult(string Method, string Requested, double MixingBefore, double MixingAfter, double Threshold, int Iterations, IReadOnlyList<double> Objective);
