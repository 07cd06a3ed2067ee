using GpuCqa.Analysis.Mapping;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Tables;

/// <summary>The tables of what sets of new lots say of locked claims.</summary>
internal static class ReplicationColumns
{
    public static TableDefinition Tests() =>
        new Table<MapResult, (ReplicationRow Row, LockedHypothesis Claim, ReplicationTest? Test, CombinedReplication? Combined, bool Exploratory)>("replication.csv", Say("every claim on every set: exact test and verdict", "全主張×全セット: 正確検定と判定"), "One row per set and locked claim, and below them one per claim over several sets together.", Rows)
            .Text("set", "Set of lots; for a combination the sets joined by +, lots permuted within their set.", r => r.Row.Set)
            .Text("hypothesis", "Claim.", r => r.Row.Hypothesis)
            .Integer("n", "Lots tested: the number of replicates.", r => r.Row.Lots)
            .Number("rho", "Spearman rank correlation of the mapped cluster's share and the readout; of a combination the mean with weights n - 1; empty when a side is constant.", r => r.Row.Rho)
            .Number("p_one_sided", "Exact permutation p in the locked direction; empty without rho.", r => r.Row.POneSided)
            .Text("verdict", "REPLICATED, DIRECTION_ONLY (locked sign, p above alpha), NOT_REPLICATED or NOT_TESTABLE; of a falsification set FALSIFIES (fails as predicted), DOES_NOT_FALSIFY or NOT_TESTABLE.", r => r.Row.Verdict)
            .Number("smallest_p", "Smallest p that these lots and ties could have reached.", r => r.Test?.SmallestP ?? r.Combined?.Stratified.SmallestP ?? double.NaN)
            .Text("readout", "Readout.", r => r.Claim.Readout)
            .Number("resolution", "Resolution of the clustering.", r => r.Claim.Resolution)
            .Integer("cluster", "Cluster of the reference.", r => r.Claim.Cluster)
            .Integer("direction", "1: a larger share was claimed to go with a larger readout; -1: with a smaller one.", r => r.Claim.Direction)
            .Number("alpha", "Level of the claim.", r => r.Claim.Alpha)
            .Text("exact", "yes: every order was counted; no: orders were drawn and p = (count + 1) / (drawn + 1).", r => (r.Test?.IsExact ?? r.Combined?.Stratified.IsExact) is false ? "no" : "yes")
            .Text("flags", "What keeps the set from counting as new lots of the claim, separated by semicolons: DONOR_LEAK (a donor of a train lot), REPEATED_DONOR, OTHER_PROCESS.", r => r.Test is { Flags.Count: > 0 } test ? string.Join(';', test.Flags) : null)
            .Text("reason", "Why it is not testable; empty where it is.", r => r.Test is not null ? r.Test.Reason : r.Combined?.Reason)
            .Text("exploratory", "yes when the claim was named after the lots were seen.", r => r.Exploratory ? "yes" : "no");

    public static TableDefinition Predictions() =>
        new Table<MapResult, (FalsificationTest Set, PredictionTest Test)>("falsification.csv", Say("predictions of sets in which the claim should fail, checked", "主張が成り立たないと予測したセットの検証"), "One row per prediction of a falsification set: written before its lots were read, checked after, against the train lots.",
                result => result.Replication.Falsifications.SelectMany(f => f.Predictions.Select(p => (f, p)))) { When = r => r.Replication.Falsifications.Count > 0 }
            .Text("set", "Set of lots.", r => r.Set.Set)
            .Text("hypothesis", "Claim.", r => r.Set.Hypothesis.Id)
            .Text("prediction", "marker, readout or fraction, _lower or _higher than in the train lots.", r => r.Test.Prediction.ToString())
            .Integer("n", "Lots of the set with a value.", r => r.Test.Values.Length)
            .Integer("n_train", "Train lots with a value.", r => r.Test.TrainValues.Length)
            .Number("median", "Median over the set's lots.", r => r.Test.Median)
            .Number("median_train", "Median over the train lots.", r => r.Test.TrainMedian)
            .Number("p_one_sided", "Exact rank-sum p over lots in the predicted direction; empty when not estimable.", r => r.Test.P)
            .Number("smallest_p", "Smallest p that these numbers of lots and ties could have reached.", r => r.Test.Prediction.Lower ? r.Test.RankSum.SmallestPLess : r.Test.RankSum.SmallestPGreater)
            .Text("verdict", "AS_PREDICTED, NOT_AS_PREDICTED or NOT_TESTABLE.", r => VerdictNames.Of(r.Test.Verdict))
            .Text("reason", "Why it is not testable; empty where it is.", r => r.Test.Reason)
            .Text("verdict_set", "Of all predictions of the set together: FALSIFIES, DOES_NOT_FALSIFY or NOT_TESTABLE.", r => VerdictNames.Of(r.Set.Verdict));

    public static TableDefinition MarkerHigh() =>
        new Table<MapResult, (string Claim, MarkerHighResult Marker, MarkerHighShare Share, string Set)>("marker_high.csv", Say("share of the mapped cluster's cells that are high in its key marker", "写像したクラスターのうち鍵マーカー高発現細胞の割合"), "One row per claim with a key marker and lot, train lots first: how many of the cluster's cells are above the threshold that the train lots fixed, all lots thinned to one depth.", Marked) { When = r => r.MarkerHigh.Any(m => m is not null) }
            .Text("lot", "Lot.", r => r.Share.Lot)
            .Text("set", "Set of the lot; train for the lots of the reference.", r => r.Set)
            .Text("hypothesis", "Claim.", r => r.Claim)
            .Text("gene", "Gene id of the key marker.", r => r.Marker.Marker.Gene)
            .Text("name", "Its name.", r => r.Marker.Marker.Name)
            .Number("threshold", "A cell is high when ln(1 + scale_factor x count / total) is above this.", r => r.Marker.Marker.Threshold)
            .Number("depth", "Median counts a cell that every lot was thinned to, so that a deeper lot does not look richer.", r => r.Marker.Depth)
            .Number("median_depth", "Median counts a cell of the lot before thinning.", r => r.Share.MedianDepth)
            .Integer("cells", "Cells of the cluster.", r => r.Share.Cells)
            .Integer("high", "Of these: above the threshold.", r => r.Share.High)
            .Number("share", "high / cells; empty without cells of the cluster.", r => r.Share.Share)
            .Number("share_low", "Wilson interval of the share, lower end: sampling of cells only.", r => r.Share.WilsonLow)
            .Number("share_high", "Upper end.", r => r.Share.WilsonHigh);

    private static IEnumerable<(string, MarkerHighResult, MarkerHighShare, string)> Marked(MapResult result)
    {
        Dictionary<string, string> sets = result.Lots.ToDictionary(l => l.Lot.Name, l => l.Set, StringComparer.Ordinal);
        return from h in Enumerable.Range(0, result.MarkerHigh.Count)
               let marker = result.MarkerHigh[h]
               where marker is not null
               from s in Enumerable.Range(0, marker.Shares.Count)
               let share = marker.Shares[s]
               // A mapped lot may bear the name of a train lot.
               select (result.Reference.Hypotheses[h].Id, marker, share, s < result.Reference.Lots.Count ? "train" : sets[share.Lot]);
    }

    private static IEnumerable<(ReplicationRow, LockedHypothesis, ReplicationTest?, CombinedReplication?, bool)> Rows(MapResult result)
    {
        ReplicationFindings own = result.Replication;
        for (int i = 0; i < own.Rows.Count; i++)
        {
            ReplicationRow row = own.Rows[i];
            yield return (row, own.Hypotheses.First(h => h.Id == row.Hypothesis), i < own.Tests.Count ? own.Tests[i] : null, i < own.Tests.Count ? null : own.Combined[i - own.Tests.Count], own.Exploratory);
        }
    }
}
