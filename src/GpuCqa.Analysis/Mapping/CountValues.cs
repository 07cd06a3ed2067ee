using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Mapping;

/// <summary>Tells counts from what normalized values look like.</summary>
internal static class CountValues
{
    /// <summary>The first entry that is no whole number from 0, or null.</summary>
    /// <param name="values">cells x genes.</param>
    public static (int Row, int Column, float Value)? FirstOther(CsrMatrix<float> values)
    {
        for (int r = 0; r < values.Rows; r++)
        {
            ReadOnlySpan<float> row = values.RowValues(r);
            for (int i = 0; i < row.Length; i++)
            {
                // Not a number fails both.
                if (!(row[i] >= 0 && row[i] == MathF.Floor(row[i])) || float.IsInfinity(row[i])) return (r, values.RowIndices(r)[i], row[i]);
            }
        }

        return null;
    }
}
