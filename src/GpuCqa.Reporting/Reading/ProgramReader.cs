using System.Text.Json.Nodes;
using GpuCqa.Analysis.Results;
using GpuCqa.Reporting.Tables;

namespace GpuCqa.Reporting.Reading;

/// <summary>Reads markers over lots and gene sets back; null of a folder that has none.</summary>
internal static class ProgramReader
{
    public static ClusterPrograms? Read(FolderFiles files, JsonObject summary)
    {
        if (!files.Has(ResultTables.Pseudobulk.File)) return null;
        MatchedLibrary[] libraries = [.. summary.Object("programs").Array("libraries").Select(n => n!.AsObject()).Select(l => new MatchedLibrary(l.String("name"), l.Integer("sets"), l.Integer("genes"), l.Integer("genes_found"), l.Integer("sets_within_limits")))];
        return new ClusterPrograms(Tests(files), Markers(files), libraries, libraries.Length == 0 ? [] : GeneSets(files));
    }

    private static List<PseudobulkTest> Tests(FolderFiles files)
    {
        var rows = new List<PseudobulkTest>();
        files.Read(ResultTables.Pseudobulk.File, csv =>
        {
            int c(string name) => csv.Column(name);
            while (csv.Read())
            {
                rows.Add(new PseudobulkTest(csv.Number(c("resolution")), csv.Integer(c("cluster")), List(csv, "lots_compared"), List(csv, "lots_left_out"), csv.Integer(c("genes_tested")),
                    csv.Number(c("prior_df")), csv.Number(c("prior_variance")), csv.Number(c("total_df")), csv.Integer(c("higher")), csv.Integer(c("lower"))));
            }
        });
        return rows;
    }

    private static List<LotMarker> Markers(FolderFiles files)
    {
        var rows = new List<LotMarker>();
        files.Read(ResultTables.PseudobulkMarkers.File, csv =>
        {
            int c(string name) => csv.Column(name);
            while (csv.Read())
            {
                rows.Add(new LotMarker(csv.Number(c("resolution")), csv.Integer(c("cluster")), csv.Integer(c("rank")), csv.Text(c("gene")) ?? "", csv.Text(c("name")) ?? "", csv.Number(c("log2_fc")), csv.Number(c("t")), csv.Number(c("p")),
                    csv.Number(c("p_adjusted")), csv.Number(c("mean_log2_cpm")), csv.Number(c("pct_cluster")), csv.Number(c("pct_rest")), csv.Integer(c("lots_agreeing")), csv.Text(c("called")) == "yes"));
            }
        });
        return rows;
    }

    private static List<GeneSetTest> GeneSets(FolderFiles files)
    {
        var rows = new List<GeneSetTest>();
        files.Read(ResultTables.GeneSets.File, csv =>
        {
            int c(string name) => csv.Column(name);
            while (csv.Read())
            {
                rows.Add(new GeneSetTest(csv.Number(c("resolution")), csv.Integer(c("cluster")), csv.Text(c("library")) ?? "", csv.Text(c("gene_set")) ?? "", csv.Text(c("description")) ?? "", csv.Text(c("direction")) == "up",
                    csv.Integer(c("size")), csv.Integer(c("overlap")), csv.Number(c("expected")), csv.Number(c("p")), csv.Number(c("p_adjusted")), csv.Integer(c("called")), csv.Integer(c("background")), csv.Integer(c("sets_tested")),
                    csv.Text(c("flags")) is not null, csv.Text(c("rank_direction")) == "up", csv.Number(c("rank_p")), csv.Number(c("rank_p_adjusted")), csv.Number(c("correlation")), csv.Integer(c("lots")), csv.Integer(c("lots_agreeing")), List(csv, "genes")));
            }
        });
        return rows;
    }

    private static string[] List(CsvReader csv, string column) => csv.Text(csv.Column(column))?.Split(';') ?? [];
}
