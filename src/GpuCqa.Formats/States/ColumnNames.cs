using System.Text;

namespace GpuCqa.Formats.States;

/// <summary>Finds the columns that a user names: exactly, or in another case where that can mean one column only.</summary>
public static class ColumnNames
{
    private const int MostTypos = 2;

    /// <summary>The column that a name means: the one of this name, or the only one of this name in any case; null when there is none.</summary>
    public static string? Match(string name, IReadOnlyCollection<string> columns)
    {
        if (columns.Contains(name)) return name;
        string[] alike = [.. columns.Where(c => c.Equals(name.Trim(), StringComparison.OrdinalIgnoreCase)).Distinct(StringComparer.Ordinal)];
        return alike.Length == 1 ? alike[0] : null;
    }

    /// <summary>What is said when a column was found in another case; null when it is called as it was asked for.</summary>
    public static string? Taken(string asked, string column) => asked == column ? null : $"'{asked}' is taken for the column '{column}'.";

    /// <summary>Names of an option that may be repeated or separated by commas: a text that is a column as a whole is one name, and quotes keep a name with commas together.</summary>
    public static IReadOnlyList<string> Split(IEnumerable<string> given, IReadOnlyCollection<string> columns) =>
        [.. given.SelectMany(text => Match(text, columns) is not null ? [text.Trim()] : Fields(text))];

    /// <summary>A question that ends a message about a name that is no column: "; did you mean 'vegf'?", or nothing.</summary>
    public static string Hint(string name, IReadOnlyCollection<string> columns)
    {
        string[] alike = [.. columns.Where(c => c.Equals(name, StringComparison.OrdinalIgnoreCase))];
        if (alike.Length > 1) return $"; did you mean {string.Join(" or ", alike.Select(a => $"'{a}'"))}?";
        string plain = Plain(name);
        string? near = columns.FirstOrDefault(c => Plain(c) == plain)
            ?? columns.FirstOrDefault(c => c.StartsWith(name + ",", StringComparison.OrdinalIgnoreCase))
            ?? columns.Select(c => (Column: c, Typos: Distance(Plain(c), plain))).Where(c => c.Typos <= Math.Min(MostTypos, plain.Length / 3)).OrderBy(c => c.Typos).Select(c => c.Column).FirstOrDefault();
        if (near is null) return "";
        return near.Contains(',', StringComparison.Ordinal) ? $"; did you mean '{near}'? A name with commas is written in quotes of its own, or given alone" : $"; did you mean '{near}'?";
    }

    // RFC 4180 within one option: a,b or "a, b",c.
    private static List<string> Fields(string text)
    {
        var field = new StringBuilder();
        bool quoted = false;
        var fields = new List<string>();
        foreach (char c in text)
        {
            if (c == '"') quoted = !quoted;
            else if (c == ',' && !quoted) Add();
            else field.Append(c);
        }

        Add();
        return fields;

        void Add()
        {
            string name = field.ToString().Trim();
            field.Clear();
            if (name.Length > 0) fields.Add(name);
        }
    }

    private static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    // Levenshtein's: insertions, deletions and replacements.
    private static int Distance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int above = row[j];
                row[j] = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[^1];
    }
}
