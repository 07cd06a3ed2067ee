using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Formats.Tenx;

/// <summary>Writes cells as a 10x folder in Cell Ranger's v3 layout: barcodes.tsv.gz, features.tsv.gz, matrix.mtx.gz.</summary>
public static class TenxFolderWriter
{
    /// <summary>Cells of a part: large enough to compress well, small enough that many lie in memory at once. The bytes of a folder depend on it.</summary>
    public const int PartCells = 512;

    /// <summary>Writes one lot, holding one block of cells at a time.</summary>
    /// <param name="folder">The folder; made if it does not exist, its three files replaced.</param>
    /// <param name="features">The genes; without types all are "Gene Expression".</param>
    /// <param name="blocks">cells x features, counts, CSR, in order; read once.</param>
    /// <param name="cancellation">Stops between parts; the folder is then left without a matrix.</param>
    /// <exception cref="PreconditionException">The folder cannot be written.</exception>
    /// <exception cref="InvalidParameterException">A block does not fit the features, or a value is not a count.</exception>
    /// <remarks>The bytes are a function of the content: the same cells give the same files, in whatever blocks they come.</remarks>
    public static void Write(string folder, FeatureTable features, IEnumerable<CellBlock> blocks, CancellationToken cancellation = default)
    {
        using TenxFolderOutput stream = TenxFolderOutput.Create(folder, features);
        long cells = 0;
        CellBlock? waiting = null;
        foreach (CellBlock part in Parts(blocks, features))
        {
            cancellation.ThrowIfCancellationRequested();
            Append(waiting, last: false);
            waiting = part;
        }

        cancellation.ThrowIfCancellationRequested();
        Append(waiting, last: true);
        stream.Finish();

        void Append(CellBlock? part, bool last)
        {
            if (part is null) return;
            stream.Append(TenxPart.Pack(part, cells, last));
            cells += part.Barcodes.Length;
        }
    }

    /// <summary>The same cells in blocks of <see cref="PartCells"/>, the last with what remains.</summary>
    private static IEnumerable<CellBlock> Parts(IEnumerable<CellBlock> blocks, FeatureTable features)
    {
        var barcodes = new List<string>(PartCells);
        var offsets = new List<long>(PartCells + 1) { 0 };
        var columns = new List<int>();
        var values = new List<float>();
        foreach (CellBlock block in blocks)
        {
            Check(block, features);
            for (int row = 0; row < block.Values.Rows; row++)
            {
                barcodes.Add(block.Barcodes[row]);
                columns.AddRange(block.Values.RowIndices(row));
                values.AddRange(block.Values.RowValues(row));
                offsets.Add(columns.Count);
                if (barcodes.Count == PartCells) yield return Take();
            }
        }

        if (barcodes.Count > 0) yield return Take();

        CellBlock Take()
        {
            var part = new CellBlock([.. barcodes], new CsrMatrix<float>(barcodes.Count, features.Count, [.. offsets], [.. columns], [.. values]));
            barcodes.Clear();
            offsets.RemoveRange(1, offsets.Count - 1);
            columns.Clear();
            values.Clear();
            return part;
        }
    }

    private static void Check(CellBlock block, FeatureTable features)
    {
        if (block.Values.Columns != features.Count || block.Values.Rows != block.Barcodes.Length)
            throw new InvalidParameterException($"A block of {block.Values.Rows} x {block.Values.Columns} does not fit {block.Barcodes.Length} barcodes and {features.Count} features.");
    }
}
