using GpuCqa.Core.Errors;

namespace GpuCqa.Formats;

/// <summary>"column=value,value": which cells are controls.</summary>
public static class ControlEntry
{
    /// <summary>Takes an entry apart.</summary>
    /// <param name="entry">The entry.</param>
    /// <exception cref="InvalidParameterException">It is of another form.</exception>
    public static (string Column, IReadOnlyList<string> Values) Parse(string entry)
    {
        int at = entry.IndexOf('=', StringComparison.Ordinal);
        string[] values = at < 0 ? [] : entry[(at + 1)..].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return at > 0 && values.Length > 0
            ? (entry[..at].Trim(), values)
            : throw new InvalidParameterException($"--controls '{entry}': expected {ImageOptions.AllCells}, or column=value,... of the control cells, as in Metadata_Treatment=DMSO");
    }
}
