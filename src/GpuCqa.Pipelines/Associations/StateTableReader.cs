using System.Globalization;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Texts;
using GpuCqa.Formats.Readouts;
using GpuCqa.Formats.States;
using GpuCqa.Statistics;

namespace GpuCqa.Pipelines.Associations;

/// <summary>Reads a table of lots x states, or, where the sheet's lots stand in its header, of states x lots.</summary>
internal static class StateTableReader
{
    private const double LargestCount = int.MaxValue;

    private static readonly string[] Describing = ["donor", "tissue", "batch", "process", "role", "path"];

    /// <exception cref="NotFoundException">A column does not exist.</exception>
    /// <exception cref="InvalidParameterException">Which columns are states, or what their values are, must be told.</exception>
    /// <exception cref="BadDataException">The table is malformed or a value is no count or share; names line and column.</exception>
    public static StateData Read(AssociateRequest request, LotTable? sheet, IReadOnlyList<string> ownReadouts)
    {
        TextTable table = TextTable.Read(request.Table);
        bool turned = sheet is not null && IsTurned(table, sheet, request.LotColumn);
        if (turned) table = table.Transposed();
        LotTable lots = LotTable.Of(table, turned ? null : request.LotColumn);
        var notes = new List<string>();
        int[] states = States(request, lots, ownReadouts, notes);
        // One way of writing in the whole table: 1,250 beside 0,75 is a share of a percent.
        NumberDialect dialect = NumberDialect.Of(states.SelectMany(c => table.Rows.Select(r => r[c])));
        double[][] values = [.. states.Select(c => Enumerable.Range(0, lots.Names.Length).Select(r => Number(table, r, c, dialect)).ToArray())];
        string kind = request.Values ?? Kind(table, lots, states, values, told: request.States.Count > 0);
        string[] names = [.. states.Select(c => table.Headers[c])];
        if (kind == "counts" && request.States.Count > 0 && request.TotalColumn is null) RequireWhole(request, lots, ownReadouts, states, notes);
        RawPartition partition = kind == "counts" ? OfCounts(request, lots, states, values, names) : Shares(lots, states, values, names, kind == "percent" ? 100 : 1);
        return new StateData(turned ? "states x lots" : "lots x states", kind, table.Headers[lots.LotColumn], names, lots.Names, [partition], new TableAttributes(lots), notes);
    }

    private static bool IsTurned(TextTable table, LotTable sheet, string? lotColumn)
    {
        if (lotColumn is not null && table.Find(lotColumn) >= 0) return false;
        int column = LotTable.ColumnOf(table, null);
        return table.Headers.Count(h => sheet.RowOf(h) >= 0) > table.Rows.Count(r => sheet.RowOf(r[column]) >= 0);
    }

    private static int[] States(AssociateRequest request, LotTable lots, IReadOnlyList<string> ownReadouts, List<string> notes)
    {
        TextTable table = lots.Table;
        if (request.States.Count > 0)
        {
            string? taken = request.States.FirstOrDefault(s => ownReadouts.Contains(s) || s == request.TotalColumn || table.Find(s) == lots.LotColumn);
            if (taken is not null) throw new InvalidParameterException($"--states names '{taken}', which is {(ownReadouts.Contains(taken) ? "a readout, or says what may change places" : taken == request.TotalColumn ? "the column of totals" : "the column of lots")}.");
            return [.. request.States.Select(table.IndexOf)];
        }

        int[] left = Undescribed(request, lots, ownReadouts);
        string[] words = [.. left.Where(c => !IsNumeric(table, c)).Select(c => table.Headers[c])];
        if (words.Length > 0)
        {
            throw new InvalidParameterException($"{table.Path}: which columns are states? {string.Join(", ", words.Take(10))} {(words.Length == 1 ? "holds" : "hold")} words. Name the states with --states, or, "
                + "when the table has one row a cell, the column of its state with --state-column.");
        }

        if (left.Length == 0) throw new InvalidParameterException($"{table.Path}: no column is left that could be a state; the columns are {string.Join(", ", table.Headers.Take(30))}.");
        notes.Add($"Lots are named by the column '{table.Headers[lots.LotColumn]}'; {Counted.Of(left.Length, "column")} {Counted.Word(left.Length, "is", "are")} taken as states: {string.Join(", ", left.Select(c => table.Headers[c]))}.");
        return left;
    }

    // The columns that could be states: all but the lots, totals, readouts and what describes a lot.
    private static int[] Undescribed(AssociateRequest request, LotTable lots, IReadOnlyList<string> ownReadouts)
    {
        string[] headers = lots.Table.Headers;
        return [.. Enumerable.Range(0, headers.Length).Where(c => c != lots.LotColumn && !ownReadouts.Contains(headers[c]) && headers[c] != request.TotalColumn
            && !Describing.Contains(headers[c], StringComparer.OrdinalIgnoreCase))];
    }

    // A column of words is no state; a word among numbers is a mistake in a cell of the table, which its reader names.
    private static bool IsNumeric(TextTable table, int column)
    {
        string[] values = [.. table.Rows.Select(r => r[column]).Where(t => !MissingText.Is(t))];
        NumberDialect dialect = NumberDialect.Of(values);
        return values.Count(t => dialect.TryParse(t, out _, out _)) * 2 >= values.Length;
    }

    // The cells of a lot are those of the states that are named, unless a column says otherwise: of one state that is no share, of some of the states it is another share than of all.
    private static void RequireWhole(AssociateRequest request, LotTable lots, IReadOnlyList<string> ownReadouts, int[] states, List<string> notes)
    {
        TextTable table = lots.Table;
        string[] others = [.. Undescribed(request, lots, ownReadouts).Where(c => !states.Contains(c) && IsNumeric(table, c)).Select(c => table.Headers[c])];
        if (states.Length == 1)
        {
            throw new InvalidParameterException($"--states names only '{table.Headers[states[0]]}': its share needs the cells of each lot. Name the column that holds them with --total-column, or name every state"
                + $"{(others.Length == 0 ? "" : $" (other columns of numbers: {string.Join(", ", others.Take(10))}{(others.Length > 10 ? ", ..." : "")})")}.");
        }

        if (others.Length > 0)
        {
            notes.Add($"Fractions are of the cells in the {states.Length} named states, not of all cells of a lot: {others.Length} other {(others.Length == 1 ? "column" : "columns")} of numbers "
                + $"({string.Join(", ", others.Take(10))}{(others.Length > 10 ? ", ..." : "")}) {(others.Length == 1 ? "is" : "are")} left out. A column of totals (total_column) would make them shares of all cells.");
        }
    }

    private static double Number(TextTable table, int row, int column, NumberDialect dialect)
    {
        string text = table.Rows[row][column];
        if (MissingText.Is(text)) throw new BadDataException(table.Path, table.Place(row, column), "the value is missing; write 0 where a lot has no cell of a state");
        if (!dialect.TryParse(text, out double value, out string? why)) throw new BadDataException(table.Path, table.Place(row, column), $"'{text}' is not a finite number{(why is null ? "" : "; " + why)}");
        return value >= 0 ? value : throw new BadDataException(table.Path, table.Place(row, column), $"'{text}' is below 0, expected a number of cells or a share");
    }

    // Counts are whole; shares and percentages are told apart by their sums. What could be either is asked.
    private static string Kind(TextTable table, LotTable lots, int[] states, double[][] values, bool told)
    {
        double[] sums = [.. Enumerable.Range(0, lots.Names.Length).Select(l => values.Sum(v => v[l]))];
        bool whole = values.All(v => v.All(x => x == Math.Floor(x)));
        if (whole && states.Length > 1 && sums.All(s => s == 100))
            throw new InvalidParameterException($"{table.Path}: the values of every lot sum to 100: are they cells or percent? Say --values counts or --values percent.");
        if (whole) return "counts";
        foreach ((string kind, double all) in new[] { ("fractions", 1.0), ("percent", 100.0) })
        {
            if (sums.Any(s => s > all * 1.01)) continue;
            int short_ = told ? -1 : Array.FindIndex(sums, s => s < all * 0.99);
            if (short_ >= 0)
            {
                throw new InvalidParameterException(string.Create(CultureInfo.InvariantCulture,
                    $"{table.Path}: the columns taken as states sum to {sums[short_]:0.####} in lot '{lots.Names[short_]}', not to {all}. Name the states with --states if some columns are something else, or if the table holds only some of the states."));
            }

            return kind;
        }

        int most = Array.IndexOf(sums, sums.Max());
        throw new InvalidParameterException(string.Create(CultureInfo.InvariantCulture,
            $"{table.Path}: the values are neither whole numbers of cells nor shares: in lot '{lots.Names[most]}' they sum to {sums[most]:0.####}. Name the states with --states if some columns are something else."));
    }

    private static RawPartition OfCounts(AssociateRequest request, LotTable lots, int[] states, double[][] values, string[] names)
    {
        TextTable table = lots.Table;
        int total = request.TotalColumn is { } column ? table.IndexOf(column) : -1;
        for (int k = 0; k < states.Length; k++)
        {
            for (int l = 0; l < lots.Names.Length; l++) RequireCount(table, l, states[k], values[k][l]);
        }

        int[][] counts = [.. values.Select(v => Array.ConvertAll(v, x => (int)x))];
        int[] cells = new int[lots.Names.Length];
        for (int l = 0; l < cells.Length; l++)
        {
            long sum = counts.Sum(c => (long)c[l]);
            double all = total < 0 ? sum : Number(table, l, total, NumberDialect.Of(table.Rows.Select(r => r[total])));
            string place = total < 0 ? $"line {table.LineOf(l)}" : table.Place(l, total);
            if (total >= 0) RequireCount(table, l, total, all);
            if (all > LargestCount) throw new BadDataException(table.Path, place, $"lot '{lots.Names[l]}' has more than {LargestCount:0} cells");
            if (all < sum) throw new BadDataException(table.Path, place, $"lot '{lots.Names[l]}' has {all:0} cells in all and {sum} in its states");
            if (all == 0) throw new BadDataException(table.Path, place, $"lot '{lots.Names[l]}' has no cell");
            cells[l] = (int)all;
        }

        return new RawPartition("", names, counts, cells, null);
    }

    private static void RequireCount(TextTable table, int row, int column, double value)
    {
        if (value != Math.Floor(value) || value > LargestCount) throw new BadDataException(table.Path, table.Place(row, column), $"'{table.Rows[row][column]}' is no number of cells");
    }

    private static RawPartition Shares(LotTable lots, int[] states, double[][] values, string[] names, double all)
    {
        for (int l = 0; l < lots.Names.Length; l++)
        {
            double sum = values.Sum(v => v[l]);
            if (sum > all * 1.01)
                throw new BadDataException(lots.Table.Path, $"line {lots.Table.LineOf(l)}", string.Create(CultureInfo.InvariantCulture, $"the shares of lot '{lots.Names[l]}' sum to {sum:0.####}, expected at most {all}"));
            for (int k = 0; k < states.Length; k++)
            {
                if (values[k][l] > all) throw new BadDataException(lots.Table.Path, lots.Table.Place(l, states[k]), $"'{lots.Table.Rows[l][states[k]]}' is more than {all:0}");
            }
        }

        return new RawPartition("", names, null, null, [.. values.Select(v => Array.ConvertAll(v, x => x / all))]);
    }
}
