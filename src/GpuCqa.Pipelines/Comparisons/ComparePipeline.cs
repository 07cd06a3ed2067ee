using GpuCqa.Analysis.Comparisons;
using GpuCqa.Compute;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using GpuCqa.Core.Texts;
using GpuCqa.Formats.States;
using GpuCqa.Pipelines.Inputs;
using GpuCqa.Pipelines.Plans;
using GpuCqa.Reporting.Folders;
using GpuCqa.Reporting.Records;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;

namespace GpuCqa.Pipelines.Comparisons;

/// <summary>A comparison before and after a change of the process, from a sheet of lots, an attribute table and mapped cells to the files of a result.</summary>
public sealed class ComparePipeline
{
    /// <summary>What provenance calls the sheet.</summary>
    public const string SheetLabel = "sheet of lots";

    /// <summary>What provenance calls the attribute table.</summary>
    public const string AttributesLabel = "attribute table";

    /// <summary>What provenance calls the method table.</summary>
    public const string MethodLabel = "method table";

    /// <summary>What provenance calls the cells.</summary>
    public const string CellsLabel = "cells";

    private readonly CompareRequest request;
    private readonly IReadOnlyList<ComparedLot> lots;
    private readonly AttributeMeasurements[] measured;
    private readonly ILookup<string, MethodPoint>? method;
    private readonly AttributeSpec? composition, untargeted;
    private readonly CellColumnsFound? cells;
    private readonly LotTable sheet;
    private readonly IReadOnlyList<AttributeSpec> specs;

    /// <summary>Reads the sheet, the attributes and what the methods were measured by, and states what the lots can show; no cell is read.</summary>
    /// <exception cref="InvalidParameterException">An option is malformed, or the change has no name.</exception>
    /// <exception cref="NotFoundException">A file or column does not exist.</exception>
    /// <exception cref="BadDataException">A table is damaged, or an attribute has no margin or no justification; names file and place.</exception>
    /// <exception cref="PreconditionException">A side has no lot, or there is nothing to compare.</exception>
    public ComparePipeline(CompareRequest request)
    {
        this.request = request;
        CompareParameters p = request.Parameters;
        if (string.IsNullOrWhiteSpace(p.Change)) throw new InvalidParameterException("--change is empty: name the change of the process (such as \"CC-041 serum-free medium\"); everything is recorded under it.");
        if (p.Variance is not ("welch" or "pooled")) throw new InvalidParameterException($"--variance is '{p.Variance}'; expected welch or pooled.");
        if (!(p.Alpha is > 0 and < 0.5)) throw new InvalidParameterException("--alpha lies between 0 and 0.5.");
        if (!(p.Drift is > 0 and < 10)) throw new InvalidParameterException("--drift lies above 0 and below 10: the share of the control lot's mean that a drift must not hide.");
        LotTable sheet = request.Lots ?? LotTable.ReadSheet(request.Sheet!, request.LotColumn);
        lots = LotSides.Of(sheet, request);
        if (request.Attributes is null && request.Cells is null)
        {
            throw new PreconditionException("There is nothing to compare: give --attributes FILE, a table with one row an attribute (attribute, unit, scale, criticality, safety_link, efficacy_link, tier, tier_reason, concern, margin, justification), "
                + $"whose names are columns of the sheet ({Counted.List(sheet.Table.Headers)}), and/or --cells FOLDER, the result of map or discover. No margin is assumed.");
        }

        this.sheet = sheet;
        specs = request.Attributes is null ? [] : AttributeTable.Read(request.Attributes);
        composition = specs.FirstOrDefault(s => s.Name == AttributeTable.Composition);
        untargeted = specs.FirstOrDefault(s => s.Name == AttributeTable.Untargeted);
        if ((composition ?? untargeted) is { } ofCells && request.Cells is null) throw new PreconditionException($"{request.Attributes}: the row '{ofCells.Name}' is about cells, and there are none; give --cells, or leave the row out.");
        if (untargeted is { Tier: AttributeTier.Range }) throw new PreconditionException($"{request.Attributes}: '{untargeted.Name}' is T1 or T3; a distance of whole distributions has no quality range.");
        AttributeSpec[] measurable = [.. specs.Where(s => s != composition && s != untargeted)];
        measured = [.. measurable.Select(s => AttributeValues.Read(sheet, s, lots))];
        method = request.Method is null ? null : MethodTable.Read(request.Method, measurable);
        Options = new ComparisonOptions(p.Pair is not null, p.Variance == "pooled", p.Alpha, p.RangeDeviations, p.Draws, p.Seed);
        Design = ComparisonDesign.Of(lots, Options.Paired, p.Alpha);
        if (Options.Paired && Design.Pairs == 0) throw new PreconditionException($"No value of '{p.Pair}' has a lot before and a lot after the change: there are no pairs. Leave --pair out, or mend the column.");
        cells = request.Cells is null ? null : CellColumnsFound.Of(request.Cells, p);
        Parameters = p with { StateColumn = cells?.StateColumn, Embedding = cells?.Embedding };
    }

    /// <summary>How the comparison is made.</summary>
    public ComparisonOptions Options { get; }

    /// <summary>What the lots can show at best; said before a value is looked at.</summary>
    public ComparisonDesign Design { get; }

    /// <summary>Every parameter after defaults.</summary>
    public CompareParameters Parameters { get; }

    /// <summary>What is done, in the words of a plan.</summary>
    public PlannedRun Planned => PlannedRun.Of(request.Parameters, sheet, lots.Select(l => l.Name), specs);

    /// <summary>Size of the cells' file; 0 without cells.</summary>
    public long CellBytes => cells?.Bytes ?? 0;

    /// <summary>The files that the result is made from.</summary>
    public IReadOnlyList<InputFile> Inputs =>
    [
        .. Named(SheetLabel, request.Lots is null ? request.Sheet : null), .. Named(AttributesLabel, request.Attributes), .. Named(MethodLabel, request.Method), .. Named(CellsLabel, cells?.Path),
    ];

    /// <summary>Compares.</summary>
    /// <exception cref="PreconditionException">A margin cannot be had from these lots, or a lot has no cells.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public CompareResult Run(ComputeDevice device, StepProgress progress, CancellationToken cancellation)
    {
        var notes = new List<string>();
        var warnings = new List<string>();
        void Note(string text) { notes.Add(text); progress.Note(text); }
        void Warn(string text) { warnings.Add(text); progress.Warn(text); }

        progress.Begin("compare attributes", measured.Length);
        MethodFinding[] methods = [.. measured.Select(m => MethodGate.Judge(m, lots, [.. method?[m.Spec.Name] ?? []], Parameters.MethodShare, Parameters.Alpha, Parameters.Drift))];
        var attributes = new AttributeComparison[measured.Length];
        for (int a = 0; a < measured.Length; a++)
        {
            cancellation.ThrowIfCancellationRequested();
            attributes[a] = AttributeJudge.Compare(measured[a], lots, methods[a], Options);
            progress.Report(a + 1);
        }

        progress.End();
        foreach (MethodFinding m in methods)
        {
            foreach (string remark in m.Remarks) Note($"{m.Attribute}: {remark}");
        }

        string[] missing = [.. measured.Select(m => (m.Spec.Name, Lots: lots.Where((_, l) => double.IsNaN(m.Values[l])).Select(l => l.Name).ToArray())).Where(m => m.Lots.Length > 0).Select(m => $"{m.Name}: no value of {Counted.List(m.Lots)}; left out of it.")];
        foreach (string text in missing) Note(text);
        if (Options.Paired && lots.Count(l => l.Pair is null) is > 0 and int alone) Note($"{Counted.Of(alone, "lot")} without a value of the column of pairs: left out of paired comparisons.");
        if (!Design.CanReachAlpha) Warn(Design.Sentence);

        CompositionFinding? composed = null;
        ScanFinding? scan = null;
        if (cells is not null)
        {
            progress.Begin("read cells", 0);
            (EmbeddedCells embedded, IReadOnlyList<ComparedLot> withCells) = cells.Read(lots, Note, cancellation);
            progress.End();
            ComparisonDesign own = ComparisonDesign.Of(withCells, Options.Paired, Parameters.Alpha);
            if (Options.Paired && own.Pairs == 0) throw new PreconditionException($"No value of '{Parameters.Pair}' has a lot with cells before and one after the change: the cells cannot be compared in pairs.");
            if (own != Design) Note($"Of the cells: {own.Sentence}");
            if (embedded.Aligned) Warn("The embedding was aligned between lots: an alignment takes away what differs between lots, the change among it. Compare in the embedding as it was projected.");
            composed = CompositionJudge.Compare(composition, Parameters.StateColumn!, embedded.States, embedded.Counts(), withCells, Options);
            scan = UntargetedScan.Run(device, embedded, withCells, untargeted, Options, Parameters, progress, cancellation);
        }

        var (judged, stage) = ComparisonFindings.RollUp(attributes, methods, composed, untargeted, scan);
        return new CompareResult
        {
            Parameters = Parameters,
            Findings = new ComparisonFindings
            {
                Design = Design, Lots = lots, Attributes = attributes, Values = [.. measured.Select(m => m.Values)], Methods = methods, JointPower = JointPower.Of(attributes, [.. measured.Select(m => m.Values)], lots, Options), Composition = composed, Scan = scan,
                Judged = judged, Stage = stage, FlowVersion = DecisionFlow.Version,
            },
            Warnings = warnings,
            Notes = notes,
        };
    }

    /// <summary>Writes every file of a result into an existing folder.</summary>
    public static void Write(string folder, CompareResult result, Provenance provenance, ReportLanguage language, CancellationToken cancellation) =>
        ResultFiles.Write(folder, result, provenance, language, cancellation);

    private static IEnumerable<InputFile> Named(string label, string? path) => path is null ? [] : [new InputFile(label, path, Path.GetFullPath(path))];
}
