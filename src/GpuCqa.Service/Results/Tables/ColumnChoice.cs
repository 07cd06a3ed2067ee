using GpuCqa.Api.V1;
using GpuCqa.Core.Errors;

namespace GpuCqa.Service.Results;

/// <summary>Columns of a stored table that a caller wants, in the caller's order.</summary>
public sealed class ColumnChoice
{
    private const int ShownNames = 20;

    private ColumnChoice(TableSchema stored, TableSchema schema, int[] places)
    {
        (Stored, Schema, Places) = (stored, schema, places);
        IsWhole = places.Length == stored.Columns.Count && places.Select((p, i) => p == i).All(same => same);
    }

    /// <summary>Columns as they are stored.</summary>
    public TableSchema Stored { get; }

    /// <summary>Columns as they are sent.</summary>
    public TableSchema Schema { get; }

    /// <summary>Places of the sent columns among the stored ones.</summary>
    public IReadOnlyList<int> Places { get; }

    /// <summary>Whether stored blocks are sent as they are.</summary>
    public bool IsWhole { get; }

    /// <summary>The columns of some names, or all.</summary>
    /// <param name="stored">Columns as they are stored.</param>
    /// <param name="names">Names; none means all.</param>
    /// <param name="what">What callers know the table as, for messages.</param>
    /// <exception cref="InvalidParameterException">There is no such column, or it is named twice.</exception>
    public static ColumnChoice Of(TableSchema stored, IReadOnlyList<string> names, string what)
    {
        if (names.Count == 0) return new ColumnChoice(stored, stored, [.. Enumerable.Range(0, stored.Columns.Count)]);
        // A table with two columns of a name gives the first.
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int c = 0; c < stored.Columns.Count; c++) places.TryAdd(stored.Columns[c].Name, c);
        int[] chosen = new int[names.Count];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < chosen.Length; i++)
        {
            if (!places.TryGetValue(names[i], out chosen[i])) throw new InvalidParameterException($"columns: {what} has no column '{Shown(names[i])}'; it has {Listed(stored)}.");
            if (!seen.Add(names[i])) throw new InvalidParameterException($"columns: '{names[i]}' stands there twice.");
        }

        return new ColumnChoice(stored, new TableSchema { RowCount = stored.RowCount, Columns = { chosen.Select(c => stored.Columns[c]) } }, chosen);
    }

    private static string Listed(TableSchema stored) =>
        string.Join(", ", stored.Columns.Take(ShownNames).Select(c => c.Name)) + (stored.Columns.Count > ShownNames ? $" and {stored.Columns.Count - ShownNames} more" : "");

    private static string Shown(string name) => name.Length <= 100 ? name : name[..100] + "...";
}
