using GpuCqa.Analysis.Results;
using GpuCqa.Core.Cohorts;
using GpuCqa.Pipelines.Primitives;
using GpuCqa.Service.Results;
using GpuCqa.Statistics;

namespace GpuCqa.Service.Analyses.Kinds;

/// <summary>Lots and their associations as result tables.</summary>
public static class LotTables
{
    /// <summary>Writes lots, columns and values.</summary>
    public static void Write(ResultOutput output, string[] lots, LotColumns values, double[][] readouts)
    {
        using (TableWriter table = output.Table("lots", Columns.Text("lot"), Columns.Int64("cells"), Columns.Float64("readouts", readouts.Length)))
        {
            for (int l = 0; l < lots.Length; l++)
            {
                table.Write(lots[l]);
                table.Write(values.Cells[l]);
                table.Write(readouts.Select(r => r[l]).ToArray());
                table.EndRow();
            }
        }

        using TableWriter columns = output.Table("columns", Columns.Text("id"), Columns.Text("name"), Columns.Float64("values", lots.Length));
        for (int c = 0; c < values.Columns.Count; c++)
        {
            columns.Write(values.Columns.Ids[c]);
            columns.Write(values.Columns.Names[c]);
            columns.Write(Enumerable.Range(0, lots.Length).Select(l => values.Values[l, c]).ToArray());
            columns.EndRow();
        }
    }

    /// <summary>Writes associations, best first.</summary>
    public static void Write(ResultOutput output, IReadOnlyList<FractionAssociation> found, FeatureTable columns, IReadOnlyList<string> readouts, int lots)
    {
        using TableWriter table = output.Table(
            "associations", Columns.Text("id"), Columns.Text("name"), Columns.Text("readout"), Columns.Int32("n"), Columns.Float64("r"), Columns.Float64("p"), Columns.Float64("p_family"), Columns.Float64("p_family_step_down"),
            Columns.Float64("interval_low"), Columns.Float64("interval_high"), Columns.Float64("leave_one_out_low"), Columns.Float64("leave_one_out_high"));
        foreach (FractionAssociation pair in found)
        {
            table.Write(columns.Ids[pair.Fraction]);
            table.Write(columns.Names[pair.Fraction]);
            table.Write(readouts[pair.Readout]);
            table.Write(lots);
            foreach (double number in new[] { pair.Rho, pair.P, pair.PFamily, pair.PFamilyStepDown, pair.IntervalLow, pair.IntervalHigh, pair.LeaveOneOutLow, pair.LeaveOneOutHigh }) table.Write(number);
            table.EndRow();
        }
    }
}
