using System.Globalization;

namespace GpuCqa.Reporting.Tables;

/// <summary>Writes comma-separated fields (RFC 4180, lines end in \n): numbers in the shortest form that reads back to the same bits.</summary>
/// <remarks>NaN is an empty field, infinities are inf and -inf; pandas, R and polars read all of them.</remarks>
public sealed class CsvWriter(TextWriter output)
{
    private readonly char[] buffer = new char[64];
    private bool first = true;

    /// <summary>A text; null is an empty field.</summary>
    public void Text(string? value)
    {
        Separate();
        if (value is null) return;
        if (!NeedsQuotes(value))
        {
            output.Write(value);
            return;
        }

        output.Write('"');
        output.Write(value.Replace("\"", "\"\"", StringComparison.Ordinal));
        output.Write('"');
    }

    /// <summary>A whole number; null is an empty field.</summary>
    public void Integer(long? value)
    {
        Separate();
        if (value is { } number) Write(number);
    }

    /// <summary>A number, float64.</summary>
    public void Number(double value)
    {
        Separate();
        if (double.IsNaN(value)) return;
        if (double.IsInfinity(value)) output.Write(value > 0 ? "inf" : "-inf");
        else Write(value);
    }

    /// <summary>A number, float32.</summary>
    public void Number(float value)
    {
        Separate();
        if (float.IsNaN(value)) return;
        if (float.IsInfinity(value)) output.Write(value > 0 ? "inf" : "-inf");
        else Write(value);
    }

    /// <summary>Ends the line.</summary>
    public void EndRow()
    {
        output.Write('\n');
        first = true;
    }

    // A lot may be called NA: quotes say that it is a name, to readers that tell the two apart.
    private static bool NeedsQuotes(string value) =>
        value.Length == 0 || value is "NA" or "N/A" or "NaN" or "nan" or "NULL" or "null" or "None" or "inf" or "-inf" || value.AsSpan().IndexOfAny(",\"\n\r") >= 0 || char.IsWhiteSpace(value[0]) || char.IsWhiteSpace(value[^1]);

    private void Write<T>(T value) where T : ISpanFormattable
    {
        value.TryFormat(buffer, out int length, default, CultureInfo.InvariantCulture);
        output.Write(buffer, 0, length);
    }

    private void Separate()
    {
        if (!first) output.Write(',');
        first = false;
    }
}
