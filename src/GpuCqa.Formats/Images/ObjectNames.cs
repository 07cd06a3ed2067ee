namespace GpuCqa.Formats.Images;

/// <summary>Names that people give to objects, the likeliest cells first.</summary>
internal static class ObjectNames
{
    /// <summary>What a cell is called.</summary>
    public static readonly string[] Cells = ["Cells", "Cell", "cells", "cell", "Cytoplasm", "cytoplasm", "Nuclei", "nuclei", "Nucleus", "nucleus"];

    /// <summary>The object of some that is the cell: the first that is called so, the only one, or null.</summary>
    public static string? CellOf(IReadOnlyCollection<string> names) =>
        Cells.Where(c => !c.Equals("cytoplasm", StringComparison.OrdinalIgnoreCase)).Select(c => names.FirstOrDefault(n => n.Equals(c, StringComparison.OrdinalIgnoreCase))).FirstOrDefault(n => n is not null) ?? (names.Count == 1 ? names.First() : null);
}
