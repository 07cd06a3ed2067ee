namespace GpuCqa.Compute;

/// <summary>A family of correlations of real values that are permuted together; the statistic of all is |r|, so that they compare as they are.</summary>
public sealed class ScoreFamily
{
    /// <summary>Checks and keeps the arrays.</summary>
    /// <param name="scores">Hypotheses x lots, centred and of length 1; most extreme hypothesis first (step-down order).</param>
    /// <param name="readouts">Readouts x lots, centred and of length 1.</param>
    /// <param name="readoutOf">Per hypothesis, its readout.</param>
    /// <param name="thresholds">Per hypothesis, the smallest |r| that counts as extreme as it was observed to be; never rising.</param>
    /// <exception cref="ArgumentException">Shapes do not agree, an index is out of range, or thresholds rise.</exception>
    public ScoreFamily(double[][] scores, double[][] readouts, int[] readoutOf, double[] thresholds)
    {
        Lots = readouts.Length > 0 ? readouts[0].Length : throw new ArgumentException("Expected at least one readout.", nameof(readouts));
        if (scores.Concat(readouts).Any(v => v.Length != Lots)) throw new ArgumentException($"Expected {Lots} lots in every vector.", nameof(scores));
        if (readoutOf.Length != scores.Length || readoutOf.Any(r => (uint)r >= (uint)readouts.Length)) throw new ArgumentException($"Expected a readout below {readouts.Length} for each of {scores.Length} hypotheses.", nameof(readoutOf));
        if (thresholds.Length != scores.Length) throw new ArgumentException($"Expected {scores.Length} thresholds, found {thresholds.Length}.", nameof(thresholds));
        for (int i = 1; i < thresholds.Length; i++)
        {
            if (!(thresholds[i] <= thresholds[i - 1])) throw new ArgumentException($"Threshold {i} is larger than the one before.", nameof(thresholds));
        }

        Scores = scores;
        Readouts = readouts;
        ReadoutOf = readoutOf;
        Thresholds = thresholds;
    }

    /// <summary>Number of lots.</summary>
    public int Lots { get; }

    /// <summary>Number of hypotheses.</summary>
    public int Hypotheses => Scores.Length;

    /// <summary>Hypotheses x lots, centred and of length 1, in step-down order.</summary>
    public double[][] Scores { get; }

    /// <summary>Readouts x lots, centred and of length 1.</summary>
    public double[][] Readouts { get; }

    /// <summary>Per hypothesis, its readout.</summary>
    public int[] ReadoutOf { get; }

    /// <summary>Directions x lots, of length 1 and at right angles to each other and to every vector of scores, that each order of a readout is adjusted for; none unless covariates are.</summary>
    public double[][] Adjusted { get; init; } = [];

    /// <summary>Per hypothesis, the smallest statistic that counts as at least as extreme.</summary>
    public double[] Thresholds { get; }
}
