using GpuCqa.Core.Matrices;
using GpuCqa.Formats.Hdf5.Storage;

namespace GpuCqa.Formats.Hdf5.Matrices;

/// <summary>A cells x features matrix of a file, whatever its layout, that is read by blocks of rows.</summary>
internal abstract class StoredMatrix
{
    /// <summary>Places at which <see cref="Look"/> reads.</summary>
    protected const int LookPlaces = 16;

    /// <summary>Most values that <see cref="Look"/> reads at a place.</summary>
    protected const int LookLength = 4096;

    protected StoredMatrix(Hdf5Node node, long rows, long columns)
    {
        if (rows is < 0 or >= int.MaxValue || columns is < 0 or >= int.MaxValue)
            throw node.Bad($"promises {rows} x {columns} cells and features; each must be below {int.MaxValue}");
        Node = node;
        Rows = (int)rows;
        Columns = (int)columns;
    }

    /// <summary>The group or dataset.</summary>
    internal Hdf5Node Node { get; }

    /// <summary>Cells.</summary>
    internal int Rows { get; }

    /// <summary>Features.</summary>
    internal int Columns { get; }

    /// <summary>The dataset that holds the values, for messages.</summary>
    internal abstract Hdf5Dataset Values { get; }

    /// <summary>Layout and element type in words ("CSR, 2282976 stored, float32").</summary>
    internal abstract string Words { get; }

    /// <summary>Refuses a matrix that contradicts itself. Not part of opening: a look at one matrix must not fail for another.</summary>
    internal abstract void Check();

    /// <summary>Looks at values spread over the matrix.</summary>
    internal abstract ValueLook Look();

    /// <summary>Reads all rows in order; every block but the last has <paramref name="maxRows"/>. Rows are sorted by column; stored zeros may be left in.</summary>
    internal abstract IEnumerable<CsrMatrix<float>> ReadRows(int maxRows, CancellationToken cancellation);

    /// <summary>Recognizes a matrix of an h5ad file (any anndata version), or null when the node is none.</summary>
    internal static StoredMatrix? Open(Hdf5Node? node)
    {
        if (node is Hdf5Dataset dense) return dense.Extent.Length == 2 ? new DenseMatrixStore(dense) : null;
        if (node is not Hdf5Group group) return null;
        string? kind = group.TextAttribute("encoding-type") ?? group.TextAttribute("h5sparse_format");
        long[]? shape = group.IntegersAttribute("shape") ?? group.IntegersAttribute("h5sparse_shape");
        if (kind is not ("csr_matrix" or "csc_matrix" or "csr" or "csc")) return null;
        if (shape is not [long rows, long columns]) throw group.Bad("a sparse matrix needs an attribute 'shape' of two integers");
        return kind.StartsWith("csr", StringComparison.Ordinal)
            ? new CsrMatrixStore(group, rows, columns)
            : new CscMatrixStore(group, rows, columns);
    }
}
