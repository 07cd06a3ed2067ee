using GpuCqa.Core.Errors;
using GpuCqa.Formats.Text;

namespace GpuCqa.Formats.Tenx;

/// <summary>Reads barcodes.tsv: the name of each cell, one a line.</summary>
internal static class TenxBarcodes
{
    /// <exception cref="BadDataException">A barcode is empty or repeated; names both lines.</exception>
    public static string[] Read(string path)
    {
        using var reader = new DelimitedReader(path, '\t', quoting: false);
        var barcodes = new List<string>();
        var lineOf = new Dictionary<string, long>(StringComparer.Ordinal);
        while (reader.Read())
        {
            string barcode = reader.Text(0).Trim();
            if (barcode.Length == 0) throw new BadDataException(path, $"line {reader.Line}", "the barcode is empty");
            if (!lineOf.TryAdd(barcode, reader.Line))
                throw new BadDataException(path, $"line {reader.Line}", $"the barcode '{barcode}' is already on line {lineOf[barcode]}; barcodes must be unique");
            barcodes.Add(barcode);
        }

        return [.. barcodes];
    }
}
