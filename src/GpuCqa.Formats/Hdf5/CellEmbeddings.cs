using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;
using GpuCqa.Formats.Hdf5.Storage;

namespace GpuCqa.Formats.Hdf5;

/// <summary>The embeddings of the cells of an h5ad file (obsm).</summary>
public static class CellEmbeddings
{
    private const int RowsAtOnce = 16_384;

    /// <summary>Names of the dense embeddings.</summary>
    /// <exception cref="BadDataException">The file is damaged.</exception>
    public static IReadOnlyList<string> NamesOf(string path)
    {
        using var file = Hdf5File.Open(path);
        return file.OpenRoot().Find("obsm") is Hdf5Group obsm ? [.. obsm.Names().Where(n => obsm.Find(n) is Hdf5Dataset { Extent.Length: 2 })] : [];
    }

    /// <summary>Reads an embedding, cells x dimensions, float32.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">Its key in obsm.</param>
    /// <param name="cancellation">Seen between blocks of cells.</param>
    /// <exception cref="NotFoundException">There is none of this name; names those there are.</exception>
    /// <exception cref="BadDataException">The file is damaged, or a value is not finite.</exception>
    public static DenseMatrix<float> Read(string path, string name, CancellationToken cancellation)
    {
        using var file = Hdf5File.Open(path);
        if ((file.OpenRoot().Find("obsm") as Hdf5Group)?.Find(name) is not Hdf5Dataset { Extent.Length: 2 } dataset)
            throw new NotFoundException($"{path}: obsm has no embedding '{name}'; those there are: {(NamesOf(path) is { Count: > 0 } names ? string.Join(", ", names) : "none")}");
        dataset.Guard();
        int rows = checked((int)dataset.Extent[0]), columns = checked((int)dataset.Extent[1]);
        var result = new DenseMatrix<float>(rows, columns);
        for (int first = 0; first < rows; first += RowsAtOnce)
        {
            cancellation.ThrowIfCancellationRequested();
            int count = Math.Min(RowsAtOnce, rows - first);
            dataset.Read([first, 0], [count, columns], result.Values.AsSpan(checked(first * columns), count * columns));
        }

        int bad = Array.FindIndex(result.Values, v => !float.IsFinite(v));
        return bad < 0 ? result : throw new BadDataException(path, $"obsm/{name}, cell {(bad / columns) + 1}", "the embedding has a value that is not finite");
    }
}
