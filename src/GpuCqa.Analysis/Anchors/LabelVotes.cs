using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Anchors;

/// <summary>The label that most votes are for.</summary>
/// <param name="Labels">Per cell the class with the largest share, the first of equals; -1 where nobody voted.</param>
/// <param name="Scores">Per cell the largest share, 0 to 1.</param>
/// <param name="Margins">Per cell the largest share less the second largest.</param>
public sealed record LabelVotes(int[] Labels, double[] Scores, double[] Margins)
{
    /// <summary>Labels from votes.</summary>
    /// <param name="votes">cells x classes, float64: shares of the votes.</param>
    public static LabelVotes Of(DenseMatrix<double> votes)
    {
        var result = new LabelVotes(new int[votes.Rows], new double[votes.Rows], new double[votes.Rows]);
        for (int cell = 0; cell < votes.Rows; cell++)
        {
            int best = -1;
            double largest = 0, second = 0;
            ReadOnlySpan<double> row = votes.Row(cell);
            for (int c = 0; c < row.Length; c++)
            {
                if (row[c] > largest) (best, second, largest) = (c, largest, row[c]);
                else if (row[c] > second) second = row[c];
            }

            (result.Labels[cell], result.Scores[cell], result.Margins[cell]) = (best, Math.Min(1, largest), Math.Min(1, largest) - second);
        }

        return result;
    }
}
