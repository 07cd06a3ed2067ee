using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Formats.Hdf5;
using GpuCqa.Formats.Tables;
using GpuCqa.Formats.Tenx;

namespace GpuCqa.Formats;

/// <summary>Opens any file or folder of cells that GpuCqa reads.</summary>
public static class CellFiles
{
    /// <summary>Opens a 10x folder, a Matrix Market file, a 10x HDF5 or h5ad file, or a feature table; the content decides, not the name.</summary>
    /// <param name="path">File or folder.</param>
    /// <param name="options">What to read where a file holds more than one thing.</param>
    /// <exception cref="BadDataException">The path does not exist, or what it names is damaged or of no known kind.</exception>
    /// <exception cref="NotFoundException">A genome, layer, column or feature type of the options does not exist.</exception>
    public static CellSource Open(string path, CellFileOptions options) => CellFileKinds.Of(path) switch
    {
        CellFileKind.Folder => TenxCellSource.Open(path, TenxFiles.InFolder(path, options.Genome, options.Note), options),
        CellFileKind.Matrix => TenxCellSource.Open(path, TenxFiles.OfMatrix(path, options.Note), options),
        CellFileKind.Hdf5 => Hdf5CellFiles.Open(path, options),
        _ => FeatureTableSource.Open(path, options),
    };

    /// <summary>The files that a path of cells stands for: the file itself, or the matrix, features and barcodes of a 10x folder.</summary>
    /// <param name="path">File or folder.</param>
    /// <param name="genome">Genome whose subfolder is meant where a folder holds several; null = the only one.</param>
    /// <exception cref="BadDataException">The path does not exist, or a part is missing.</exception>
    public static IReadOnlyList<string> Parts(string path, string? genome = null)
    {
        TenxFiles? files = CellFileKinds.Of(path) switch
        {
            CellFileKind.Folder => TenxFiles.InFolder(path, genome, null),
            CellFileKind.Matrix => TenxFiles.OfMatrix(path, null),
            _ => null,
        };
        return files is null ? [path] : [.. new[] { files.Matrix, files.Features, files.Barcodes }.OfType<string>()];
    }
}
