using System.Text.Json.Nodes;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Tables;
using GpuCqa.Statistics;

namespace GpuCqa.Reporting.Reading;

/// <summary>Reads potency attributed to states back.</summary>
internal static class EffectiveReader
{
    /// <summary>The attributions; none in a folder without them.</summary>
    public static IReadOnlyList<EffectiveCells> Read(FolderFiles files, JsonObject summary, AssociationFindings tests)
    {
        if (summary["effective_cells"] is null) return [];
        var parts = new Dictionary<(string Readout, int Partition), List<PartRate>>();
        files.Read(ResultTables.EffectiveCells.File, csv =>
        {
            int c(string name) => csv.Column(name);
            string path = files.PathOf(ResultTables.EffectiveCells.File);
            while (csv.Read())
            {
                int partition = StateKeys.Find(tests, csv.Text(c("partition")), path);
                int? state = csv.Text(c("state")) is { } name ? StateKeys.Find(tests, csv.Text(c("partition")), name, path).Index : null;
                var key = (csv.Text(c("readout")) ?? "", partition);
                if (!parts.TryGetValue(key, out List<PartRate>? own)) parts.Add(key, own = []);
                own.Add(new PartRate(state, csv.Number(c("rate")), new Interval(csv.Number(c("rate_low")), csv.Number(c("rate_high"))), csv.Number(c("potency_share")),
                    new Interval(csv.Number(c("potency_share_low")), csv.Number(c("potency_share_high"))), csv.Number(c("mean_fraction")), csv.Text(c("effective")) == "yes", csv.Number(c("effective_resamples"))));
            }
        });
        var lots = new Dictionary<(string Readout, int Partition), List<(double Fitted, double Fraction)>>();
        files.Read(ResultTables.EffectiveLots.File, csv =>
        {
            int c(string name) => csv.Column(name);
            while (csv.Read())
            {
                var key = (csv.Text(c("readout")) ?? "", StateKeys.Find(tests, csv.Text(c("partition")), files.PathOf(ResultTables.EffectiveLots.File)));
                if (!lots.TryGetValue(key, out List<(double, double)>? own)) lots.Add(key, own = []);
                own.Add((csv.Number(c("fitted")), csv.Number(c("effective_fraction"))));
            }
        });
        return [.. summary.Array("effective_cells").Select(n => n!.AsObject()).Select(e =>
        {
            int partition = StateKeys.Find(tests, e.OptionalString("partition"), files.PathOf(SummaryJson.FileName));
            var key = (e.String("readout"), partition);
            return new EffectiveCells
            {
                Readout = key.Item1, Partition = partition, Refusal = e.OptionalString("refusal") is { } why ? EffectiveSummary.Refusals.First(r => r.Value == why).Key : null,
                Units = e.Integer("units"), Unknowns = e.Integer("unknowns"), Parts = parts.GetValueOrDefault(key) ?? [], Fraction = e.Number("fraction"), FractionInterval = new Interval(e.Number("fraction_low"), e.Number("fraction_high")),
                LotFractions = [.. (lots.GetValueOrDefault(key) ?? []).Select(l => l.Fraction)], Fitted = [.. (lots.GetValueOrDefault(key) ?? []).Select(l => l.Fitted)],
                Condition = e.Number("condition_number"), RSquared = e.Number("r_squared"), Q2 = e.Number("q2"), Exact = e.Flag("exact"), Resamples = e.Integer("resamples"), Dropped = e.Number("dropped"),
            };
        })];
    }
}
