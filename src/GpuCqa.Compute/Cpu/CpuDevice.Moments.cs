using System.Numerics;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Compute;

public sealed partial class CpuDevice
{
    /// <summary>A block's columns are summed in this many row parts at most, which are then added in order.</summary>
    private const int MaxParts = 8;

    /// <summary>Rows below which a further part does not pay.</summary>
    private const int RowsPerPart = 256;

    /// <inheritdoc/>
    public override RowStatistics RowStatistics(DeviceCsr<float> counts, bool[]? marked)
    {
        CheckLength(marked?.Length, counts.Columns, nameof(marked));
        CsrMatrix<float> matrix = OnHost(counts);
        var result = new RowStatistics(new double[matrix.Rows], new int[matrix.Rows], new double[matrix.Rows]);
        ForEach(matrix.Rows, r => SumRow(matrix, r, marked, result));
        return result;
    }

    /// <inheritdoc/>
    public override ColumnMoments ColumnMoments(DeviceCsr<float> counts) => MomentsInParts(OnHost(counts));

    /// <inheritdoc/>
    public override ColumnMoments ColumnMoments(DeviceCsr<double> values) => MomentsInParts(OnHost(values));

    /// <inheritdoc/>
    public override double[] ClippedSquares(DeviceCsr<float> counts, double[] means, double[] deviations, double cap)
    {
        CheckLength(means.Length, counts.Columns, nameof(means));
        CheckLength(deviations.Length, counts.Columns, nameof(deviations));
        CsrMatrix<float> matrix = OnHost(counts);
        double[][] parts = InParts(matrix.Rows, (from, to) =>
        {
            var sums = new double[matrix.Columns];
            AddClippedSquares(matrix, from, to, means, deviations, cap, sums);
            return sums;
        });
        for (int p = 1; p < parts.Length; p++)
        {
            for (int c = 0; c < matrix.Columns; c++) parts[0][c] += parts[p][c];
        }

        return parts[0];
    }

    private ColumnMoments MomentsInParts<T>(CsrMatrix<T> matrix) where T : unmanaged, INumber<T>
    {
        ColumnMoments[] parts = InParts(matrix.Rows, (from, to) =>
        {
            var moments = new ColumnMoments(to - from, new double[matrix.Columns], new double[matrix.Columns], new long[matrix.Columns]);
            AddMoments(matrix, from, to, moments);
            return moments;
        });
        return parts.Aggregate((a, b) => a.Merge(b));
    }

    /// <summary>Runs a function on row parts whose number depends on the number of rows only, so that the order of additions does too.</summary>
    private T[] InParts<T>(int rows, Func<int, int, T> part)
    {
        int count = Math.Clamp(rows / RowsPerPart, 1, MaxParts);
        var results = new T[count];
        ForEach(count, p => results[p] = part((int)((long)rows * p / count), (int)((long)rows * (p + 1) / count)));
        return results;
    }
}
