using System.Runtime.InteropServices;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Simulation;

/// <summary>The rows of a few consecutive cells while they are made.</summary>
internal sealed class RowRun(int rows)
{
    private readonly int[] lengths = new int[rows];
    private readonly List<int> columns = new(rows * 512);
    private readonly List<float> values = new(rows * 512);

    /// <summary>Appends a row and empties the accumulator.</summary>
    public void Append(int row, CountAccumulator counts)
    {
        int before = columns.Count;
        counts.Flush(columns, values);
        lengths[row] = columns.Count - before;
    }

    /// <summary>Puts runs together in order.</summary>
    public static CsrMatrix<float> Join(RowRun[] runs, int genes)
    {
        int rows = runs.Sum(r => r.lengths.Length);
        var offsets = new long[rows + 1];
        int row = 0;
        foreach (RowRun run in runs)
            foreach (int length in run.lengths)
            {
                offsets[row + 1] = offsets[row] + length;
                row++;
            }
        var columns = new int[offsets[rows]];
        var values = new float[offsets[rows]];
        int at = 0;
        foreach (RowRun run in runs)
        {
            CollectionsMarshal.AsSpan(run.columns).CopyTo(columns.AsSpan(at));
            CollectionsMarshal.AsSpan(run.values).CopyTo(values.AsSpan(at));
            at += run.columns.Count;
        }

        return new CsrMatrix<float>(rows, genes, offsets, columns, values);
    }
}
