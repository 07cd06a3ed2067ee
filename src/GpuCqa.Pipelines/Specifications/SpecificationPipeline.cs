using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using GpuCqa.Core.Texts;
using GpuCqa.Formats.Readouts;
using GpuCqa.Formats.States;
using GpuCqa.Reporting.Folders;
using GpuCqa.Reporting.Records;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;

namespace GpuCqa.Pipelines.Specifications;

/// <summary>Limits for a specification from a table of lots to the files of a result.</summary>
public sealed class SpecificationPipeline
{
    /// <summary>What provenance calls the table.</summary>
    public const string TableLabel = "table of lots";

    private readonly SpecificationParameters parameters;
    private readonly List<SpecifiedLot> lots = [];
    private readonly List<string> notes = [];

    /// <summary>Takes the values from a table with one row a lot.</summary>
    /// <exception cref="InvalidParameterException">A parameter is out of its range.</exception>
    /// <exception cref="NotFoundException">A column does not exist.</exception>
    /// <exception cref="BadDataException">A value is no number, or lies beyond a limit of its assay; names file and place.</exception>
    /// <exception cref="PreconditionException">No lot has the role.</exception>
    public SpecificationPipeline(LotTable table, SpecificationParameters parameters)
    {
        SpecificationLimits.Check(parameters);
        this.parameters = parameters;
        string[] names = [.. table.Names.Where(n => parameters.Role is null || (table.Optional(n, "role") ?? Lot.TrainRole).Equals(parameters.Role, StringComparison.OrdinalIgnoreCase))];
        if (names.Length == 0) throw new PreconditionException($"{table.Table.Path}: no lot has the role '{parameters.Role}'.");
        foreach (string attribute in parameters.All())
        {
            int column = table.Table.IndexOf(attribute);
            string[] texts = [.. names.Select(n => table.Table.Rows[table.RowOf(n)][column])];
            BadDataException Bad(int lot, string finding) => new(table.Table.Path, $"{table.Table.Place(table.RowOf(names[lot]), column)}, lot '{names[lot]}'", finding);
            ReadoutColumn.Parsed parsed = ReadoutColumn.Parse(texts, Bad);
            int beyond = Array.FindIndex(parsed.Sides, s => s != 0);
            if (beyond >= 0) throw Bad(beyond, $"'{texts[beyond]}' lies beyond a limit of the assay: the spread between lots needs measured values, and a limit is none");
            string[] without = [.. names.Where((_, i) => double.IsNaN(parsed.Values[i]))];
            if (without.Length > 0) notes.Add($"{attribute}: {Counted.Of(without.Length, "lot")} {Counted.Word(without.Length, "has", "have")} no value and {Counted.Word(without.Length, "is", "are")} left out: {Counted.List(without)}.");
            for (int i = 0; i < names.Length; i++)
            {
                if (!double.IsNaN(parsed.Values[i])) lots.Add(new SpecifiedLot(attribute, names[i], table.Optional(names[i], "donor"), parsed.Values[i]));
            }
        }

        if (lots.Any(l => l.Donor is null)) notes.Add("No donors are given for all lots: whether lots share a donor was not looked at.");
    }

    /// <summary>Makes the limits.</summary>
    /// <exception cref="PreconditionException">An attribute has too few lots, or the same value in all.</exception>
    public SpecificationResult Run(StepProgress progress)
    {
        progress.Begin("limits", 0);
        SpecificationResult result = SpecificationLimits.Of(parameters, lots, notes);
        progress.End();
        foreach (string note in result.Notes) progress.Note(note);
        foreach (string warning in result.Warnings) progress.Warn(warning);
        return result;
    }

    /// <summary>Writes every file of a result into an existing folder.</summary>
    public static void Write(string folder, SpecificationResult result, Provenance provenance, ReportLanguage language, CancellationToken cancellation) =>
        ResultFiles.Write(folder, result, provenance, language, cancellation);
}
