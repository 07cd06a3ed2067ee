using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Texts;

namespace GpuCqa.Formats.Readouts;

/// <summary>A column of numbers of lots as people write them: with missing values, decimal commas, and values beyond the limits of an assay.</summary>
/// <param name="Values">Value of each lot; NaN where it has none.</param>
/// <param name="Notes">What was taken for what, one sentence each.</param>
/// <remarks>
/// A value below a limit of detection (&lt;31.2) is known to be less than the limit and no more. Such values tie, below every measured value; where limits differ, or a value was measured below
/// another lot's limit, everything below the highest limit ties, because its order is not known (Helsel, Statistics for Censored Environmental Data, 2nd ed., chapter 9: recensoring at the
/// highest limit, after which ranks are exact). Values above a limit (&gt;500) mirror this at the lowest such limit.
/// </remarks>
public sealed record ReadoutColumn(double[] Values, IReadOnlyList<string> Notes)
{
    private static readonly string[] Below = ["<=", "\u2264", "<"], Above = [">=", "\u2265", ">"];

    /// <summary>Reads a column.</summary>
    /// <param name="column">Its name, for notes.</param>
    /// <param name="lots">Names of the lots, for notes.</param>
    /// <param name="texts">Text of each lot, trimmed.</param>
    /// <param name="bad">Makes the error of a text that is no number, from the index of the lot and what is wrong.</param>
    public static ReadoutColumn Of(string column, IReadOnlyList<string> lots, IReadOnlyList<string> texts, Func<int, string, Exception> bad)
    {
        (double[] values, int[] sides, bool comma) = Parse(texts, bad);
        var notes = new List<string>();
        if (comma) notes.Add($"{column}: the commas in its values are read as decimal points.");
        string[] shown = [.. lots.Select((lot, l) => $"{lot} {texts[l]}")];
        double low = Limits(sides, values, -1).DefaultIfEmpty(double.NegativeInfinity).Max(), high = Limits(sides, values, 1).DefaultIfEmpty(double.PositiveInfinity).Min();
        if (high < low)
        {
            int at = Array.FindIndex(sides, s => s > 0);
            throw bad(at, $"'{texts[at]}' cannot be put in order with the limit of detection of another lot, '{texts[Array.FindIndex(sides, s => s < 0)]}'; leave the field empty");
        }

        Tie(column, shown, sides, values, -1, low, notes);
        Tie(column, shown, sides, values, 1, high, notes);
        return new ReadoutColumn(values, notes);
    }

    /// <summary>Reads a column without putting values beyond limits in order.</summary>
    /// <param name="texts">Text of each lot, trimmed.</param>
    /// <param name="bad">Makes the error of a text that is no number, from the index of the lot and what is wrong.</param>
    public static Parsed Parse(IReadOnlyList<string> texts, Func<int, string, Exception> bad)
    {
        int[] sides = new int[texts.Count];
        string[] numbers = new string[texts.Count];
        for (int l = 0; l < numbers.Length; l++) (sides[l], numbers[l]) = MissingText.Is(texts[l]) ? (0, "") : Split(texts[l]);
        NumberDialect dialect = NumberDialect.Of(numbers);
        double[] values = new double[texts.Count];
        for (int l = 0; l < values.Length; l++)
        {
            values[l] = double.NaN;
            if (MissingText.Is(texts[l]) || dialect.TryParse(numbers[l], out values[l], out string? why)) continue;
            throw bad(l, sides[l] != 0 && why is null ? $"'{texts[l]}' names no limit; write the limit as a number, such as <31.2" : $"'{texts[l]}' is not a finite number; {why ?? "leave the field empty where a lot has no value"}");
        }

        return new Parsed(values, sides, dialect.Comma);
    }

    /// <summary>A column as it is written.</summary>
    /// <param name="Values">Value of each lot, or its limit; NaN where it has none.</param>
    /// <param name="Sides">-1 below the limit, 1 above it, 0 as measured.</param>
    /// <param name="Comma">Whether commas are decimal points.</param>
    public readonly record struct Parsed(double[] Values, int[] Sides, bool Comma);

    private static (int Side, string Number) Split(string text)
    {
        foreach ((int side, string[] signs) in new[] { (-1, Below), (1, Above) })
        {
            if (signs.FirstOrDefault(s => text.StartsWith(s, StringComparison.Ordinal)) is { } sign) return (side, text[sign.Length..].Trim());
        }

        return (0, text);
    }

    private static IEnumerable<double> Limits(int[] sides, double[] values, int side) => values.Where((_, l) => sides[l] == side);

    // Side -1 ties what is below the highest limit, side 1 what is above the lowest one.
    private static void Tie(string column, string[] shown, int[] sides, double[] values, int side, double limit, List<string> notes)
    {
        if (!double.IsFinite(limit)) return;
        int[] beyond = [.. Enumerable.Range(0, values.Length).Where(l => sides[l] == side)];
        int[] measured = [.. Enumerable.Range(0, values.Length).Where(l => sides[l] == 0 && side * values[l] > side * limit)];
        bool atLimit = values.Where((v, l) => sides[l] == 0 && v == limit).Any();
        double tied = !atLimit ? limit : side < 0 ? Math.BitDecrement(limit) : Math.BitIncrement(limit);
        foreach (int l in (int[])[.. beyond, .. measured]) values[l] = tied;
        string note = $"{column}: {Counted.Of(beyond.Length, "lot")} {Counted.Word(beyond.Length, "is", "are")} {(side < 0 ? "below a limit of detection" : "above a limit of the assay")} ({string.Join(", ", beyond.Select(l => shown[l]))}); "
            + $"{Counted.Word(beyond.Length, "its value counts as", "they tie")} {(side < 0 ? "below" : "above")} every value measured {(side < 0 ? "from that limit on" : "up to that limit")}.";
        if (measured.Length > 0)
            note += $" {string.Join(", ", measured.Select(l => shown[l]))}, measured {(side < 0 ? "below the highest" : "above the lowest")} limit, {Counted.Word(measured.Length, "ties", "tie")} with {Counted.Word(beyond.Length, "it", "them")}, because the order is not known.";
        notes.Add(note);
    }
}
