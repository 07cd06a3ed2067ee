using System.Text.Json.Nodes;
using GpuCqa.Core.Errors;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Tables;
using GpuCqa.Statistics;

namespace GpuCqa.Reporting.Reading;

/// <summary>Reads replications back: the tests are computed anew from the shares and readouts that summary.json keeps, and must give the hashes and the rows that the folder has.</summary>
internal static class ReplicationReader
{
    /// <summary>The claims.</summary>
    public static LockedHypothesis[] Claims(JsonObject summary) =>
    [
        .. summary.Array("hypotheses").Select(h => h!.AsObject()).Select(h => new LockedHypothesis
        {
            Id = h.String("id"), Readout = h.String("readout"), Resolution = h.Number("resolution"), Cluster = h.Integer("cluster"), Direction = h.Integer("direction"), Test = h.String("test"), Alpha = h.Number("alpha"),
            TrainLots = h.Integer("train_lots"), TrainRho = h.Number("train_rho"), TrainPFamily = h.Number("train_p_family"), Stability = h.Number("stability"), Flags = Texts(h, "flags"),
            Marker = h["marker"] is not JsonObject m ? null : new MarkerThreshold(m.String("gene"), m.String("name"), m.Number("threshold"), m.String("chosen")),
        }),
    ];

    /// <summary>The findings.</summary>
    /// <exception cref="BadDataException">What follows from the shares and readouts is not what the folder says.</exception>
    public static ReplicationFindings Read(FolderFiles files, JsonObject summary, IReadOnlyList<LockedHypothesis> claims)
    {
        JsonObject block = summary.Object("replication"), given = block.Object("given"), o = given.Object("options");
        var options = new ReplicationOptions
        {
            ReferenceHash = o.String("reference_sha256"),
            TrainWarnings = Texts(o, "train_warnings"),
            Falsifications = [.. o.Array("falsifications").Select(f => f!.AsObject()).Select(f => Plan(f.String("set"), Texts(f, "predictions")))],
            PostHoc = o.Flag("post_hoc"),
            Confidence = o.Number("confidence"),
            Permutations = o.Long("permutations"),
            PowerDraws = o.Integer("power_draws"),
            Seed = o["seed"]!.GetValue<ulong>(),
        };
        ReplicationFindings found = Replications.Run(claims, Set(given.Object("train")), [.. given.Array("sets").Select(s => Set(s!.AsObject()))], options);
        Same(files, block, "tests", found.Tests.Select(t => (t.Set, t.Hash)));
        Same(files, block, "falsifications", found.Falsifications.Select(t => (t.Set, t.Hash)));
        Same(files, block, "grades", found.Grades.Select(g => (g.Hypothesis, g.Hash)));
        Compare(files, found);
        return found;
    }

    private static FalsificationPlan Plan(string set, string[] predictions) =>
        predictions.Length == 0 ? new FalsificationPlan(set, []) : FalsificationPlan.Parse($"{set}={string.Join('+', predictions)}");

    private static ReplicationSet Set(JsonObject s) => new()
    {
        Role = s.String("role"),
        Name = s.String("name"),
        Lots = [.. s.Array("lots").Select(l => l!.AsObject()).Select(l => new ReplicationLot(l.String("lot"), l.OptionalString("donor"), l.OptionalString("tissue"), l.OptionalString("process")))],
        Readouts = [.. s.Array("readouts").Select(v => Numbers(v!))],
        Fractions = [.. s.Array("fractions").Select(v => Numbers(v!))],
        MarkerHigh = [.. s.Array("marker_high").Select(v => v is null ? null : Numbers(v))],
    };

    private static void Same(FolderFiles files, JsonObject block, string what, IEnumerable<(string Name, string Hash)> found)
    {
        (string Name, string Hash)[] now = [.. found];
        string[] stored = [.. block.Array(what).Select(t => t!.AsObject().String("sha256"))];
        for (int i = 0; i < Math.Max(now.Length, stored.Length); i++)
        {
            if (i >= now.Length || i >= stored.Length || now[i].Hash != stored[i])
                throw new BadDataException(files.PathOf(SummaryJson.FileName), $"replication.{what}{(i < now.Length ? $", {now[i].Name}" : "")}", "is not what the stored shares and readouts give: the file was changed after it was written, or is of another version.");
        }
    }

    private static void Compare(FolderFiles files, ReplicationFindings found)
    {
        int row = 0;
        files.Read(ResultTables.Replication.File, csv =>
        {
            int set = csv.Column("set"), claim = csv.Column("hypothesis"), n = csv.Column("n"), rho = csv.Column("rho"), p = csv.Column("p_one_sided"), verdict = csv.Column("verdict");
            while (csv.Read())
            {
                var stored = new ReplicationRow(csv.Text(set) ?? "", csv.Text(claim) ?? "", csv.Integer(n), csv.Number(rho), csv.Number(p), csv.Text(verdict) ?? "");
                if (row >= found.Rows.Count || !stored.Equals(found.Rows[row])) throw Differs(files, row);
                row++;
            }
        });
        if (row != found.Rows.Count) throw Differs(files, row);
    }

    private static BadDataException Differs(FolderFiles files, int row) => new(files.PathOf(ResultTables.Replication.File), $"line {row + 2}", "is not what the shares and readouts of summary.json give: a file was changed after it was written, or is of another version.");

    private static string[] Texts(JsonObject json, string name) => [.. json.Array(name).Select(t => t!.GetValue<string>())];

    private static double[] Numbers(JsonNode list) => [.. list.AsArray().Select(v => v?.GetValue<double>() ?? double.NaN)];
}
