using System.Text.Json.Nodes;
using GpuCqa.Analysis.Neighbourhoods;
using GpuCqa.Core.Errors;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Tables;
using GpuCqa.Statistics;

namespace GpuCqa.Reporting.Reading;

/// <summary>Reads back what neighbourhoods showed: summary.json, neighbourhood_tests.csv and two columns a readout of cells.csv.gz.</summary>
internal static class NeighbourhoodReader
{
    /// <summary>Null where the folder has none.</summary>
    public static NeighbourhoodFindings? Read(FolderFiles files, JsonObject summary, int cells)
    {
        if (summary[NeighbourhoodSummary.Name] is not JsonObject json) return null;
        JsonObject[] readouts = [.. json.Array("readouts").Select(r => r!.AsObject())];
        int count = json.Integer("tested");
        var tested = new TestedNeighbourhood[count];
        NeighbourhoodTest[][] tests = [.. readouts.Select(_ => new NeighbourhoodTest[count])];
        int[] seen = new int[readouts.Length];
        files.Read(ResultTables.NeighbourhoodTests.File, csv =>
        {
            int c(string name) => csv.Column(name);
            while (csv.Read())
            {
                int r = Array.FindIndex(readouts, x => x.String("readout") == csv.Text(c("readout"))), n = csv.Integer(c("neighbourhood")), row = csv.Integer(c("row")) - 1;
                if (r < 0 || (uint)n >= (uint)count || (uint)row >= (uint)cells) throw Disagrees(files, ResultTables.NeighbourhoodTests.File);
                tested[n] = new TestedNeighbourhood(row, csv.Integer(c("cells")));
                tests[r][n] = new NeighbourhoodTest(csv.Number(c("rho")), csv.Number(c("p_exact")), csv.Number(c("p_family")), csv.Number(c("p_family_step_down")), csv.Integer(c("passes")) == 1);
                seen[r]++;
            }
        });
        if (seen.Any(s => s != count) || tests.Any(t => t.Contains(null!))) throw Disagrees(files, ResultTables.NeighbourhoodTests.File);
        double[][] rho = [.. readouts.Select(_ => new double[cells])];
        sbyte[][] region = [.. readouts.Select(_ => new sbyte[cells])];
        files.Read(ResultTables.Cells.File, csv =>
        {
            int[] rhos = [.. readouts.Select(r => csv.Column(CellColumns.NeighbourhoodRho + r.String("readout")))], regions = [.. readouts.Select(r => csv.Column(CellColumns.NeighbourhoodRegion + r.String("readout")))];
            for (int cell = 0; csv.Read(); cell++)
            {
                for (int r = 0; r < readouts.Length; r++) (rho[r][cell], region[r][cell]) = (csv.Number(rhos[r]), (sbyte)csv.Integer(regions[r]));
            }
        });
        return new NeighbourhoodFindings
        {
            Steps = json.Integer("steps"),
            LeftOut = json.Integer("cells_left_out"),
            LikenessMedian = json.Number("likeness_median"),
            LikenessLow = json.Number("likeness_low"),
            Tested = tested,
            Readouts = [.. readouts.Select((r, i) => new NeighbourhoodAssociation { Readout = r.String("readout"), Global = Global(r.Object("global")), Tests = tests[i], SmallestPassing = r.Number("smallest_passing_rho"), LargestNotPassing = r.Number("largest_not_passing_rho"), Rho = rho[i], Region = region[i] })],
        };
    }

    private static GlobalTest Global(JsonObject json) =>
        new(json.Integer("components"), json.Number("r_squared"), json.Number("f"), json.Number("ranking_p"), json.Long("orders_as_extreme"), json.Number("p"));

    private static BadDataException Disagrees(FolderFiles files, string file) => new(files.PathOf(file), null, "does not agree with summary.json.");
}
