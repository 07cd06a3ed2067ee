namespace GpuCqa.Statistics;

/// <summary>The predictions of a falsification set under one hypothesis.</summary>
public sealed record FalsificationTest
{
    /// <summary>The set.</summary>
    public required string Set { get; init; }

    /// <summary>The hypothesis.</summary>
    public required LockedHypothesis Hypothesis { get; init; }

    /// <summary>Each prediction, in the order of the plan.</summary>
    public required IReadOnlyList<PredictionTest> Predictions { get; init; }

    /// <summary>Whether predictions were written after the lots were seen.</summary>
    public required bool Exploratory { get; init; }

    /// <summary>DONOR_LEAK and REPEATED_DONOR of the set, as for a replication.</summary>
    public required IReadOnlyList<string> Flags { get; init; }

    /// <summary>All as predicted, or not. Each is tested at the full alpha: all must hold, so the chance that all do wrongly is below it.</summary>
    public FalsificationVerdict Verdict =>
        Predictions.Any(p => p.Verdict == PredictionVerdict.NotAsPredicted) ? FalsificationVerdict.DoesNotFalsify
        : Predictions.Count == 0 || Predictions.Any(p => p.Verdict == PredictionVerdict.NotTestable) ? FalsificationVerdict.NotTestable
        : FalsificationVerdict.Falsifies;

    /// <summary>SHA-256 over what the test rests on and what it found.</summary>
    public string Hash
    {
        get
        {
            EvidenceHash hash = new EvidenceHash("falsification").Add(Hypothesis).Add("set", Set).Add("verdict", VerdictNames.Of(Verdict)).Add("flags", Flags).Add("exploratory", Exploratory ? 1 : 0);
            foreach (PredictionTest p in Predictions)
                hash.Add("prediction", p.Prediction.ToString()).Add("values", p.Values).Add("train", p.TrainValues).Add("p", p.P).Add("of it", VerdictNames.Of(p.Verdict));
            return hash.ToString();
        }
    }

    /// <summary>Checks the predictions of a plan.</summary>
    internal static FalsificationTest Of(FalsificationPlan plan, LockedHypothesis hypothesis, int index, ReplicationSet train, ReplicationSet set, ReplicationOptions options) => new()
    {
        Set = set.Name,
        Hypothesis = hypothesis,
        Predictions = [.. plan.Predictions.Select(p => Check(p, hypothesis, index, train, set, options))],
        Exploratory = options.PostHoc,
        Flags = [.. SetTests.Flags(train, set).Where(f => f != ReplicationTest.OtherProcess)],
    };

    private static PredictionTest Check(Prediction prediction, LockedHypothesis hypothesis, int index, ReplicationSet train, ReplicationSet set, ReplicationOptions options)
    {
        double[] values = Values(prediction, index, set), trainValues = Values(prediction, index, train);
        LotRankSum test = RankSum.Test(values, trainValues, options.Permutations, options.Seed);
        double smallest = prediction.Lower ? test.SmallestPLess : test.SmallestPGreater, p = prediction.Lower ? test.PLess : test.PGreater;
        string? reason = prediction.Quantity == PredictedQuantity.Marker && hypothesis.Marker is null ? "the hypothesis has no key marker"
            : values.Length == 0 ? "no lot of the set has a value"
            : trainValues.Length == 0 ? "no train lot has a value"
            : test.Status == EstimateStatus.NotEstimable ? "all lots have the same value"
            : !(smallest <= hypothesis.Alpha) ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"no division of {values.Length} and {trainValues.Length} lots can reach alpha = {hypothesis.Alpha}; the smallest p is {smallest:0.####}")
            : null;
        return new PredictionTest(
            prediction, values, trainValues, test, p, Median(values), Median(trainValues),
            reason is not null ? PredictionVerdict.NotTestable : p <= hypothesis.Alpha ? PredictionVerdict.AsPredicted : PredictionVerdict.NotAsPredicted, reason);
    }

    private static double[] Values(Prediction prediction, int index, ReplicationSet set)
    {
        double[]? values = prediction.Quantity switch
        {
            PredictedQuantity.Readout => set.Readouts[index],
            PredictedQuantity.Fraction => set.Fractions[index],
            _ => set.MarkerHigh.Count == 0 ? null : set.MarkerHigh[index],
        };
        return [.. (values ?? []).Where(v => !double.IsNaN(v))];
    }

    private static double Median(double[] values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? double.NaN : 0.5 * (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]);
    }
}
