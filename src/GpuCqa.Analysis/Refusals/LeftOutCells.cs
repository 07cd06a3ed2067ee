using GpuCqa.Analysis.Mapping;
using GpuCqa.Analysis.References;

namespace GpuCqa.Analysis.Refusals;

/// <summary>What left-out cells were given, per resolution where it depends on it.</summary>
internal sealed record LeftOutCells(bool[] Seen, int[][] Labels, double[][] Scores, double[][] Margins, double[] Distances, double[] Strangeness)
{
    /// <summary>Both distances on their common scale.</summary>
    public double[] Combined { get; private set; } = [];

    public static LeftOutCells Empty(int cells, int resolutions, double[]? strangeness)
    {
        double[] Unknown()
        {
            var result = new double[cells];
            Array.Fill(result, double.NaN);
            return result;
        }

        T[] Each<T>(Func<T> make) => [.. Enumerable.Range(0, resolutions).Select(_ => make())];
        int[][] labels = Each(() => new int[cells]);
        foreach (int[] row in labels) Array.Fill(row, -1);
        return new LeftOutCells(new bool[cells], labels, Each(Unknown), Each(Unknown), Unknown(), strangeness ?? Unknown());
    }

    /// <summary>Takes in what a lot's cells were given.</summary>
    public void Add(int[] cells, LabelTransfer transfer)
    {
        for (int i = 0; i < cells.Length; i++)
        {
            Seen[cells[i]] = true;
            Distances[cells[i]] = transfer.Distances[i];
            for (int r = 0; r < Labels.Length; r++)
            {
                Labels[r][cells[i]] = transfer.Labels[r][i];
                Scores[r][cells[i]] = transfer.Scores[r][i];
                Margins[r][cells[i]] = transfer.Margins[r][i];
            }
        }
    }

    public void Combine(DistanceScale scale) => Combined = [.. Distances.Select((d, i) => scale.Of(d, Strangeness[i]))];
}
