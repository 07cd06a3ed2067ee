using GpuCqa.Core.Matrices;
using GpuCqa.Formats.Hdf5.Storage;

namespace GpuCqa.Formats.Hdf5.Matrices;

/// <summary>A dense dataset of two dimensions, read by bands of rows and kept as sparse rows.</summary>
/// <remarks>Memory: one band (16 MiB, or one row where that is more) beside the non-zero values of a block.</remarks>
internal sealed class DenseMatrixStore : StoredMatrix
{
    private const long BandValues = 4L << 20;
    private readonly Hdf5Dataset dataset;

    internal DenseMatrixStore(Hdf5Dataset dataset)
        : base(dataset, (long)Math.Min(dataset.Extent[0], int.MaxValue), (long)Math.Min(dataset.Extent[1], int.MaxValue)) => this.dataset = dataset;

    internal override Hdf5Dataset Values => dataset;

    internal override string Words => "dense, " + dataset.Type.Words;

    internal override void Check() => dataset.Guard();

    internal override ValueLook Look()
    {
        Check();
        var look = new ValueLook();
        var values = new float[Math.Min(Columns, LookLength)];
        int places = Math.Min(LookPlaces, Rows);
        for (int p = 0; p < places; p++)
        {
            dataset.Read([(long)Rows * p / places, (long)(Columns - values.Length) * p / places], [1, values.Length], values.AsSpan());
            look.See(values);
        }

        return look;
    }

    internal override IEnumerable<CsrMatrix<float>> ReadRows(int maxRows, CancellationToken cancellation)
    {
        Check();
        int bandRows = BandRows();
        var band = new float[(long)Math.Min(bandRows, Rows) * Columns];
        int bandStart = 0, bandEnd = 0;
        for (int first = 0; first < Rows;)
        {
            int count = Math.Min(maxRows, Rows - first);
            var block = new SparseRowsBuilder(count, Columns);
            for (int row = first; row < first + count; row++)
            {
                if (row >= bandEnd)
                {
                    cancellation.ThrowIfCancellationRequested();
                    bandStart = row;
                    bandEnd = Math.Min(Rows, row + bandRows);
                    dataset.Read([bandStart, 0], [bandEnd - bandStart, Columns], band.AsSpan(0, (bandEnd - bandStart) * Columns));
                }

                block.AddDense(band.AsSpan((row - bandStart) * Columns, Columns));
            }

            first += count;
            yield return block.Build();
        }
    }

    /// <summary>Rows of a band: whole chunks, so that none is decompressed twice.</summary>
    private int BandRows()
    {
        long rows = Math.Clamp(BandValues / Math.Max(1, Columns), 1, int.MaxValue);
        if (dataset.Layout.Chunk is [ulong chunk, _] && (long)chunk > 0 && (long)chunk <= rows) rows -= rows % (long)chunk;
        return (int)rows;
    }
}
