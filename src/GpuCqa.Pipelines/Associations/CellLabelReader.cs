using System.Globalization;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Texts;
using GpuCqa.Formats.States;

namespace GpuCqa.Pipelines.Associations;

/// <summary>Counts the cells of each lot in each state where every cell names its lot and state.</summary>
internal static class CellLabelReader
{
    private const int MostConditions = 20;

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
        string[] columns = [lotColumn, .. request.StateColumns, .. extra, .. request.ConditionColumn is { } conditioned ? [conditioned] : (string[])[], .. request.CountColumn is { } counted ? [counted] : (string[])[]];
        int conditionAt = request.ConditionColumn is null ? -1 : 1 + request.StateColumns.Count + extra.Length;

        var conditions = new List<string>();
        var lots = new Dictionary<string, int>(StringComparer.Ordinal);
        var cells = new Dictionary<(int Condition, int Lot), int>();
        Dictionary<(int Condition, string State, int Lot), int>[] counts = [.. request.StateColumns.Select(_ => new Dictionary<(int, string, int), int>())];
        long[] stateless = new long[counts.Length];
        long lotless = 0, row = 0, conditionless = 0;
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

                string condition = conditionAt < 0 ? "" : block[conditionAt][c];
                if (conditionAt >= 0 && MissingText.IsWord(condition))
                {
                    conditionless += weight;
                    continue;
                }

                if (!lots.TryGetValue(name, out int lot)) lots.Add(name, lot = lots.Count);
                int k = conditions.IndexOf(condition);
                if (k < 0)
                {
                    k = conditions.Count;
                    conditions.Add(condition);
                    if (k == MostConditions) throw new BadDataException(path, $"column '{request.ConditionColumn}'", $"more than {MostConditions} conditions; a condition is one that cells of every lot were kept in");
                }

                cells[(k, lot)] = checked(cells.GetValueOrDefault((k, lot)) + weight);
                for (int p = 0; p < counts.Length; p++)
                {
                    string state = block[1 + p][c];
                    if (MissingText.IsWord(state)) stateless[p] += weight;
                    else counts[p][(k, state, lot)] = counts[p].GetValueOrDefault((k, state, lot)) + weight;
                }

                for (int i = 0; i < extra.Length; i++) attributes.Add(name, extra[i], block[1 + counts.Length + i][c]);
            }
        }

        if (lots.Count == 0) throw new BadDataException(path, $"column '{lotColumn}'", "no cell has a lot");
        var notes = new List<string>();
        if (lotless > 0) notes.Add(Text($"{lotless:N0} {Counted.Word(lotless, "cell", "cells")} of the table {Counted.Word(lotless, "has", "have")} no {lotColumn} and {Counted.Word(lotless, "is", "are")} left out."));
        if (conditionless > 0) notes.Add(Text($"{conditionless:N0} {Counted.Word(conditionless, "cell", "cells")} of the table {Counted.Word(conditionless, "has", "have")} no {request.ConditionColumn} and {Counted.Word(conditionless, "is", "are")} left out."));
        for (int p = 0; p < counts.Length; p++)
        {
            if (counts[p].Count == 0) throw new BadDataException(path, $"column '{request.StateColumns[p]}'", "no cell has a state");
            if (stateless[p] > 0) notes.Add(Text($"{stateless[p]:N0} {Counted.Word(stateless[p], "cell has", "cells have")} no {request.StateColumns[p]}; {Counted.Word(stateless[p], "it counts among its lot's cells and is", "they count among their lot's cells and are")} in no state."));
        }

        // A lot without cells in a condition has no share there.
        int[] order = [.. Enumerable.Range(0, conditions.Count).OrderBy(k => conditions[k], StringComparer.Ordinal)], whole = [.. lots.Values.Where(l => order.All(k => cells.ContainsKey((k, l))))];
        string[] all = [.. lots.Keys], names = [.. whole.Select(l => all[l])], short_ = [.. all.Except(names)];
        if (names.Length == 0) throw new BadDataException(path, $"column '{request.ConditionColumn}'", $"no lot has cells in every condition ({string.Join(", ", order.Select(k => conditions[k]))})");
        if (short_.Length > 0) notes.Add($"{Counted.Of(short_.Length, "lot")} {Counted.Word(short_.Length, "has", "have")} no cells in one of the conditions ({string.Join(", ", order.Select(k => conditions[k]))}) and {Counted.Word(short_.Length, "is", "are")} left out: {Counted.List(short_)}.");
        RawPartition[] partitions = [.. counts.SelectMany((own, p) => order.Select(k =>
        {
            string[] states = [.. StateOrder.Of(own.Keys.Where(key => key.Condition == k).Select(key => key.State).Distinct(StringComparer.Ordinal))];
            string partition = conditionAt < 0 ? request.StateColumns[p] : $"{request.StateColumns[p]} in {conditions[k]}";
            return new RawPartition(partition, states, [.. states.Select(s => whole.Select(l => own.GetValueOrDefault((k, s, l))).ToArray())], [.. whole.Select(l => cells[(k, l)])], null);
        })).Where(p => p.States.Count > 0)];
        return new StateData(request.CountColumn is null ? "one row a cell" : "one row a lot and state", "counts", lotColumn, [], names, partitions, attributes, notes);
    }

    private static int Count(string path, string column, long row, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) ? count
            : throw new BadDataException(path, string.Create(CultureInfo.InvariantCulture, $"row {row} below the header, column '{column}'"), $"'{text}' is no number of cells");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
