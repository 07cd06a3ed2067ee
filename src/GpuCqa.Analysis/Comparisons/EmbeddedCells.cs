using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Comparisons;

/// <summary>The cells of compared lots in one embedding, lot after lot.</summary>
/// <param name="Source">Key of the embedding.</param>
/// <param name="Points">cells x dimensions, float32, the cells of one lot together.</param>
/// <param name="Starts">First cell of each lot, and the number of cells: lots + 1 entries.</param>
/// <param name="States">Names of the states.</param>
/// <param name="StateOf">State of each cell.</param>
/// <param name="Aligned">Whether lots were aligned to one another in this embedding.</param>
public sealed record EmbeddedCells(string Source, DenseMatrix<float> Points, int[] Starts, IReadOnlyList<string> States, int[] StateOf, bool Aligned)
{
    /// <summary>Lots.</summary>
    public int Lots => Starts.Length - 1;

    /// <summary>lots x states: cells.</summary>
    public double[][] Counts()
    {
        double[][] counts = new double[Lots][];
        for (int l = 0; l < Lots; l++)
        {
            counts[l] = new double[States.Count];
            for (int c = Starts[l]; c < Starts[l + 1]; c++) counts[l][StateOf[c]]++;
        }

        return counts;
    }
}
