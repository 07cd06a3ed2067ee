using GpuCqa.Compute;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using GpuCqa.Formats.States;
using GpuCqa.Pipelines.Inputs;
using GpuCqa.Pipelines.Plans;
using GpuCqa.Reporting.Folders;
using GpuCqa.Reporting.Records;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;

namespace GpuCqa.Pipelines.Associations;

/// <summary>A test of states that are known already, from a table and a sheet of lots to the files of a result; no expression of a cell is read.</summary>
public sealed class AssociatePipeline
{
    /// <summary>What provenance calls the table.</summary>
    public const string TableLabel = "table of states";

    /// <summary>What provenance calls the sheet.</summary>
    public const string SheetLabel = "sheet of lots";

    private readonly AssociateRequest request;
    private readonly IReadOnlyList<StatePartition> partitions;
    private readonly TestedLots tested;
    private readonly string[] levelled;

    /// <summary>Reads states and lots, and checks the design; nothing is tested yet.</summary>
    /// <param name="request">Files, columns, readouts.</param>
    /// <param name="cancellation">Stops between blocks of cells.</param>
    /// <exception cref="InvalidParameterException">An option is malformed, or something must be told that the files do not say.</exception>
    /// <exception cref="NotFoundException">A file or column does not exist.</exception>
    /// <exception cref="BadDataException">A file is damaged, or a value is not what its column holds; names file and place.</exception>
    /// <exception cref="PreconditionException">The design cannot answer the question.</exception>
    public AssociatePipeline(AssociateRequest request, CancellationToken cancellation)
    {
        this.request = request;
        IReadOnlyList<string> asked = request.Tests.Readouts;
        if (asked.Count == 0) throw new InvalidParameterException("--readout names no column; say which one tells what a lot can do.");
        if (request.Values is not (null or "counts" or "fractions" or "percent")) throw new InvalidParameterException($"--values is '{request.Values}'; expected counts, fractions or percent.");
        LotTable? sheet = request.Lots ?? (request.Sheet is null ? null : LotTable.ReadSheet(request.Sheet, request.LotColumn));
        IReadOnlyList<string> columns = CellLabels.ColumnsOf(request.Table);
        string[] readouts = [.. asked.Select(r => (sheet is null ? null : ColumnNames.Match(r, sheet.Table.Headers)) ?? ColumnNames.Match(r, columns) ?? r)];
        if (readouts.Distinct(StringComparer.Ordinal).Count() != readouts.Length) throw new InvalidParameterException("--readout names a column twice.");
        IReadOnlyDictionary<string, string[]> levels = ReadoutLevels.Parse(request.Levels, readouts);
        levelled = [.. levels.Keys];
        string[] all = [.. sheet?.Table.Headers ?? [], .. columns];
        IReadOnlyDictionary<string, string[]> replicates = ReadoutReplicates.Parse(request.Tests.Replicates, readouts, all);
        if (replicates.Keys.FirstOrDefault(levels.ContainsKey) is { } both) throw new InvalidParameterException($"'{both}' has ordered levels and replicates; levels have no mean.");
        DesignColumns design = DesignColumns.Of(request.Tests, c => (sheet is null ? null : ColumnNames.Match(c, sheet.Table.Headers)) ?? ColumnNames.Match(c, columns) ?? c);
        string? cellsOf = request.Tests.EffectiveCellsOf is { } cellsAsked ? (sheet is null ? null : ColumnNames.Match(cellsAsked, sheet.Table.Headers)) ?? ColumnNames.Match(cellsAsked, columns) ?? cellsAsked : null;
        string[] needed = [.. cellsOf is null ? (string[])[] : [cellsOf], .. readouts.SelectMany(r => replicates.GetValueOrDefault(r) ?? [r]), .. design.All];
        string[] own = [.. needed.Where(r => sheet is null || sheet.Table.Find(r) < 0).Distinct(StringComparer.Ordinal)];
        StateData data = Read(request, sheet, own, cancellation);
        tested = TestedLots.Of(data, sheet, readouts, levels, replicates, design, cellsOf);
        partitions = [.. data.Partitions.Select(p => p.Of(tested.Indices))];
        AssociationParameters t = request.Tests;
        Parameters = new AssociateParameters
        {
            Readouts = readouts, Seed = t.Seed, Confidence = t.Confidence, Alpha = t.Alpha, AliquotIcc = t.AliquotIcc, ExactLots = t.ExactLots, ExactOrders = t.ExactOrders, Permutations = t.Permutations,
            Predict = t.Predict, PredictFeatures = t.PredictFeatures, PredictPermutations = t.PredictPermutations, EffectiveCells = t.EffectiveCells, EffectiveCellsOf = cellsOf, Describe = t.Describe,
            Layout = data.Layout, Values = data.Values, LotColumn = data.LotColumn, StateColumns = request.StateColumns, CountColumn = request.CountColumn, ConditionColumn = request.ConditionColumn, States = data.States, TotalColumn = request.TotalColumn,
            Block = design.Recorded().Block, Unit = design.Recorded().Unit, Covariates = design.Recorded().Covariates, Replicates = ReadoutReplicates.Recorded(replicates),
            Levels = [.. readouts.Where(levels.ContainsKey).Select(r => $"{r}={string.Join(',', levels[r])}")],
        };
        Design = DesignCheck.Reaching(tested.Lots, Parameters, "state");
        LotDesign exchanged = LotDesign.Of(tested.Lots, Parameters);
        LotPredictions.Check([.. tested.Lots.Select(l => l.Name)], [.. tested.Lots.Select(l => l.Donor)], Parameters);
        if (t.Predict) _ = LotPredictions.Features(partitions, t);
        Notes = [.. asked.Select((r, i) => ColumnNames.Taken(r, readouts[i])).OfType<string>(), .. tested.Notes, .. LotNotes.Averaged(tested.Lots, readouts, exchanged)];
        Warnings = [.. new[] { LotNotes.RepeatedDonors(tested.Lots, exchanged), LotNotes.SameComposition(tested.Lots, partitions), LotNotes.Confounded(tested.Lots, readouts, exchanged), LotNotes.Adjusted(exchanged),
            partitions.Select(p => p.LotCells).FirstOrDefault(c => c is not null) is { } cells ? LotNotes.FewCells([.. tested.Lots.Select(l => l.Name)], cells, t.Confidence, "") : null }.OfType<string>()];
    }

    /// <summary>What the design can show at best.</summary>
    public DesignStatement Design { get; }

    /// <summary>Every parameter after defaults.</summary>
    public AssociateParameters Parameters { get; }

    /// <summary>What was assumed in reading, and which lots are left out.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>What about the lots undermines the tests.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>What is done, in the words of a locked plan.</summary>
    public PlannedRun Planned => PlannedRun.Of(Parameters, tested.Roles, tested.Lots.Select(l => l.Name));

    /// <summary>The files that the result is made from.</summary>
    public IReadOnlyList<InputFile> Inputs =>
        [new InputFile(TableLabel, request.Table, Path.GetFullPath(request.Table)), .. request.Sheet is null ? (InputFile[])[] : [new InputFile(SheetLabel, request.Sheet, Path.GetFullPath(request.Sheet))]];

    /// <summary>Tests every state of every partition against every readout.</summary>
    /// <exception cref="OperationCanceledException">Cancelled; seen within the orders.</exception>
    public AssociateResult Run(ComputeDevice device, StepProgress progress, CancellationToken cancellation)
    {
        foreach (string note in Notes) progress.Note(note);
        foreach (string warning in Warnings) progress.Warn(warning);
        IReadOnlyList<Association> associations = AssociationSearch.Run(device, partitions, tested.Lots, Parameters, progress, cancellation);
        var tests = new AssociationFindings
        {
            Parameters = Parameters,
            Design = Design,
            Lots = tested.Lots,
            Partitions = partitions,
            Fractions = FractionTable.Build(partitions, tested.Lots, Parameters),
            Associations = associations,
            Extents = StateAtoms.OfPartitions(partitions) is { } atoms ? ExtentSearch.Run(device, atoms, associations, tested.Lots, Parameters, cancellation) : [],
        };
        IReadOnlyList<LotClaim> claims = LotClaims.OfStates(tests);
        LotQuantity[] quantities = [.. partitions.Select(p => p.LotCells).OfType<int[]>().Take(1).Select(c => new LotQuantity("number of cells", [.. c.Select(n => (double)n)]))];
        IReadOnlyList<string> doubts = TechnicalDoubts.Sentences(TechnicalDoubts.Of(device, claims, quantities, tested.Lots, Parameters, cancellation), claims, Parameters);
        foreach (string doubt in doubts) progress.Warn(doubt);
        return new AssociateResult
        {
            Parameters = Parameters,
            Tests = tests,
            Prediction = LotPredictions.Of(device, partitions, tested.Lots, null, Parameters, progress, cancellation),
            Effective = PotencyAttributions.Of(device, partitions, tested.Lots, Parameters, levelled, progress, cancellation),
            Warnings = [.. Warnings, .. doubts],
            Notes = Notes,
        };
    }

    /// <summary>Writes every file of a result into an existing folder.</summary>
    public static void Write(string folder, AssociateResult result, Provenance provenance, ReportLanguage language, CancellationToken cancellation) =>
        ResultFiles.Write(folder, result, provenance, language, cancellation);

    private static StateData Read(AssociateRequest request, LotTable? sheet, string[] own, CancellationToken cancellation)
    {
        IReadOnlyList<string> columns = CellLabels.ColumnsOf(request.Table);
        if (own.FirstOrDefault(r => !columns.Contains(r)) is { } nowhere)
            throw TestedLots.NoColumn(nowhere, sheet is null ? null : (sheet.Table.Path, sheet.Table.Headers), (request.Table, columns));
        if (request.StateColumns.Count > 0)
        {
            if (request.States.Count > 0 || request.Values is not null || request.TotalColumn is not null)
                throw new InvalidParameterException("--states, --values and --total-column are for a table of lots; with --state-column cells are counted.");
            return CellLabelReader.Read(request, sheet, own, cancellation);
        }

        if (request.ConditionColumn is not null) throw new InvalidParameterException("--condition needs --state-column: each row names its lot, its state and its condition.");
        if (request.CountColumn is not null) throw new InvalidParameterException("--count-column needs --state-column, the column that names the state of a row.");

        if (CellLabels.IsH5ad(request.Table))
            throw new InvalidParameterException($"{request.Table}: which column of obs names the state of a cell? Say it with --state-column; the columns are {string.Join(", ", CellLabels.ColumnsOf(request.Table).Take(30))}.");
        return StateTableReader.Read(request, sheet, own);
    }
}
