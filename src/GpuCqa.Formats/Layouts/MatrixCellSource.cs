using System.Globalization;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;
using GpuCqa.Formats.Features;
using GpuCqa.Formats.MatrixMarket;

namespace GpuCqa.Formats.Layouts;

/// <summary>Cells of a Matrix Market file with the names that a tool laid beside it (10x, kallisto|bustools, alevin-fry, split-pipe), either orientation, or without names.</summary>
internal sealed class MatrixCellSource : CellSource
{
    /// <summary>A bare matrix names no features; more than this is a damaged size line, not an organism.</summary>
    private const int MostBareFeatures = 20_000_000;

    private readonly CellMatrixFile matrix;
    private readonly string[]? barcodes;
    private readonly string[]? groups;
    private readonly FeatureSelection selection;

    private MatrixCellSource(string path, CellMatrixFile matrix, string[]? barcodes, string[]? groups, FeatureSelection selection)
    {
        Path = path;
        this.matrix = matrix;
        this.barcodes = barcodes;
        this.groups = groups;
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
    /// <param name="entriesPacked">Overrides <see cref="CellMatrixFile.EntriesPacked"/>.</param>
    public static MatrixCellSource Open(string path, MatrixFiles files, CellFileOptions options, long? entriesHeld = null, long? entriesPacked = null)
    {
        CellModality modality = options.Modality ?? CellModality.Counts;
        MatrixMarketHeader header;
        using (var reader = new MatrixMarketReader(files.Matrix, modality)) header = reader.Header;

        string[]? barcodes = null;
        FeatureTable features;
        if (files is { Features: { } named, Barcodes: { } cells })
        {
            NameFile rows = NameFile.Read(named, 3), names = NameFile.Read(cells, 1);
            NameFile.Fit(rows, names, header.Rows, header.Columns);
            rows.Tell(options.Note);
            names.Tell(options.Note);
            barcodes = BarcodeNames.Of(names);
            features = FeatureNames.Of(rows, files, options);
        }
        else
        {
            features = Numbered(files.Matrix, header);
        }

        string[]? groups = options.GroupColumn is { } group ? Groups(path, files, group, barcodes?.Length ?? 0) : null;
        bool cellsAreRows = barcodes is not null && CellsAreRows(files, header, features.Count, barcodes.Length);
        if (barcodes is null)
            options.Undermined?.Invoke($"{path}: no names beside the matrix; its rows were taken as features, its columns as cells, both numbered from 1, and lots are joined by the place of a feature");
        if (cellsAreRows && files.Layout.CellsAreRows != true) options.Note?.Invoke($"{path}: the matrix is cells x features; it was turned");
        var matrix = new CellMatrixFile(files.Matrix, header, cellsAreRows, modality);
        if (entriesHeld is { } held) matrix = new CellMatrixFile(files.Matrix, header, cellsAreRows, modality) { EntriesHeld = held, EntriesPacked = entriesPacked ?? matrix.EntriesPacked };
        return new MatrixCellSource(path, matrix, barcodes, groups, Select(path, files, features, options));
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
            yield return new CellBlock(Names(first, values.Rows), values, groups?.AsSpan(first, values.Rows).ToArray());
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

    private static FeatureSelection Select(string path, MatrixFiles files, FeatureTable features, CellFileOptions options)
    {
        if (files.Layout != MatrixLayout.Alevin || SplicedCounts.Of(features) is not { } spliced) return FeatureSelection.Of(features, options, files.Features ?? path);
        options.Note?.Invoke($"{path}: spliced, unspliced and ambiguous counts of {spliced.Genes.Count} genes (USA mode); spliced and ambiguous were added, unspliced left out, as is usual for single cells; "
            + "for single nuclei give a matrix in which all three are added");
        FeatureSelection genes = FeatureSelection.Of(spliced.Genes, options, files.Features!);
        return genes with { ColumnMap = spliced.ColumnMap };
    }

    private static string[] Groups(string path, MatrixFiles files, string column, int cells) =>
        (files.Barcodes is null ? null : BarcodeNames.ReadColumn(files.Barcodes, column, cells))
        ?? throw new NotFoundException(files.Layout == MatrixLayout.SplitPipe
            ? $"{path}: no column '{column}' in {System.IO.Path.GetFileName(files.Barcodes)}"
            : $"{path}: no column '{column}': a 10x folder has no columns of its own for cells");

    private static bool CellsAreRows(MatrixFiles files, MatrixMarketHeader header, int features, int barcodes)
    {
        bool columns = header.Rows == features && header.Columns == barcodes, rows = header.Rows == barcodes && header.Columns == features;
        if (rows && columns)
        {
            return files.Layout.CellsAreRows ?? throw new BadDataException(files.Matrix, "size line",
                $"a square matrix ({header.Rows} x {header.Columns}), and as many features as barcodes: whether rows or columns are cells cannot be told; lay it out as a tool does that always writes one way (10x: matrix.mtx, features x cells)");
        }

        if (rows || columns) return rows;
        throw new BadDataException(files.Matrix, "size line", $"a matrix of {header.Rows} x {header.Columns} does not fit {features} features ({System.IO.Path.GetFileName(files.Features)}) and {barcodes} barcodes ({System.IO.Path.GetFileName(files.Barcodes)})");
    }

    private static FeatureTable Numbered(string path, MatrixMarketHeader header)
    {
        if (header.Rows > MostBareFeatures)
            throw new BadDataException(path, "size line", $"{header.Rows} rows, expected at most {MostBareFeatures} features in a matrix without names");

        if (header.Rows == header.Columns && header.Rows > 1)
            throw new BadDataException(path, "size line", $"a square matrix ({header.Rows} x {header.Columns}) without names: whether rows or columns are cells cannot be told; put features.tsv and barcodes.tsv beside it");

        // Memory is taken by cell; without barcodes, only the entries can vouch for their number.
        if (header.Columns > 1_000_000 && header.Columns > header.Entries)
            throw new BadDataException(path, "size line", $"{header.Columns} columns but {header.Entries} entries, expected at least one entry a cell in a matrix without names");
        string[] names = new string[header.Rows];
        for (int i = 0; i < names.Length; i++) names[i] = $"feature_{(i + 1).ToString(CultureInfo.InvariantCulture)}";
        return new FeatureTable(names, names);
    }
}
