using GpuCqa.Core.Errors;
using GpuCqa.Formats.Hdf5;
using GpuCqa.Formats.Tables;
using GpuCqa.Formats.Text;

namespace GpuCqa.Formats.States;

/// <summary>Lot, states and further labels of every cell of a file, as other programs wrote them: one row a cell of a delimited table, or the obs of an h5ad.</summary>
public static class CellLabels
{
    private const int CellsAtOnce = 65_536;

    /// <summary>Whether a path is a file whose labels can be read: an h5ad by its content.</summary>
    public static bool IsH5ad(string path) => Hdf5Labels.IsHdf5(path);

    /// <summary>Reads the columns in blocks of cells, in file order.</summary>
    /// <param name="path">The file.</param>
    /// <param name="columns">Columns to read.</param>
    /// <param name="cancellation">Stops between blocks.</param>
    /// <returns>Blocks of cells; columns x cells, trimmed; an empty text is a missing value.</returns>
    /// <exception cref="NotFoundException">A column does not exist; names those there are.</exception>
    /// <exception cref="BadDataException">The file is damaged; names the line or key.</exception>
    public static IEnumerable<string[][]> Read(string path, IReadOnlyList<string> columns, CancellationToken cancellation) =>
        Hdf5Labels.IsHdf5(path) ? Hdf5Labels.Read(path, columns, CellsAtOnce, cancellation) : ReadTable(path, columns, cancellation);

    /// <summary>Names of the columns that label cells.</summary>
    public static IReadOnlyList<string> ColumnsOf(string path)
    {
        if (Hdf5Labels.IsHdf5(path)) return Hdf5Labels.ColumnsOf(path);
        using DelimitedReader reader = SheetFile.Open(path);
        return SheetFile.Header(reader);
    }

    /// <summary>Opens a file whose labels, or lots, are to be read: the header and that there are rows.</summary>
    /// <exception cref="BadDataException">It is damaged, or neither a delimited table nor an h5ad.</exception>
    public static void Check(string path)
    {
        CellFileKind kind = CellFileKinds.Of(path);
        if (kind is CellFileKind.Folder or CellFileKind.ImageFolder or CellFileKind.Database or CellFileKind.Matrix) throw new BadDataException(path, null, kind is CellFileKind.ImageFolder or CellFileKind.Database ? "an export of CellProfiler names no states; expected a table or an h5ad" : "a 10x matrix names no states; expected a table or an h5ad");
        if (kind == CellFileKind.Hdf5)
        {
            if (Hdf5Labels.ColumnsOf(path).Count == 0) throw new BadDataException(path, "obs", "has no column that could name a lot or a state");
            return;
        }

        using DelimitedReader reader = SheetFile.Open(path);
        SheetFile.Header(reader);
        if (!reader.Read()) throw new BadDataException(path, null, "the table has a header but no rows");
    }

    private static IEnumerable<string[][]> ReadTable(string path, IReadOnlyList<string> columns, CancellationToken cancellation)
    {
        using DelimitedReader reader = SheetFile.Open(path);
        string[] headers = SheetFile.Header(reader);
        int[] at = [.. columns.Select(c => Array.IndexOf(headers, c) is >= 0 and int i ? i : throw new NotFoundException($"{path}: no column '{c}'; the columns are {ColumnList.Of(headers)}{ColumnNames.Hint(c, headers)}"))];
        List<string>[] block = [.. at.Select(_ => new List<string>())];
        // Labels repeat from cell to cell: each text is kept once.
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        while (reader.Read())
        {
            if (SheetFile.IsEmptyFrom(reader, 0)) continue;
            if (reader.FieldCount < headers.Length || !SheetFile.IsEmptyFrom(reader, headers.Length)) throw new BadDataException(path, $"line {reader.Line}", $"has {reader.FieldCount} fields, the header has {headers.Length}");
            for (int i = 0; i < at.Length; i++)
            {
                string text = reader.Text(at[i]).Trim();
                if (!texts.TryGetValue(text, out string? kept)) texts.Add(text, kept = text);
                block[i].Add(kept);
            }

            if (block[0].Count < CellsAtOnce) continue;
            cancellation.ThrowIfCancellationRequested();
            yield return [.. block.Select(b => b.ToArray())];
            foreach (List<string> b in block) b.Clear();
        }

        if (block[0].Count > 0) yield return [.. block.Select(b => b.ToArray())];
    }
}
