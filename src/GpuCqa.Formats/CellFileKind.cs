namespace GpuCqa.Formats;

/// <summary>What a path of cells turned out to be.</summary>
internal enum CellFileKind
{
    /// <summary>A folder, expected to be a 10x one.</summary>
    Folder,

    /// <summary>A Matrix Market file.</summary>
    Matrix,

    /// <summary>An HDF5 file.</summary>
    Hdf5,

    /// <summary>Text with one row a line.</summary>
    Table,

    /// <summary>A folder of CellProfiler's tables, or of such folders.</summary>
    ImageFolder,

    /// <summary>An SQLite database.</summary>
    Database,
}
