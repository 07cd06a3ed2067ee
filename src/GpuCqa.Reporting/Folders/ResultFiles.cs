using System.Text;
using GpuCqa.Reporting.Figures;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Pages;
using GpuCqa.Reporting.Records;
using GpuCqa.Reporting.Tables;
using GpuCqa.Reporting.Texts;
using GpuCqa.Reporting.Trust;
using GpuCqa.Statistics;

namespace GpuCqa.Reporting.Folders;

/// <summary>Every file of a result folder that reporting makes: tables, summary.json, provenance.json, report.html, figures.</summary>
public static class ResultFiles
{
    /// <summary>Writes them into an existing folder, the report in English.</summary>
    /// <inheritdoc cref="Write(string, AnalysisResult, Provenance, ReportLanguage, CancellationToken)"/>
    public static void Write(string folder, AnalysisResult result, Provenance provenance, CancellationToken cancellation = default) =>
        Write(folder, result, provenance, ReportLanguage.English, cancellation);

    /// <summary>Writes them into an existing folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="result">The result, with its cells' values where it has cells.</param>
    /// <param name="provenance">What it was made from.</param>
    /// <param name="language">Language that the report opens with, and of the figures.</param>
    /// <param name="cancellation">Seen between files.</param>
    /// <remarks>
    /// All but provenance.json and one line of report.html (the times of the run) are a function of the result, and of the provenance's
    /// versions, labels and checksums: the same bytes at any number of threads.
    /// </remarks>
    public static void Write(string folder, AnalysisResult result, Provenance provenance, ReportLanguage language, CancellationToken cancellation = default)
    {
        ResultTables.Write(result, folder, cancellation);
        Text(folder, SummaryJson.FileName, SummaryJson.Text(result));
        Text(folder, ProvenanceJson.FileName, ProvenanceJson.Text(provenance, result));
        cancellation.ThrowIfCancellationRequested();
        var source = ReportSource.Of(result, provenance, TableFile.In(folder, result), language);
        WriteReport(source, folder, cancellation);
    }

    /// <summary>Writes report.html and the figures of a result whose tables are in the folder already.</summary>
    public static void WriteReport(ReportSource source, string folder, CancellationToken cancellation = default)
    {
        ReportPage.WriteFile(source, Path.Combine(folder, ReportPage.FileName));
        FigureFiles.Write(source, folder, cancellation);
        FolderSeal.WritePages(folder);
    }

    private static void Text(string folder, string name, string text) =>
        File.WriteAllText(Path.Combine(folder, name), text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
}
