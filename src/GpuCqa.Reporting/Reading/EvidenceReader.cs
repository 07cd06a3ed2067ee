using System.Text.Json.Nodes;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;
using GpuCqa.Reporting.Tables;
using GpuCqa.Statistics;

namespace GpuCqa.Reporting.Reading;

/// <summary>Reads assay plates and perturbations back: their folders hold every measurement, from which the result is computed again; a table that then has other bytes was changed, or written by another version.</summary>
internal static class EvidenceReader
{
    public static PotencyResult Potency(FolderFiles files, JsonObject record, JsonObject summary)
    {
        PotencyParameters parameters = ParameterReader.Read(record.Object("parameters"), new PotencyParameters());
        var wells = new List<PlateWell>();
        files.Read(ResultTables.Wells.File, csv =>
        {
            int c(string name) => csv.Column(name);
            while (csv.Read())
            {
                WellKind kind = Enum.Parse<WellKind>(csv.Text(c("kind")) ?? "", ignoreCase: true);
                wells.Add(new PlateWell(csv.Text(c("plate")) ?? "", csv.Text(c("position")), kind, csv.Text(c("lot")), csv.Text(c("condition")), csv.Text(c("culture")),
                    csv.Number(c("concentration")), csv.Number(c("dilution")), csv.Number(c("cells")), csv.Number(c("hours")), csv.Number(c("volume")), csv.Number(c("response"))));
            }
        });
        return Same(files, PotencyAnalysis.Run(wells, parameters)) with { Notes = SummaryReader.Notes(summary), Warnings = SummaryReader.Warnings(summary) };
    }

    public static PerturbationResult Perturbation(FolderFiles files, JsonObject record, JsonObject summary)
    {
        PerturbParameters parameters = ParameterReader.Read(record.Object("parameters"), new PerturbParameters { Readout = "", NonTargeting = [], PositiveControl = "" });
        var rows = new List<PerturbationRow>();
        files.Read(ResultTables.Measurements.File, csv =>
        {
            int c(string name) => csv.Column(name);
            while (csv.Read()) rows.Add(new PerturbationRow(csv.Text(c("gene")) ?? "", csv.Text(c("sirna")) ?? "", csv.Text(c("lot")) ?? "", csv.Number(c("value")), csv.Integer(c("side")), csv.Number(c("viability")), csv.Number(c("knockdown"))));
        });
        return Same(files, PerturbationAnalysis.Run(rows, parameters)) with { Notes = SummaryReader.Notes(summary), Warnings = SummaryReader.Warnings(summary) };
    }

    private static T Same<T>(FolderFiles files, T result) where T : AnalysisResult
    {
        foreach (TableDefinition table in ResultTables.Of(result))
        {
            if (!files.Bytes(table.File).AsSpan().SequenceEqual(table.Bytes(result))) throw new BadDataException(files.PathOf(table.File), null, "is not what its measurements give: it was changed, or written by another version.");
        }

        return result;
    }
}
