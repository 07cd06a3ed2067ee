using System.Globalization;
using System.Text;

namespace GpuCqa.Formats.Tests.Tenx;

/// <summary>Writes small 10x folders as text, right or wrong as a test wants them.</summary>
internal static class MatrixText
{
    public const string Banner = "%%MatrixMarket matrix coordinate integer general\n%\n";

    public static string Of(int rows, int columns, IReadOnlyCollection<(int Row, int Column, int Value)> entries)
    {
        var text = new StringBuilder(Banner).Append(CultureInfo.InvariantCulture, $"{rows} {columns} {entries.Count}\n");
        foreach ((int row, int column, int value) in entries) text.Append(CultureInfo.InvariantCulture, $"{row} {column} {value}\n");
        return text.ToString();
    }

    public static string Features(int count) => string.Concat(Enumerable.Range(1, count).Select(i => $"ENSG{i:D5}\tG{i}\tGene Expression\n"));

    public static string Barcodes(int count) => string.Concat(Enumerable.Range(1, count).Select(i => $"AAAC{i:D5}-1\n"));

    /// <summary>Writes a folder of plain files; the texts are taken as they are.</summary>
    public static string WriteFolder(string folder, string matrix, string features, string barcodes)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "matrix.mtx"), matrix);
        File.WriteAllText(Path.Combine(folder, "features.tsv"), features);
        File.WriteAllText(Path.Combine(folder, "barcodes.tsv"), barcodes);
        return folder;
    }
}
