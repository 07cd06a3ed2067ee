using System.Text.Json.Nodes;
using GpuCqa.Analysis.Results;
using GpuCqa.Core.Errors;
using GpuCqa.Reporting.Expression;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Records;
using GpuCqa.Reporting.Trust;
using GpuCqa.Reporting.Verbs;
using GpuCqa.Statistics;

namespace GpuCqa.Reporting.Reading;

/// <summary>Reads a result folder back, of whichever verb it is.</summary>
/// <remarks>Large matrices (values, projections, loadings, graph) are in result.h5ad only and stay empty: no report needs them.</remarks>
public static class ResultReader
{
    /// <summary>Everything that a report is made of.</summary>
    /// <param name="folder">A folder that a verb wrote.</param>
    /// <param name="persons">Whose signatures count; without it none is taken for verified.</param>
    /// <exception cref="NotFoundException">The folder does not exist, or lacks a file.</exception>
    /// <exception cref="BadDataException">A file is damaged, two files disagree, or the verb is not known.</exception>
    public static StoredResult Read(string folder, TrustedPersons? persons = null)
    {
        if (!Directory.Exists(folder)) throw new NotFoundException($"{folder}: there is no such folder. Give a result folder, as discover or associate writes it.");
        var files = new FolderFiles(folder);
        JsonObject record = files.Json(ProvenanceJson.FileName);
        try
        {
            // Folders of before there were several verbs name none.
            string name = record.OptionalString("verb") ?? "discover";
            VerbReport verb = VerbReport.All.FirstOrDefault(v => v.Verb == name) ?? throw new BadDataException(files.PathOf(ProvenanceJson.FileName), "verb", $"is '{name}', expected {string.Join(" or ", VerbReport.All.Select(v => v.Verb))}: the folder was written by another version.");
            JsonObject summary = files.Json(SummaryJson.FileName);
            AnalysisResult result = verb.Read(files, record, summary) with { Plan = SummaryReader.Plan(summary) };
            MapExpression expression = result is IPopulationResult { Map.Cells.Count: var cells } ? CellReader.Expression(files, cells) : MapExpression.None;
            IReadOnlyList<SignatureRecord> signatures = SignatureFile.Read(folder, persons);
            if (result is CompareResult compared) result = compared with { Signatures = signatures };
            return new StoredResult(result, ProvenanceReader.Read(record), expression, signatures);
        }
        catch (Exception error) when (error is KeyNotFoundException or InvalidOperationException or FormatException or System.Text.Json.JsonException or ArgumentException or InvalidParameterException)
        {
            throw new BadDataException(folder, null, $"is not a result folder of this version: {error.Message}", error);
        }
    }
}
