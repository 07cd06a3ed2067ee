using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using GpuCqa.Core.Texts;
using GpuCqa.Formats.Plates;
using GpuCqa.Formats.Readouts;
using GpuCqa.Formats.States;
using GpuCqa.Pipelines.Inputs;
using GpuCqa.Reporting.Folders;
using GpuCqa.Reporting.Records;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;

namespace GpuCqa.Pipelines.Perturbations;

/// <summary>Knock-downs, from their table to the files of a result.</summary>
public sealed class PerturbPipeline
{
    /// <summary>What provenance calls the table.</summary>
    public const string TableLabel = "table of perturbations";

    private readonly PerturbRequest request;
    private readonly List<PerturbationRow> rows = [];

    /// <summary>Reads the measurements and says what so many lots can show.</summary>
    /// <exception cref="InvalidParameterException">A parameter is out of its range.</exception>
    /// <exception cref="NotFoundException">A file, column or control does not exist.</exception>
    /// <exception cref="BadDataException">A value is not what its column holds; names file and line.</exception>
    public PerturbPipeline(PerturbRequest request)
    {
        this.request = request;
        TextTable table = TextTable.Read(request.Table);
        var columns = new TableColumns(table);
        int gene = columns.Required(null, "which gene is knocked down", "gene", "target", "target gene"), sirna = columns.Required(null, "by which siRNA", "sirna", "reagent", "guide", "oligo"), lot = columns.Required(null, "in which lot", "lot");
        int readout = table.IndexOf(ColumnNames.Match(request.Parameters.Readout, table.Headers) ?? request.Parameters.Readout);
        ReadoutColumn.Parsed values = columns.Parsed(readout);
        double[] viability = columns.Numbers(columns.Of(request.ViabilityColumn, "viability", "viable cells"), v => v > 0, "a viability above 0"), knockdown = columns.Numbers(columns.Of(request.KnockdownColumn, "knockdown", "knock-down", "knockdown percent"), v => v <= 100, "a knock-down in percent, at most 100");
        double[] given = [.. knockdown.Where(k => !double.IsNaN(k))];
        if (given.Length > 0 && given.Max() is > 0 and <= 1) throw new BadDataException(request.Table, null, "every knock-down is 1 or less; write percent (80 for four fifths less)");
        for (int row = 0; row < table.Rows.Count; row++)
        {
            string target = columns.Text(row, gene) ?? throw new BadDataException(table.Path, table.Place(row, gene), "names no gene; a control without a target has a name too, such as non-targeting");
            string source = columns.Text(row, lot) ?? throw new BadDataException(table.Path, table.Place(row, lot), "names no lot");
            if (values.Values[row] <= 0) throw new BadDataException(table.Path, table.Place(row, readout), $"is '{table.Rows[row][readout]}'; a ratio needs a value above 0: write what was not measured as <limit, such as <31.2");
            rows.Add(new PerturbationRow(target, columns.Text(row, sirna) ?? "", source, values.Values[row], values.Sides[row], viability[row], knockdown[row]));
        }

        string[] genes = [.. rows.Select(r => r.Gene).Distinct(StringComparer.Ordinal)];
        string[] controls = request.Parameters.NonTargeting.Count > 0 ? [.. request.Parameters.NonTargeting.Select(n => ColumnNames.Match(n, genes) ?? throw new NotFoundException($"{request.Table}: no row has the gene '{n}'; the genes are {Counted.List(genes)}."))]
            : [.. genes.Where(g => PerturbParameters.UsualNonTargeting.Any(u => Plain(u) == Plain(g)))];
        if (controls.Length == 0) throw new NotFoundException($"{request.Table}: no gene is called as controls without a target usually are (non-targeting, NT, scramble); say which one is. The genes are {Counted.List(genes)}.");
        string positive = ColumnNames.Match(request.Parameters.PositiveControl, genes) ?? throw new NotFoundException($"{request.Table}: no row has the positive control '{request.Parameters.PositiveControl}'; the genes are {Counted.List(genes)}.");
        int nameless = rows.FindIndex(r => r.Sirna.Length == 0 && !controls.Contains(r.Gene));
        if (nameless >= 0) throw new BadDataException(table.Path, table.Place(nameless, sirna), $"names no siRNA against {rows[nameless].Gene}; independent ones are told apart by their names");
        for (int row = 0; row < rows.Count; row++)
        {
            if (rows[row].Sirna.Length == 0) rows[row] = rows[row] with { Sirna = rows[row].Gene };
        }

        Parameters = request.Parameters with { Readout = table.Headers[readout], NonTargeting = controls, PositiveControl = positive };
        int lots = rows.Where(r => controls.Contains(r.Gene)).Select(r => r.Lot).Intersect(rows.Where(r => !controls.Contains(r.Gene)).Select(r => r.Lot), StringComparer.Ordinal).Count();
        Design = PerturbationFloor.Of(lots, genes.Count(g => g != positive && !controls.Contains(g)), Parameters.Alpha).Sentence.TrimEnd();
    }

    /// <summary>What so many lots can show at best.</summary>
    public string Design { get; }

    /// <summary>Every parameter after defaults.</summary>
    public PerturbParameters Parameters { get; }

    /// <summary>The files that the result is made from.</summary>
    public IReadOnlyList<InputFile> Inputs => [new InputFile(TableLabel, request.Table, Path.GetFullPath(request.Table))];

    /// <summary>Tests every gene.</summary>
    /// <exception cref="PreconditionException">The experiment lacks its controls, or a second lot.</exception>
    public PerturbationResult Run(StepProgress progress)
    {
        progress.Begin("test genes", 0);
        PerturbationResult result = PerturbationAnalysis.Run(rows, Parameters);
        progress.End();
        foreach (string note in result.Notes) progress.Note(note);
        foreach (string warning in result.Warnings) progress.Warn(warning);
        return result;
    }

    /// <summary>Writes every file of a result into an existing folder.</summary>
    public static void Write(string folder, PerturbationResult result, Provenance provenance, ReportLanguage language, CancellationToken cancellation) => ResultFiles.Write(folder, result, provenance, language, cancellation);

    private static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
