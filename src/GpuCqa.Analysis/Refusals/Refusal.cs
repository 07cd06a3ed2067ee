using GpuCqa.Analysis.Mapping;
using GpuCqa.Analysis.References;
using GpuCqa.Statistics;

namespace GpuCqa.Analysis.Refusals;

/// <summary>Which mapped cells are in the reference.</summary>
public static class Refusal
{
    /// <summary>Judges the cells of one lot by the limits of the label that each was given.</summary>
    /// <remarks>Without the scores of <see cref="SharedPrograms"/> a cell's verdict depends on no other cell.</remarks>
    /// <param name="calibration">Limits.</param>
    /// <param name="transfer">What the method gave.</param>
    /// <param name="strangeness">Per cell; empty or NaN for image features.</param>
    /// <param name="shared">Per cell the score of <see cref="SharedPrograms"/>, where the whole lot is mapped at once; null = the cells are a batch.</param>
    /// <param name="confidence">Level of the intervals.</param>
    /// <param name="icc">Intra-class correlation of replicate captures, by which the intervals are widened; 0 = sampling of cells alone.</param>
    /// <param name="shift"><see cref="LotShift"/> of the lot; NaN = not measured.</param>
    public static Judgement Judge(Calibration calibration, LabelTransfer transfer, double[] strangeness, double[]? shared = null, double confidence = 0.95, double icc = 0, double shift = double.NaN)
    {
        int cells = transfer.Distances.Length, resolutions = transfer.Labels.Length;
        double[] distances = new double[cells];
        for (int i = 0; i < cells; i++) distances[i] = calibration.Scale.Of(transfer.Distances[i], strangeness.Length > 0 ? strangeness[i] : double.NaN);
        int[][] labels = new int[resolutions][];
        CellVerdict[][] verdicts = new CellVerdict[resolutions][];
        int[] uncertain = new int[resolutions], outside = new int[resolutions];
        var unmapped = new Interval[resolutions];
        for (int r = 0; r < resolutions; r++)
        {
            ClassLimits[] limits = [.. calibration.Limits.Where(l => l.Resolution == r).OrderBy(l => l.Cluster)];
            labels[r] = new int[cells];
            verdicts[r] = new CellVerdict[cells];
            for (int i = 0; i < cells; i++)
            {
                int label = transfer.Labels[r][i];
                CellVerdict verdict = label < 0 ? CellVerdict.NotInReference : Verdict(limits[label], transfer.Scores[r][i], transfer.Margins[r][i], distances[i]);
                if (shared is not null && shared[i] > calibration.MaxShared) verdict = CellVerdict.NotInReference;
                verdicts[r][i] = verdict;
                labels[r][i] = verdict == CellVerdict.Mapped ? label : -1;
                if (verdict == CellVerdict.Uncertain) uncertain[r]++;
                if (verdict == CellVerdict.NotInReference) outside[r]++;
            }

            unmapped[r] = ProportionInterval.WilsonOverdispersed(uncertain[r] + outside[r], cells, icc, confidence);
        }

        ForeignReason? foreign = cells == 0 ? null : ForeignLot.Reason(calibration, (double)outside[^1] / cells, OrderStatistics.Median(transfer.Distances), OrderStatistics.Median(strangeness), shift);
        return new Judgement(labels, verdicts, distances, new LotVerdict(cells, uncertain, outside, unmapped, foreign));
    }

    /// <summary>Verdict by the limits of the label. A distance that is not a number is beyond every limit.</summary>
    public static CellVerdict Verdict(ClassLimits limits, double score, double margin, double distance)
    {
        if (!(distance <= limits.MaxDistance)) return CellVerdict.NotInReference;
        return score >= limits.MinScore && margin >= limits.MinMargin ? CellVerdict.Mapped : CellVerdict.Uncertain;
    }
}
