using GpuCqa.Analysis.References;
using GpuCqa.Analysis.Results;
using GpuCqa.Compute;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Progress;

namespace GpuCqa.Analysis.Alignment;

/// <summary>The alignment step: measures how lots mix, aligns them if that was asked for or is needed, and measures again.</summary>
public static class LotAlignment
{
    /// <summary>Runs the step.</summary>
    /// <param name="device">Device.</param>
    /// <param name="projections">cells x dimensions, embedding, row-major, float32; not changed.</param>
    /// <param name="lots">Lot of each cell.</param>
    /// <param name="lotCount">Number of lots.</param>
    /// <param name="requested">"auto", "none" or "harmony".</param>
    /// <param name="parameters">Parameters of Harmony; its seed is that of the measure too.</param>
    /// <param name="progress">Told about the rounds.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The embedding in which neighbours are searched (the projections themselves when nothing was done), what was done, and the soft clusters it was done with (null when nothing was done).</returns>
    /// <exception cref="Core.Errors.InvalidParameterException">The request or a parameter is wrong.</exception>
    public static (DenseMatrix<float> Embedding, AlignmentResult Result, SoftClusters? Soft) Run(
        ComputeDevice device, DenseMatrix<float> projections, int[] lots, int lotCount, string requested, HarmonyParameters parameters, StepProgress progress, CancellationToken cancel = default)
    {
        AlignmentChoice.Decide(requested, double.NaN);
        double before = LotOverlap.Measure(device, projections, lots, lotCount, parameters.Seed, cancel).Value;
        if (AlignmentChoice.Decide(requested, before) == AlignmentChoice.None)
            return (projections, new AlignmentResult(AlignmentChoice.None, requested, before, before, LotOverlap.Threshold, 0, []), null);
        HarmonyResult aligned = Harmony.Align(device, projections, lots, lotCount, parameters, progress, cancel);
        double after = LotOverlap.Measure(device, aligned.Embedding, lots, lotCount, parameters.Seed, cancel).Value;
        return (aligned.Embedding, new AlignmentResult(AlignmentChoice.Harmony, requested, before, after, LotOverlap.Threshold, aligned.Iterations, aligned.Objective), aligned.Soft);
    }
}
