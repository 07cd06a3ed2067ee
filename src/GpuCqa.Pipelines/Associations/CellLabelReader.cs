using System.Globalization;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Texts;
using GpuCqa.Formats.States;

namespace GpuCqa.Pipelines.Associations;

/// <summary>Counts the cells of each lot in each state where every cell names its lot and state.</summary>
internal static class CellLabelReader
{
    private static readonly string[] Describing = ["donor", "tissue", "batch", "process", "role"];

    /// <exception cref="NotFoundException">A column does not exist.</exception>
    /// <exception cref="BadDataException">The file is damaged, or no cell has a lot.</exception>
    public static StateData Read(AssociateRequest request, LotTable? sheet, IReadOnlyList<string> ownReadouts, CancellationToken cancellation)
    {
        string path = request.Table;
        IReadOnlyList<string> available = CellLabels.ColumnsOf(path);
        string lotColumn = request.LotColumn ?? available.FirstOrDefault(c => c.Equals("lot", StringComparison.OrdinalIgnoreCase))
            ?? throw new InvalidParameterException($"{path}: which column names the lot of a cell? Say it with --lot-column; the columns are {string.Join(", ", available.Take(30))}.");
        string[] further = [.. ownReadouts.Where(available.Contains), .. available.Where(c => Describing.Contains(c, StringComparer.OrdinalIgnoreCase))];
        string[] extra = [.. further.Distinct(StringComparer.Ordinal)];
        string[] columns = [lotColumn, .. request.StateColumns, .. extra, .. request.CountColumn is { } counted ? [counted] : (string[])[]];

        var lots = new Dictionary<string, int>(StringComparer.Ordinal);
        var cells = new List<int>();
        Dictionary<(string State, int Lot), int>[] counts = [.. request.StateColumns.Select(_ => new Dictionary<(string, int), int>())];
        long[] stateless = new long[counts.Length];
        long lotless = 0, row = 0;
        var attributes = new CellAttributes(path, extra);
        foreach (string[][] block in CellLabels.Read(path, columns, cancellation))
        {
            for (int c = 0; c < block[0].Length; c++)
            {
                string name = block[0][c];
                row++;
                int weight = request.CountColumn is null ? 1 : Count(path, request.CountColumn, row, block[^1][c]);
                if (name.Length == 0 || (MissingText.Is(name) && !(sheet?.RowOf(name) >= 0)))
                {
                    lotless += weight;
                    continue;
                }

                if (!lots.TryGetValue(name, out int lot))
                {
                    lots.Add(name, lot = lots.Count);
                    cells.Add(0);
                }

                cells[lot] = checked(cells[lot] + weight);
                for (int p = 0; p < counts.Length; p++)
                {
                    string state = block[1 + p][c];
                    if (MissingText.IsWord(state)) stateless[p] += weight;
                    else counts[p][(state, lot)] = counts[p].GetValueOrDefault((state, lot)) + weight;
                }

                for (int i = 0; i < extra.Length; i++) attributes.Add(name, extra[i], block[1 + counts.Length + i][c]);
            }
        }

        if (lots.Count == 0) throw new BadDataException(path, $"column '{lotColumn}'", "no cell has a lot");
        var notes = new List<string>();
        if (lotless > 0) notes.Add(Text($"{lotless:N0} {Counted.Word(lotless, "cell", "cells")} of the table {Counted.Word(lotless, "has", "have")} no {lotColumn} and {Counted.Word(lotless, "is", "are")} left out."));
        for (int p = 0; p < counts.Length; p++)
        {
            if (counts[p].Count == 0) throw new BadDataException(path, $"column '{request.StateColumns[p]}'", "no cell has a state");
            if (stateless[p] > 0) notes.Add(Text($"{stateless[p]:N0} {Counted.Word(stateless[p], "cell has", "cells have")} no {request.StateColumns[p]}; {Counted.Word(stateless[p], "it counts among its lot's cells and is", "they count among their lot's cells and are")} in no state."));
        }

        string[] names = [.. lots.Keys];
        int[] lotCells = [.. cells];
        RawPartition[] partitions = [.. counts.Select((own, p) =>
        {
            string[] states = [.. StateOrder.Of(own.Keys.Select(k => k.State).Distinct(StringComparer.Ordinal))];
            return new RawPartition(request.StateColumns[p], states, [.. states.Select(s => names.Select((_, l) => own.GetValueOrDefault((s, l))).ToArray())], lotCells, null);
        })];
        return new StateData(request.CountColumn is null ? "one row a cell" : "one row a lot and state", "counts", lotColumn, [], names, partitions, attributes, notes);
    }

    private static int Count(string path, string column, long row, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) ? count
            : throw new BadDataException(path, string.Create(CultureInfo.InvariantCulture, $"row {row} below the header, column '{column}'"), $"'{text}' is no number of cells");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
