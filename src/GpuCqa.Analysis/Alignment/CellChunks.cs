using GpuCqa.Analysis.Numerics;
using GpuCqa.Compute;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Alignment;

/// <summary>The cells of each lot in chunks that fit a dense float64 product, in a fixed order.</summary>
internal sealed class CellChunks
{
    private const int Most = 8192;

    private CellChunks(IReadOnlyList<(int Lot, int[] Cells)> chunks) => Chunks = chunks;

    /// <summary>Lot and cells of each chunk; lots in order, cells ascending within a lot.</summary>
    public IReadOnlyList<(int Lot, int[] Cells)> Chunks { get; }

    /// <summary>Cuts the cells of every lot into chunks.</summary>
    public static CellChunks ByLot(int[] lots, int lotCount)
    {
        var members = new List<int>[lotCount];
        for (int b = 0; b < lotCount; b++) members[b] = [];
        for (int i = 0; i < lots.Length; i++) members[lots[i]].Add(i);
        return new CellChunks(members.SelectMany((cells, lot) => cells.Chunk(Most).Select(c => (lot, c))).ToArray());
    }

    /// <summary>Cuts all cells into chunks, as one lot.</summary>
    public static CellChunks All(int cells) => new(Enumerable.Range(0, cells).Chunk(Most).Select(c => (0, c)).ToArray());

    /// <summary>Some rows in float64.</summary>
    public static DenseMatrix<double> Gather(ComputeDevice device, float[] values, int columns, int[] cells)
    {
        var rows = new DenseMatrix<double>(cells.Length, columns);
        CellBlocks.Run(device, cells.Length, (first, last) =>
        {
            for (int i = first; i < last; i++)
            {
                ReadOnlySpan<float> from = values.AsSpan(checked(cells[i] * columns), columns);
                Span<double> to = rows.Row(i);
                for (int c = 0; c < columns; c++) to[c] = from[c];
            }
        });
        return rows;
    }
}
