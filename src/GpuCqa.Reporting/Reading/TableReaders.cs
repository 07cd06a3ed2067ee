using GpuCqa.Analysis.Results;
using GpuCqa.Statistics;
using GpuCqa.Reporting.Tables;

namespace GpuCqa.Reporting.Reading;

/// <summary>Reads the small tables of a result folder back into rows; numbers come back to the same bits.</summary>
internal static class TableReaders
{
    public static List<Association> Associations(FolderFiles files, Func<CsvReader, StateId> state)
    {
        var rows = new List<Association>();
        files.Read(ResultTables.Associations.File, csv =>
        {
            int c(string name) => csv.Column(name);
            while (csv.Read())
            {
                rows.Add(new Association
                {
                    Readout = csv.Text(c("readout")) ?? "", State = state(csv), Lots = csv.Integer(c("n")), Cells = csv.OptionalInteger(c("cells")),
                    Rho = csv.Number(c("rho")), P = csv.Number(c("p_exact")), PFamily = csv.Number(c("p_family")), PFamilyStepDown = csv.Number(c("p_family_step_down")),
                    IntervalLow = csv.Number(c("interval_low")), IntervalHigh = csv.Number(c("interval_high")), BootstrapLow = csv.Number(c("bootstrap_low")), BootstrapHigh = csv.Number(c("bootstrap_high")),
                    LeaveOneOutLow = csv.Number(c("leave_one_out_low")), LeaveOneOutHigh = csv.Number(c("leave_one_out_high")), RhoClr = csv.Number(c("rho_clr")), Stability = csv.Has("stability") ? csv.Number(c("stability")) : double.NaN,
                    Flags = csv.Text(c("flags"))?.Split(';') ?? [], Rank = csv.Integer(c("rank")),
                });
            }
        });
        return rows;
    }

    public static List<StateFraction> Fractions(FolderFiles files, string file, Func<CsvReader, StateId> state)
    {
        var rows = new List<StateFraction>();
        files.Read(file, csv =>
        {
            int c(string name) => csv.Column(name);
            while (csv.Read())
            {
                rows.Add(new StateFraction(csv.Text(c("lot")) ?? "", state(csv), csv.OptionalInteger(c("count")), csv.OptionalInteger(c("cells")), csv.Number(c("fraction")),
                    csv.Number(c("wilson_low")), csv.Number(c("wilson_high")), csv.Number(c("overdispersed_low")), csv.Number(c("overdispersed_high"))));
            }
        });
        return rows;
    }

    public static List<Marker> Markers(FolderFiles files)
    {
        var rows = new List<Marker>();
        files.Read(ResultTables.Markers.File, csv =>
        {
            int c(string name) => csv.Column(name);
            while (csv.Read())
            {
                rows.Add(new Marker(csv.Number(c("resolution")), csv.Integer(c("cluster")), csv.Text(c("gene")) ?? "", csv.Text(c("name")) ?? "", csv.Number(c("log10_p")), csv.Number(c("log10_p_adjusted")),
                    csv.Number(c("avg_log2_fc_v4")), csv.Number(c("avg_log2_fc_v5")), csv.Number(c("pct_cluster")), csv.Number(c("pct_rest")), csv.Number(c("auc"))) { Difference = csv.Has("difference") ? csv.Number(c("difference")) : double.NaN });
            }
        });
        return rows;
    }

    public static (List<LotResult> Lots, List<QcThresholds> Limits) Lots(FolderFiles files, IReadOnlyList<string> readouts)
    {
        var lots = new List<LotResult>();
        var limits = new List<QcThresholds>();
        files.Read(ResultTables.Lots.File, csv =>
        {
            int c(string name) => csv.Column(name);
            int[] values = [.. readouts.Select(r => c("readout_" + r))];
            while (csv.Read())
            {
                string name = csv.Text(c("lot")) ?? "";
                lots.Add(new LotResult(name, csv.Text(c("donor")), csv.Text(c("tissue")), csv.Text(c("batch")), csv.Text(c("process")), [.. values.Select(csv.Number)], csv.Integer(c("cells_read")), csv.Integer(c("cells_kept")),
                    csv.Integer(c("removed_low_genes")), csv.Integer(c("removed_high_genes")), csv.Integer(c("removed_low_counts")), csv.Integer(c("removed_high_mito")), csv.Number(c("median_counts")), csv.Number(c("median_genes")), csv.Number(c("median_mito_percent"))));
                var limit = new QcThresholds(name, csv.Number(c("min_genes")), csv.Number(c("max_genes")), csv.Number(c("min_counts")), csv.Number(c("max_mito_percent")));
                if (!double.IsNaN(limit.MinGenes) || !double.IsNaN(limit.MaxGenes) || !double.IsNaN(limit.MinCounts) || !double.IsNaN(limit.MaxMitoPercent)) limits.Add(limit);
            }
        });
        return (lots, limits);
    }

    /// <summary>The cluster of a row.</summary>
    public static StateId Cluster(CsvReader csv, double[] resolutions) => new(Array.IndexOf(resolutions, csv.Number(csv.Column("resolution"))), csv.Integer(csv.Column("cluster")));
}
