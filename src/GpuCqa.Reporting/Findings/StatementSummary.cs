using System.Globalization;
using System.Text.Json.Nodes;
using GpuCqa.Reporting.Records;
using GpuCqa.Reporting.Tables;
using GpuCqa.Statistics;

namespace GpuCqa.Reporting.Findings;

/// <summary>summary.json of a result that is no family of tests and no mapping: its sentence and verdict, its warnings, and its tables row by row.</summary>
internal static class StatementSummary
{
    public static void Add(JsonObject json, AnalysisResult result, string verdict)
    {
        json["finding"] = new JsonObject { ["headline"] = FindingText.Headline(result), ["sentence"] = FindingText.Sentence(result), ["verdict"] = verdict };
        json["parameters"] = ParameterList.Json(result.AllParameters);
        var tables = new JsonObject();
        foreach (TableDefinition table in ResultTables.Of(result)) tables[Path.GetFileNameWithoutExtension(table.File)] = Rows(table, result);
        json["tables"] = tables;
        json["warnings"] = JsonText.Texts(result.Warnings);
    }

    private static JsonArray Rows(TableDefinition table, AnalysisResult result)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        table.Write(result, text);
        using var input = new StringReader(text.ToString());
        var csv = new CsvReader(input, table.File);
        string[] types = [.. csv.Header.Select(h => table.Columns.FirstOrDefault(c => c.Name == h)?.Type ?? "text")];
        var rows = new JsonArray();
        while (csv.Read())
        {
            var row = new JsonObject();
            for (int c = 0; c < csv.Header.Length; c++)
            {
                string? value = csv.Text(c);
                row[csv.Header[c]] = value is null ? null : types[c] == "text" ? JsonValue.Create(value) : JsonText.Number(double.Parse(value, NumberStyles.Float, CultureInfo.InvariantCulture));
            }

            rows.Add((JsonNode)row);
        }

        return rows;
    }
}
