using GpuCqa.Compute;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;

namespace GpuCqa.Statistics;

/// <summary>Attributes every readout to the states of every partition.</summary>
public static class PotencyAttributions
{
    /// <summary>Resamples that are drawn where not all multisets of lots are taken.</summary>
    public const int Resamples = 20_000;

    /// <summary>One result for each readout and partition, in their order; none where it was not asked for.</summary>
    /// <param name="device">Runs the resamples on its host threads.</param>
    /// <param name="partitions">States and how much of each lot is in them.</param>
    /// <param name="lots">Lots with their readouts.</param>
    /// <param name="parameters">Readouts, confidence, seed.</param>
    /// <param name="levels">Readouts that are levels in words.</param>
    /// <param name="progress">Receives the step.</param>
    /// <param name="cancellation">Seen between chunks of resamples.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static IReadOnlyList<EffectiveCells> Of(
        ComputeDevice device, IReadOnlyList<StatePartition> partitions, IReadOnlyList<TestedLot> lots, AssociationParameters parameters, IReadOnlyCollection<string> levels, StepProgress progress, CancellationToken cancellation)
    {
        if (!parameters.EffectiveCells) return [];
        double[]? cells = parameters.EffectiveCellsOf is null ? null : [.. lots.Select(l => l.MeasuredCells)];
        PredictionFolds folds = PredictionFolds.Of(lots);
        var options = new AttributionOptions(parameters.ExactLots, Resamples, parameters.Seed, parameters.Confidence);
        PotencyParts[] parts = [.. partitions.Select(PotencyParts.Of)];
        var found = new List<EffectiveCells>();
        progress.Begin("effective cells", (long)parameters.Readouts.Count * parts.Length);
        for (int r = 0; r < parameters.Readouts.Count; r++)
        {
            double[] values = [.. lots.Select(l => l.Readouts[r])];
            for (int p = 0; p < parts.Length; p++)
            {
                found.Add(levels.Contains(parameters.Readouts[r])
                    ? new EffectiveCells { Readout = parameters.Readouts[r], Partition = p, Refusal = AttributionRefusal.Levels, Units = folds.LeftOut.Count, Unknowns = parts[p].States.Count }
                    : PotencyAttribution.Run(device, parameters.Readouts[r], values, cells, p, parts[p], folds, options, cancellation));
                progress.Report(found.Count);
            }
        }

        progress.End();
        return found;
    }
}
