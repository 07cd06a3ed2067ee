using System.Globalization;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;
using GpuCqa.Formats.Features;
using GpuCqa.Formats.MatrixMarket;

namespace GpuCqa.Formats.Tenx;

/// <summary>Cells of a 10x folder (Cell Ranger v2 or v3, either orientation) or of a bare Matrix Market file.</summary>
internal sealed class TenxCellSource : CellSource
{
    /// <summary>A bare matrix names no features; more than this is a damaged size line, not an organism.</summary>
    private const int MostBareFeatures = 20_000_000;

    private readonly CellMatrixFile matrix;
    private readonly string[]? barcodes;
    private readonly FeatureSelection selection;

    private TenxCellSource(string path, CellMatrixFile matrix, string[]? barcodes, FeatureSelection selection)
    {
        Path = path;
        this.matrix = matrix;
        this.barcodes = barcodes;
        this.selection = selection;
    }

    public override string Path { get; }

    public override FeatureTable Features => selection.Features;

    public override CellModality Modality => matrix.Modality;

    public override long? CellCount => matrix.Cells;

    public override long? EntryCount => matrix.Header.Entries;

    /// <summary>The file that holds the values.</summary>
    internal CellMatrixFile Matrix => matrix;

    /// <summary>The first barcodes, at most so many; none for a bare matrix.</summary>
    internal string[] FirstBarcodes(int most) => barcodes is null ? [] : barcodes[..Math.Min(most, barcodes.Length)];

    /// <summary>Reads names and sizes; the cells are read later.</summary>
    /// <param name="path">The path as the user gave it.</param>
    /// <param name="files">The parts.</param>
    /// <param name="options">What to read.</param>
    /// <param name="entriesHeld">Overrides <see cref="CellMatrixFile.EntriesHeld"/>.</param>
    public static TenxCellSource Open(string path, TenxFiles files, CellFileOptions options, long? entriesHeld = null)
    {
        if (options.GroupColumn is { } group)
            throw new NotFoundException($"{path}: no column '{group}': a 10x folder has no columns of its own for cells");
        CellModality modality = options.Modality ?? CellModality.Counts;
        MatrixMarketHeader header;
        using (var reader = new MatrixMarketReader(files.Matrix, modality)) header = reader.Header;

        string[]? barcodes = files.Barcodes is null ? null : TenxBarcodes.Read(files.Barcodes);
        FeatureTable features = files.Features is null ? Numbered(files.Matrix, header) : TenxFeatures.Read(files.Features);
        bool transposed = barcodes is not null && IsTransposed(files, header, features.Count, barcodes.Length);
        if (barcodes is null) options.Note?.Invoke($"{path}: no names beside the matrix; its rows were taken as features, its columns as cells, both numbered from 1");
        if (transposed) options.Note?.Invoke($"{path}: the matrix is cells x features; it was turned");
        var matrix = new CellMatrixFile(files.Matrix, header, transposed, modality);
        if (entriesHeld is { } held) matrix = new CellMatrixFile(files.Matrix, header, transposed, modality) { EntriesHeld = held };
        return new TenxCellSource(path, matrix, barcodes, FeatureSelection.Of(features, options, files.Features ?? path));
    }

    public override IEnumerable<CellBlock> ReadBlocks(int maxCells, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxCells);
        return Blocks(maxCells, cancellation);
    }

    private IEnumerable<CellBlock> Blocks(int maxCells, CancellationToken cancellation)
    {
        int first = 0;
        foreach (CsrMatrix<float> values in matrix.ReadBlocks(maxCells, Features.Count, selection.ColumnMap, cancellation))
        {
            yield return new CellBlock(Names(first, values.Rows), values);
            first += values.Rows;
        }
    }

    private string[] Names(int first, int count)
    {
        if (barcodes is not null) return barcodes.AsSpan(first, count).ToArray();
        string[] names = new string[count];
        for (int i = 0; i < count; i++) names[i] = $"cell_{(first + i + 1).ToString(CultureInfo.InvariantCulture)}";
        return names;
    }

    private static bool IsTransposed(TenxFiles files, MatrixMarketHeader header, int features, int barcodes)
    {
        if (header.Rows == features && header.Columns == barcodes) return false;
        if (header.Rows == barcodes && header.Columns == features) return true;
        throw new BadDataException(files.Matrix, "size line", $"a matrix of {header.Rows} x {header.Columns} does not fit {features} features ({System.IO.Path.GetFileName(files.Features)}) and {barcodes} barcodes ({System.IO.Path.GetFileName(files.Barcodes)})");
    }

    private static FeatureTable Numbered(string path, MatrixMarketHeader header)
    {
        if (header.Rows > MostBareFeatures)
            throw new BadDataException(path, "size line", $"{header.Rows} rows, expected at most {MostBareFeatures} features in a matrix without names");

        // Memory is taken by cell; without barcodes, only the entries can vouch for their number.
        if (header.Columns > 1_000_000 && header.Columns > header.Entries)
            throw new BadDataException(path, "size line", $"{header.Columns} columns but {header.Entries} entries, expected at least one entry a cell in a matrix without names");
        string[] names = new string[header.Rows];
        for (int i = 0; i < names.Length; i++) names[i] = $"feature_{(i + 1).ToString(CultureInfo.InvariantCulture)}";
        return new FeatureTable(names, names);
    }
}
