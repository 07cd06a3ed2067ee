using GpuCqa.Analysis.Mapping;
using GpuCqa.Analysis.References;
using GpuCqa.Analysis.Refusals;
using GpuCqa.Compute;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;

namespace GpuCqa.Pipelines.Mappings;

/// <summary>The limits by which a mapping refuses cells: those of the reference where they are of the same method and parameters, else made anew from the reference's lots.</summary>
internal static class Calibrations
{
    /// <summary>What the limits in a reference are of.</summary>
    public static MapParameters Standard { get; } = new() { Method = "symphony" };

    /// <summary>The limits that a reference is frozen with.</summary>
    public static Calibration Standing(ComputeDevice device, ReferenceModel reference, StepProgress progress, CancellationToken cancellation)
    {
        using var mapper = new LotMapper(device, reference, Standard);
        return Made(reference, mapper, Standard, progress, cancellation);
    }

    /// <summary>The limits.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="mapper">Maps its lots.</param>
    /// <param name="parameters">Parameters of the mapping.</param>
    /// <param name="progress">Told about the lots.</param>
    /// <param name="cancellation">Stops between lots.</param>
    public static Calibration Of(ReferenceModel reference, LotMapper mapper, MapParameters parameters, StepProgress progress, CancellationToken cancellation) =>
        parameters.Method == Standard.Method && parameters.KVote == Standard.KVote
            ? reference.Calibration
            : Made(reference, mapper, parameters, progress, cancellation);

    private static Calibration Made(ReferenceModel reference, LotMapper mapper, MapParameters parameters, StepProgress progress, CancellationToken cancellation) =>
        Calibrator.Run(reference, reference.LeftOut, parameters.Method, (queries, kept) => mapper.MapOwn(queries, kept, cancellation), new CalibrationTargets { WholeLots = parameters.Method != Standard.Method }, progress, cancellation);
}
