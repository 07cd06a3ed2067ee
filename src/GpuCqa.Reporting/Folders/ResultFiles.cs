using System.Text;
using GpuCqa.Analysis.Results;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Records;
using GpuCqa.Reporting.Tables;

namespace GpuCqa.Reporting.Folders;

/// <summary>Every file of a result folder that reporting makes: tables, summary.json, provenance.json, report.html.</summary>
public static class ResultFiles
{
    /// <summary>Writes them into an existing folder.</summary>
    /// <remarks>All but provenance.json are a function of the result, and of the provenance's versions, labels and checksums: the same bytes at any number of threads.</remarks>
    public static void Write(string folder, DiscoveryResult result, Provenance provenance, CancellationToken cancellation = default)
    {
        ResultTables.Write(result, folder, cancellation);
        Text(folder, SummaryJson.FileName, SummaryJson.Text(result));
        Text(folder, ProvenanceJson.FileName, ProvenanceJson.Text(provenance, result.Parameters));
        cancellation.ThrowIfCancellationRequested();
        ReportPage.WriteFile(result, provenance, folder);
    }

    private static void Text(string folder, string name, string text) =>
        File.WriteAllText(Path.Combine(folder, name), text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
}
