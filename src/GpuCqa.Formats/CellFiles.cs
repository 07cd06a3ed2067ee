using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Formats.Hdf5;
using GpuCqa.Formats.Images;
using GpuCqa.Formats.Layouts;
using GpuCqa.Formats.Tables;

namespace GpuCqa.Formats;

/// <summary>Opens any file or folder of cells that GpuCqa reads.</summary>
public static class CellFiles
{
    /// <summary>Opens a folder of 10x, kallisto|bustools, alevin-fry or split-pipe, a Matrix Market file, a 10x HDF5 or h5ad file, a feature table, or CellProfiler's tables (a folder of them, a combined table, an SQLite database); the content decides, not the name.</summary>
    /// <param name="path">File or folder.</param>
    /// <param name="options">What to read where a file holds more than one thing.</param>
    /// <exception cref="BadDataException">The path does not exist, or what it names is damaged or of no known kind.</exception>
    /// <exception cref="NotFoundException">A genome, layer, column or feature type of the options does not exist.</exception>
    public static CellSource Open(string path, CellFileOptions options) => CellFileKinds.Of(path) switch
    {
        CellFileKind.Folder => MatrixCellSource.Open(path, MatrixFiles.InFolder(path, options.Genome, options.Note), options),
        CellFileKind.Matrix => MatrixCellSource.Open(path, MatrixFiles.OfMatrix(path, options.Note), options),
        CellFileKind.Hdf5 => Hdf5CellFiles.Open(path, options),
        CellFileKind.ImageFolder or CellFileKind.Database => ImageTableSource.Open(path, options),
        _ when options.Images is not null || ImageFolder.IsCombined(path) => ImageTableSource.Open(path, options),
        _ => FeatureTableSource.Open(path, options),
    };

    /// <summary>The files that a path of cells stands for: the file itself, or a matrix and the files that name its features and barcodes.</summary>
    /// <param name="path">File or folder.</param>
    /// <param name="genome">Genome whose subfolder is meant where a folder holds several; null = the only one.</param>
    /// <exception cref="BadDataException">The path does not exist, or a part is missing.</exception>
    public static IReadOnlyList<string> Parts(string path, string? genome = null)
    {
        CellFileKind kind = CellFileKinds.Of(path);
        if (kind == CellFileKind.ImageFolder) return ImageFolder.Parts(path);
        MatrixFiles? files = kind switch
        {
            CellFileKind.Folder => MatrixFiles.InFolder(path, genome, null),
            CellFileKind.Matrix => MatrixFiles.OfMatrix(path, null),
            _ => null,
        };
        return files is null ? [path] : files.All;
    }
}
