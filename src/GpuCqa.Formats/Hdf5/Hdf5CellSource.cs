using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Matrices;
using GpuCqa.Formats.Hdf5.Frames;
using GpuCqa.Formats.Hdf5.Matrices;
using GpuCqa.Formats.Hdf5.Storage;

namespace GpuCqa.Formats.Hdf5;

/// <summary>The cells of a 10x HDF5 or h5ad file.</summary>
internal sealed class Hdf5CellSource(string path, CellLayout layout) : CellSource
{
    public override string Path => path;

    public override FeatureTable Features => layout.Features;

    public override CellModality Modality => layout.Modality;

    public override long? CellCount => layout.Rows;

    public override long? EntryCount
    {
        get
        {
            using var file = Hdf5File.Open(path);
            return layout.OpenMatrix(file.OpenRoot()).Values.Extent.Aggregate(1L, (product, extent) => checked(product * (long)extent));
        }
    }

    public override IEnumerable<CellBlock> ReadBlocks(int maxCells, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxCells);
        return Blocks(maxCells, cancellation);
    }

    private IEnumerable<CellBlock> Blocks(int maxCells, CancellationToken cancellation)
    {
        using var file = Hdf5File.Open(path);
        Hdf5Group root = file.OpenRoot();
        StoredMatrix matrix = layout.OpenMatrix(root);
        FrameColumn barcodes = layout.OpenBarcodes(root);
        FrameColumn? groups = layout.OpenGroups?.Invoke(root);
        matrix.Check();
        UniqueBarcodes.Check(barcodes, groups, cancellation);
        var rules = new EntryRules(matrix, layout.Modality, layout.ColumnMap, layout.Features.Count);
        int first = 0;
        foreach (CsrMatrix<float> block in matrix.ReadRows(maxCells, cancellation))
        {
            string[] names = barcodes.ReadTexts(first, block.Rows);
            CsrMatrix<float> values = rules.Apply(block, first, r => names[r], c => layout.FileFeatures.Ids[c]);
            yield return new CellBlock(names, values, groups?.ReadTexts(first, block.Rows));
            first += block.Rows;
        }
    }
}
