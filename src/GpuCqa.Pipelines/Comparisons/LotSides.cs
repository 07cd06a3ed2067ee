using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Texts;
using GpuCqa.Formats.States;
using GpuCqa.Statistics;

namespace GpuCqa.Pipelines.Comparisons;

/// <summary>Which lots are before the change and which after, by a column of the sheet.</summary>
internal static class LotSides
{
    /// <summary>The lots of both sides, those before first, in the order of the sheet.</summary>
    /// <exception cref="InvalidParameterException">A rule is malformed, or a lot is on both sides.</exception>
    /// <exception cref="NotFoundException">A column is not there.</exception>
    /// <exception cref="PreconditionException">A side has no lot.</exception>
    public static IReadOnlyList<ComparedLot> Of(LotTable sheet, CompareRequest request)
    {
        bool[] before = Members(sheet, "--before", request.Parameters.Before), after = Members(sheet, "--after", request.Parameters.After);
        int both = Array.FindIndex(before.Zip(after).ToArray(), p => p is (true, true));
        if (both >= 0) throw new InvalidParameterException($"The lot '{sheet.Names[both]}' is before and after the change: --before {request.Parameters.Before} and --after {request.Parameters.After} both take it.");
        int pair = request.Parameters.Pair is { } column ? Column(sheet, "--pair", column) : -1;
        ComparedLot lot(int l, bool side)
        {
            string? by = pair < 0 || MissingText.Is(sheet.Table.Rows[l][pair]) ? null : sheet.Table.Rows[l][pair];
            return new ComparedLot(sheet.Names[l], side, by);
        }

        return [.. Enumerable.Range(0, before.Length).Where(l => before[l]).Select(l => lot(l, false)), .. Enumerable.Range(0, after.Length).Where(l => after[l]).Select(l => lot(l, true))];
    }

    private static bool[] Members(LotTable sheet, string option, string rule)
    {
        int equals = rule.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0 || equals == rule.Length - 1) throw new InvalidParameterException($"{option} is '{rule}'; expected column=value, such as process=A.");
        int column = Column(sheet, option, rule[..equals].Trim());
        string[] values = [.. rule[(equals + 1)..].Split(',').Select(v => v.Trim())];
        string[] there = [.. sheet.Table.Rows.Select(r => r[column])];
        if (values.FirstOrDefault(v => !there.Contains(v, StringComparer.Ordinal)) is { } none)
            throw new PreconditionException($"{sheet.Table.Path}: no lot has the {sheet.Table.Headers[column]} '{none}' that {option} asks for; the values are {Counted.List([.. there.Distinct(StringComparer.Ordinal)])}.");
        return [.. there.Select(v => values.Contains(v, StringComparer.Ordinal))];
    }

    private static int Column(LotTable sheet, string option, string name)
    {
        int at = sheet.Table.Find(name) is >= 0 and int exact ? exact : Array.FindIndex(sheet.Table.Headers, h => h.Equals(name, StringComparison.OrdinalIgnoreCase));
        return at >= 0 ? at : throw new NotFoundException($"{sheet.Table.Path}: no column '{name}' ({option}); the columns are {Counted.List(sheet.Table.Headers)}{ColumnNames.Hint(name, sheet.Table.Headers)}");
    }
}
