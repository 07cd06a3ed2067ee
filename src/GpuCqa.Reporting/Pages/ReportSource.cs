using GpuCqa.Analysis.Results;
using GpuCqa.Reporting.Expression;
using GpuCqa.Reporting.Reading;
using GpuCqa.Reporting.Records;
using GpuCqa.Reporting.Texts;
using GpuCqa.Reporting.Trust;
using GpuCqa.Statistics;

namespace GpuCqa.Reporting.Pages;

/// <summary>Everything that a report is made of.</summary>
/// <param name="Result">The result; its large matrices may be empty.</param>
/// <param name="Provenance">What it was made from, by what, on what.</param>
/// <param name="Expression">Values of the leading markers in every cell; none without cells.</param>
/// <param name="Tables">Tables that the page offers as downloads.</param>
/// <param name="Language">Language that the page opens with.</param>
public sealed record ReportSource(AnalysisResult Result, Provenance Provenance, MapExpression Expression, IReadOnlyList<TableFile> Tables, ReportLanguage Language = ReportLanguage.English)
{
    /// <summary>Who signed the result; none of a result that was just made.</summary>
    public IReadOnlyList<SignatureRecord> Signatures { get; init; } = [];

    /// <summary>A result that still holds its values and lies in no folder.</summary>
    public static ReportSource Of(AnalysisResult result, Provenance provenance, ReportLanguage language = ReportLanguage.English) => Of(result, provenance, TableFile.Of(result), language);

    /// <summary>A result that still holds its values, whose tables are written.</summary>
    public static ReportSource Of(AnalysisResult result, Provenance provenance, IReadOnlyList<TableFile> tables, ReportLanguage language) =>
        new(result, provenance, result is DiscoveryResult cells ? MapExpression.Of(cells) : MapExpression.None, tables, language);

    /// <summary>A result folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="language">Language that the page opens with.</param>
    /// <param name="persons">Whose signatures count; without it none is taken for verified.</param>
    /// <exception cref="Core.Errors.NotFoundException">The folder or one of its files does not exist.</exception>
    /// <exception cref="Core.Errors.BadDataException">A file is damaged.</exception>
    public static ReportSource In(string folder, ReportLanguage language = ReportLanguage.English, TrustedPersons? persons = null)
    {
        StoredResult stored = ResultReader.Read(folder, persons);
        return new ReportSource(stored.Result, stored.Provenance, stored.Expression, TableFile.In(folder, stored.Result), language) { Signatures = stored.Signatures };
    }
}
