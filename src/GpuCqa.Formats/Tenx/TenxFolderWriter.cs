using System.Globalization;
using System.Text;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;
using GpuCqa.Formats.Gzip;

namespace GpuCqa.Formats.Tenx;

/// <summary>Writes cells as a 10x folder in Cell Ranger's v3 layout: barcodes.tsv.gz, features.tsv.gz, matrix.mtx.gz.</summary>
public static class TenxFolderWriter
{
    /// <summary>Writes one lot, holding one block of cells at a time.</summary>
    /// <param name="folder">The folder; made if it does not exist, its three files replaced.</param>
    /// <param name="features">The genes; without types all are "Gene Expression".</param>
    /// <param name="blocks">cells x features, counts, CSR, in order; read once.</param>
    /// <param name="cancellation">Stops between blocks; the folder is then left without a matrix.</param>
    /// <exception cref="PreconditionException">The folder cannot be written.</exception>
    /// <exception cref="InvalidParameterException">A block does not fit the features, or a value is not a count.</exception>
    /// <remarks>The bytes are a function of the content: the same cells give the same files.</remarks>
    public static void Write(string folder, FeatureTable features, IEnumerable<CellBlock> blocks, CancellationToken cancellation = default)
    {
        try
        {
            Directory.CreateDirectory(folder);
            GzipFile.Write(Path.Combine(folder, "features.tsv.gz"), part => WriteFeatures(part, features));
            long cells = 0, entries = 0;
            GzipFile.Write(Path.Combine(folder, "barcodes.tsv.gz"), names => GzipFile.WriteHeadLast(
                Path.Combine(folder, "matrix.mtx.gz"),
                matrix =>
                {
                    var lines = new EntryLines(matrix);
                    foreach (CellBlock block in blocks)
                    {
                        cancellation.ThrowIfCancellationRequested();
                        Check(block, features);
                        names.Write(Encoding.UTF8.GetBytes(string.Concat(block.Barcodes.Select(b => b + "\n"))));
                        entries += WriteEntries(lines, block.Values, cells);
                        cells += block.Values.Rows;
                    }

                    lines.Flush();
                },
                () => Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"%%MatrixMarket matrix coordinate integer general\n%\n{features.Count} {cells} {entries}\n"))));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new PreconditionException($"{folder}: cannot be written: {error.Message}", error);
        }
    }

    private static void WriteFeatures(DeflatePart part, FeatureTable features)
    {
        var text = new StringBuilder();
        for (int g = 0; g < features.Count; g++) text.Append(features.Ids[g]).Append('\t').Append(features.Names[g]).Append('\t').Append(features.Types?[g] ?? CellFileOptions.GeneExpression).Append('\n');
        part.Write(Encoding.UTF8.GetBytes(text.ToString()));
    }

    private static void Check(CellBlock block, FeatureTable features)
    {
        if (block.Values.Columns != features.Count || block.Values.Rows != block.Barcodes.Length)
            throw new InvalidParameterException($"A block of {block.Values.Rows} x {block.Values.Columns} does not fit {block.Barcodes.Length} barcodes and {features.Count} features.");
    }

    private static long WriteEntries(EntryLines lines, CsrMatrix<float> values, long firstCell)
    {
        long written = 0;
        for (int row = 0; row < values.Rows; row++)
        {
            ReadOnlySpan<int> columns = values.RowIndices(row);
            ReadOnlySpan<float> counts = values.RowValues(row);
            for (int i = 0; i < columns.Length; i++)
            {
                float count = counts[i];
                if (count == 0) continue;
                if (!(count > 0 && count <= MatrixMarket.MatrixMarketReader.LargestCount && count == MathF.Floor(count)))
                    throw new InvalidParameterException($"Cell {firstCell + row + 1}, feature {columns[i] + 1} holds {count.ToString(CultureInfo.InvariantCulture)}, which is not a count; a 10x folder holds counts.");
                lines.Add(columns[i] + 1, firstCell + row + 1, (long)count);
                written++;
            }
        }

        return written;
    }
}
