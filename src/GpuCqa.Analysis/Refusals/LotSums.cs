using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Refusals;

/// <summary>Sums over the cells of one lot that its residuals and its shift are made from.</summary>
/// <param name="cells">Number of cells.</param>
/// <param name="genes">Number of genes.</param>
/// <param name="classes">Number of classes.</param>
internal sealed class LotSums(int cells, int genes, int classes)
{
    /// <summary>Sum of each cell's counts.</summary>
    public double[] Totals { get; } = new double[cells];

    /// <summary>Entries of each cell.</summary>
    public int[] Entries { get; } = new int[cells];

    /// <summary>Sum of each gene's counts.</summary>
    public double[] Observed { get; } = new double[genes];

    /// <summary>Per class, the sum over cells of total times weight.</summary>
    public double[] First { get; } = new double[classes];

    /// <summary>Per class, the sum over cells of squared total times weight.</summary>
    public double[] Second { get; } = new double[classes];

    /// <summary>Whether every count is a whole number from 0 to 65535.</summary>
    public bool AreShort { get; private set; } = true;

    /// <summary>Of all cells of a lot.</summary>
    /// <param name="lot">The lot.</param>
    /// <param name="explained">cells x classes, weights.</param>
    public static LotSums Of(LotCells lot, DenseMatrix<float> explained)
    {
        var sums = new LotSums(lot.Count, lot.Genes, explained.Columns);
        foreach ((int first, CellRows rows) in lot.Parts()) sums.Add(first, rows, explained);
        return sums;
    }

    /// <summary>Adds cells.</summary>
    /// <param name="first">Place of the first of them in the lot.</param>
    /// <param name="rows">Their counts.</param>
    /// <param name="explained">cells of the lot x classes, weights.</param>
    public void Add(int first, CellRows rows, DenseMatrix<float> explained)
    {
        for (int i = 0; i < rows.Count; i++)
        {
            ReadOnlySpan<int> columns = rows.Indices(i);
            ReadOnlySpan<float> counts = rows.Counts(i);
            double total = 0;
            bool whole = true;
            for (int e = 0; e < columns.Length; e++)
            {
                total += counts[e];
                Observed[columns[e]] += counts[e];
                whole &= counts[e] == (ushort)counts[e];
            }

            AreShort &= whole;
            (Totals[first + i], Entries[first + i]) = (total, columns.Length);
            ReadOnlySpan<float> weights = explained.Row(first + i);
            for (int k = 0; k < weights.Length; k++)
            {
                First[k] += total * weights[k];
                Second[k] += total * total * weights[k];
            }
        }
    }
}
