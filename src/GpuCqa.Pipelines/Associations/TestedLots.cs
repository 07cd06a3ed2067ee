using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Texts;
using GpuCqa.Formats.Readouts;
using GpuCqa.Formats.States;
using GpuCqa.Pipelines.Inputs;
using GpuCqa.Statistics;

namespace GpuCqa.Pipelines.Associations;

/// <summary>The lots that are tested: in the table, with the role "train", and with a value of every readout.</summary>
/// <param name="Lots">The lots, in the order of the sheet, or of the table when there is none.</param>
/// <param name="Indices">Index of each in the data.</param>
/// <param name="Notes">Which lots are left out, and why.</param>
internal sealed record TestedLots(IReadOnlyList<TestedLot> Lots, int[] Indices, IReadOnlyList<string> Notes)
{
    /// <summary>Every lot of the sheet, or of the table where there is none, with its role.</summary>
    public IReadOnlyList<(string Lot, string Role)> Roles { get; private init; } = [];

    /// <exception cref="NotFoundException">A readout, or a column of the design, is a column of neither file.</exception>
    /// <exception cref="BadDataException">A value is not a number, or a level is in no lot.</exception>
    /// <exception cref="PreconditionException">No lot is left.</exception>
    public static TestedLots Of(StateData data, LotTable? sheet, IReadOnlyList<string> readouts, IReadOnlyDictionary<string, string[]> levels, IReadOnlyDictionary<string, string[]> replicates, DesignColumns design, string? cellsOf = null)
    {
        ILotAttributes main = sheet is null ? data.Attributes : new TableAttributes(sheet);
        ILotAttributes[] sources = [.. readouts.Select(r => Source(replicates.GetValueOrDefault(r)?[0] ?? r, main, data.Attributes))];
        var indexOf = data.Lots.Select((name, i) => (name, i)).ToDictionary(x => x.name, x => x.i, StringComparer.Ordinal);
        var notes = new List<string>(data.Notes);
        string[] order = sheet?.Names ?? [.. data.Lots];
        string[] roled = [.. order.Where(l => Role(l) == Lot.TrainRole)];
        string[] present = [.. roled.Where(indexOf.ContainsKey)];
        if (roled.Length == 0) throw new PreconditionException($"{main.Path}: no lot has the role 'train'; the roles are {string.Join(", ", order.GroupBy(Role, StringComparer.Ordinal).Select(g => $"'{g.Key}' ({Counted.Of(g.Count(), "lot")})"))}.");
        if (present.Length == 0)
        {
            throw new BadDataException(sheet!.Table.Path, $"column '{sheet.Table.Headers[sheet.LotColumn]}'",
                $"none of its lots ({Few(roled)}) is in {data.Attributes.Path}, whose {data.LotColumn} names {Few(data.Lots)}; name the column of lots with --lot-column, or mend the names");
        }

        Note(notes, roled.Except(present), "of the sheet has no cells in the table and is left out", "of the sheet have no cells in the table and are left out");
        Note(notes, sheet is null ? [] : data.Lots.Where(l => sheet.RowOf(l) < 0), "of the table is not in the sheet and is left out", "of the table are not in the sheet and are left out");
        Note(notes, order.Except(roled).Select(l => $"{l} ({Role(l)})"), "has another role than train and is left out", "have another role than train and are left out");

        double[][] numbers = [.. readouts.Select((r, i) => levels.ContainsKey(r) ? [] : replicates.TryGetValue(r, out string[]? columns) ? Means(r, columns, main, data.Attributes, present, notes) : Numbers(sources[i], r, present, notes))];
        var lots = new List<TestedLot>();
        var without = new List<string>();
        var otherLevel = new List<string>();
        for (int l = 0; l < present.Length; l++)
        {
            string name = present[l];
            double[] values = new double[readouts.Count];
            bool missing = false, other = false;
            for (int r = 0; r < values.Length; r++)
            {
                if (!levels.TryGetValue(readouts[r], out string[]? words))
                {
                    missing |= double.IsNaN(values[r] = numbers[r][l]);
                    continue;
                }

                string text = sources[r].Value(name, readouts[r]).Text;
                values[r] = Array.IndexOf(words, text);
                if (values[r] >= 0) continue;
                if (MissingText.Is(text)) missing = true;
                else other = true;
            }

            if (missing) without.Add(name);
            else if (other) otherLevel.Add(name);
            else lots.Add(new TestedLot(name, main.Optional(name, "donor"), main.Optional(name, "tissue"), main.Optional(name, "batch"), main.Optional(name, "process"), values) { Block = design.BlockOf(c => Text(name, c)), Unit = design.UnitOf(c => Text(name, c)) });
        }

        foreach ((string readout, string[] words) in levels)
        {
            int r = readouts.ToList().IndexOf(readout);
            string? unused = words.Where((_, i) => lots.All(l => l.Readouts[r] != i)).FirstOrDefault();
            if (unused is not null)
                throw new BadDataException(sources[r].Path, $"column '{readout}'", $"no lot has the level '{unused}'; the values are {Few([.. present.Select(l => sources[r].Value(l, readout).Text).Distinct(StringComparer.Ordinal)])}");
        }

        Note(notes, without, "has no value of a readout and is left out", "have no value of a readout and are left out");
        string than = $"another level than {string.Join(" or ", levels.Values.Select(w => string.Join(", ", w)))}";
        Note(notes, otherLevel, $"has {than} and is left out", $"have {than} and are left out");
        if (lots.Count == 0) throw new PreconditionException($"{main.Path}: no lot has a value of {string.Join(", ", readouts)}.");
        double[][] covariates = design.Numbers([.. lots.Select(l => l.Name)], (l, c) => Text(lots[l].Name, c));
        double[] measured = DesignColumns.Cells(cellsOf, [.. lots.Select(l => l.Name)], (l, c) => Text(lots[l].Name, c));
        return new TestedLots([.. lots.Select((lot, l) => lot with { Covariates = [.. covariates.Select(c => c[l])], MeasuredCells = measured[l] })], [.. lots.Select(l => indexOf[l.Name])], notes) { Roles = [.. order.Select(l => (l, Role(l)))] };

        (string Text, string Path, string Place) Text(string lot, string column)
        {
            ILotAttributes source = Source(column, main, data.Attributes);
            (string text, string place) = source.Value(lot, column);
            return (text, source.Path, place);
        }

        string Role(string lot) => main.Optional(lot, "role")?.ToLowerInvariant() ?? Lot.TrainRole;
    }

    /// <summary>A column that stands nowhere, in words.</summary>
    public static NotFoundException NoColumn(string readout, (string Path, IReadOnlyList<string> Columns)? sheet, (string Path, IReadOnlyList<string> Columns) table) => new(sheet is { } lots
        ? $"no column '{readout}': {lots.Path} has {Few(lots.Columns)}; {table.Path} has {Few(table.Columns)}{ColumnNames.Hint(readout, [.. lots.Columns, .. table.Columns])}"
        : $"{table.Path}: no column '{readout}' says what a lot is or can do; the columns are {Few(table.Columns)}{ColumnNames.Hint(readout, [.. table.Columns])}");

    private static ILotAttributes Source(string readout, ILotAttributes main, ILotAttributes table) =>
        main.Columns.Contains(readout) ? main : table.Columns.Contains(readout) ? table
            : throw NoColumn(readout, main == table ? null : (main.Path, main.Columns), (table.Path, table.Columns));

    private static double[] Means(string readout, string[] columns, ILotAttributes main, ILotAttributes table, string[] lots, List<string> notes)
    {
        ReadoutColumn read = ReadoutReplicates.Read(readout, columns, lots, (l, c) => Source(c, main, table).Value(lots[l], c).Text, (l, c, finding) =>
        {
            ILotAttributes source = Source(columns.Contains(c) ? c : columns[0], main, table);
            return new BadDataException(source.Path, source.Value(lots[l], columns.Contains(c) ? c : columns[0]).Place, finding);
        });
        notes.AddRange(read.Notes);
        return read.Values;
    }

    private static double[] Numbers(ILotAttributes source, string readout, string[] lots, List<string> notes)
    {
        (string Text, string Place)[] values = [.. lots.Select(l => source.Value(l, readout))];
        ReadoutColumn read = ReadoutColumn.Of(readout, lots, [.. values.Select(v => v.Text)], (l, finding) =>
        {
            string[] words = [.. values.Select(v => v.Text).Where(t => !MissingText.Is(t)).Distinct(StringComparer.Ordinal)];
            bool grouped = words.Length >= 2 && words.Length <= Math.Max(2, lots.Length / 2);
            return new BadDataException(source.Path, values[l].Place, grouped ? $"'{values[l].Text}' is not a finite number; if its values are groups or ordered levels, say their order: --levels \"{readout}={string.Join(',', words)}\"" : finding);
        });
        notes.AddRange(read.Notes);
        return read.Values;
    }

    private static void Note(List<string> notes, IEnumerable<string> lots, string one, string many)
    {
        string[] all = [.. lots];
        if (all.Length > 0) notes.Add($"{Counted.Of(all.Length, "lot")} {Counted.Word(all.Length, one, many)}: {Few(all)}.");
    }

    private static string Few(IReadOnlyList<string> names) => Counted.List([.. names]);
}
