using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Formats.Hdf5.AnnData;
using GpuCqa.Formats.Hdf5.Storage;
using GpuCqa.Formats.Hdf5.Tenx;

namespace GpuCqa.Formats.Hdf5;

/// <summary>Opens HDF5 files of cells: 10x HDF5 of Cell Ranger 2 and 3 and later, and h5ad of every anndata version.</summary>
public static class Hdf5CellFiles
{
    /// <summary>Opens a file: reads its layout and features, not its cells.</summary>
    /// <param name="path">A .h5 or .h5ad file.</param>
    /// <param name="options">What to read where the file holds more than one thing.</param>
    /// <returns>Cells x features in CSR blocks. CSR files (10x, h5ad) stream; CSC and dense files are turned within bounded memory (8 bytes an entry of a band of at most 48 million entries, 16 MiB of dense rows).</returns>
    /// <exception cref="BadDataException">The file is missing, damaged, hostile, of no known layout, or holds no counts where counts are wanted.</exception>
    /// <exception cref="InvalidParameterException">The file holds several genomes and none was chosen.</exception>
    /// <exception cref="NotFoundException">A layer, genome or column of the options does not exist.</exception>
    /// <exception cref="PreconditionException">libhdf5 is not installed; the message says how to install it.</exception>
    /// <remarks>Deterministic. The library is called under one lock of the process, because HDF5 is not thread-safe.</remarks>
    public static CellSource Open(string path, CellFileOptions options)
    {
        using var file = Hdf5File.Open(path);
        Hdf5Group root = file.OpenRoot();
        CellLayout layout = Hdf5FileKinds.Of(root) switch
        {
            Hdf5FileKind.AnnData => AnnDataLayout.Find(root, options),
            Hdf5FileKind.TenxGenomes => TenxLayout.OfGenomes(root, options),
            Hdf5FileKind.TenxFeatures => TenxLayout.OfFeatures(root, options),
            _ => throw new BadDataException(path, null, $"is neither a 10x matrix nor h5ad; its root holds {Hdf5FileKinds.RootWords(root)}"),
        };
        return new Hdf5CellSource(path, layout) { GroupColumn = options.GroupColumn };
    }
}
