using System.Globalization;
using System.Text;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;
using GpuCqa.Formats.Gzip;

namespace GpuCqa.Formats.Tenx;

/// <summary>A run of cells of a 10x folder, formatted and compressed.</summary>
public sealed class TenxPart
{
    private TenxPart(PackedText barcodes, PackedText matrix, int cells, long entries)
    {
        Barcodes = barcodes;
        Matrix = matrix;
        Cells = cells;
        Entries = entries;
    }

    /// <summary>Number of cells.</summary>
    public int Cells { get; }

    /// <summary>Number of counts that are not zero.</summary>
    public long Entries { get; }

    /// <summary>Lines of barcodes.tsv.</summary>
    internal PackedText Barcodes { get; }

    /// <summary>Lines of matrix.mtx.</summary>
    internal PackedText Matrix { get; }

    /// <summary>Formats and compresses cells; any number of threads may do so at once.</summary>
    /// <param name="block">cells x features, counts, CSR.</param>
    /// <param name="firstCell">Position of its first cell in the folder, 0-based.</param>
    /// <param name="last">Whether no part will follow.</param>
    /// <exception cref="InvalidParameterException">A value is not a count.</exception>
    public static TenxPart Pack(CellBlock block, long firstCell, bool last)
    {
        if (block.Values.Rows != block.Barcodes.Length) throw new InvalidParameterException($"A block of {block.Values.Rows} cells has {block.Barcodes.Length} barcodes.");
        PackedText barcodes = PackedText.Of(Encoding.UTF8.GetBytes(string.Concat(block.Barcodes.Select(b => b + "\n"))), last);
        long entries = 0;
        PackedText matrix = PackedText.Of(part =>
        {
            var lines = new EntryLines(part);
            entries = WriteEntries(lines, block.Values, firstCell);
            lines.Flush();
        }, last);
        return new TenxPart(barcodes, matrix, block.Values.Rows, entries);
    }

    private static long WriteEntries(EntryLines lines, CsrMatrix<float> values, long firstCell)
    {
        long written = 0;
        for (int row = 0; row < values.Rows; row++)
        {
            ReadOnlySpan<int> columns = values.RowIndices(row);
            ReadOnlySpan<float> counts = values.RowValues(row);
            lines.Start(firstCell + row + 1);
            for (int i = 0; i < columns.Length; i++)
            {
                float count = counts[i];
                if (count == 0) continue;
                if (!(count > 0 && count <= MatrixMarket.MatrixMarketReader.LargestCount && count == MathF.Floor(count)))
                    throw new InvalidParameterException($"Cell {firstCell + row + 1}, feature {columns[i] + 1} holds {count.ToString(CultureInfo.InvariantCulture)}, which is not a count; a 10x folder holds counts.");
                lines.Add(columns[i] + 1, (int)count);
                written++;
            }
        }

        return written;
    }
}
