using GpuCqa.Core.Errors;

namespace GpuCqa.Formats.Images;

/// <summary>Rows of one table of images or of objects, read forward.</summary>
internal abstract class ObjectRows : IDisposable
{
    /// <summary>File, and table where it holds several, for messages.</summary>
    public abstract string Path { get; }

    /// <summary>Reads the next row; false at the end.</summary>
    public abstract bool Read();

    /// <summary>Where the row stands: its line, or its place in a database.</summary>
    public abstract string Row { get; }

    /// <summary>The text of a value, blanks around it removed.</summary>
    public abstract string Text(int column);

    /// <summary>A measurement: NaN where there is none, infinite where CellProfiler divided by zero.</summary>
    /// <exception cref="BadDataException">It is no number; names line and column.</exception>
    public abstract float Number(int column);

    public abstract void Dispose();

    /// <summary>A whole number that names an image or an object.</summary>
    /// <exception cref="BadDataException">It is none.</exception>
    public long Whole(int column, string name)
    {
        string text = Text(column);
        if (long.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out long whole)) return whole;
        // Tables that were written by pandas hold 12.0.
        return double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out double number) && number == Math.Floor(number) && Math.Abs(number) < 1L << 53
            ? (long)number
            : throw Bad(column, name, text.Length == 0 ? "the number is missing" : $"'{text}' is not a whole number");
    }

    /// <summary>An error at a value.</summary>
    public BadDataException Bad(int column, string name, string finding) => new(Path, $"{Row}, column {column + 1} ('{name}')", finding);
}
