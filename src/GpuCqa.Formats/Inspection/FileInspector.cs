using GpuCqa.Core.Errors;
using GpuCqa.Formats.Hdf5;
using GpuCqa.Formats.Images;
using GpuCqa.Formats.Layouts;
using GpuCqa.Formats.Tables;

namespace GpuCqa.Formats.Inspection;

/// <summary>Says what is in a file or folder of cells, or in a cohort sheet.</summary>
public static class FileInspector
{
    /// <summary>What a cohort sheet is called in <see cref="FileInspection.Kind"/>.</summary>
    public const string CohortSheet = "cohort sheet";

    /// <summary>Looks at a path; text formats are read to the end, so that what is reported was seen.</summary>
    /// <param name="path">File or folder.</param>
    /// <exception cref="BadDataException">The path does not exist, or its names or sizes cannot be read. Damage among the values is a warning.</exception>
    /// <exception cref="PreconditionException">An HDF5 file on a machine without libhdf5.</exception>
    public static FileInspection Inspect(string path) => CellFileKinds.Of(path) switch
    {
        CellFileKind.Folder => MatrixInspection.Of(path, MatrixFiles.InFolder(path, null, null)),
        CellFileKind.Matrix => MatrixInspection.Of(path, MatrixFiles.OfMatrix(path, null)),
        CellFileKind.Hdf5 => Hdf5Inspector.Inspect(path),
        CellFileKind.ImageFolder or CellFileKind.Database => ImageInspection.Of(path),
        _ when ImageFolder.IsCombined(path) => ImageInspection.Of(path),
        _ => CohortSheetInspection.Looks(path) ? CohortSheetInspection.Of(path) : FeatureTableInspection.Of(path),
    };
}
