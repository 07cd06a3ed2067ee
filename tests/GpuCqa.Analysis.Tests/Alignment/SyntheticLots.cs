using GpuCqa.Core.Matrices;
using GpuCqa.Core.Randomness;

namespace GpuCqa.Analysis.Tests.Alignment;

/// <summary>Cells of a few types, normal around their type's centre, displaced by their lot.</summary>
internal sealed record SyntheticLots(DenseMatrix<float> Points, int[] Types, int[] Lots, int LotCount)
{
    /// <param name="frequencies">lots x types: cells.</param>
    /// <param name="shift">Length of a lot's displacement; the types' centres are 8 apart along their own axes, the cells' deviation is 1 on each of 12 axes.</param>
    public static SyntheticLots Make(int[,] frequencies, double shift, ulong seed = 1)
    {
        const int dimensions = 12;
        int lotCount = frequencies.GetLength(0);
        var types = new List<int>();
        var lots = new List<int>();
        for (int lot = 0; lot < lotCount; lot++)
        {
            for (int type = 0; type < frequencies.GetLength(1); type++)
            {
                types.AddRange(Enumerable.Repeat(type, frequencies[lot, type]));
                lots.AddRange(Enumerable.Repeat(lot, frequencies[lot, type]));
            }
        }

        var points = new DenseMatrix<float>(types.Count, dimensions);
        for (int i = 0; i < points.Rows; i++)
        {
            var random = new Philox(seed, RandomPurpose.Test, (ulong)i);
            var direction = new Philox(seed + 100, RandomPurpose.Test, (ulong)lots[i]);
            double[] move = Enumerable.Range(0, dimensions).Select(_ => direction.NextNormal()).ToArray();
            double length = Math.Sqrt(move.Sum(x => x * x));
            for (int c = 0; c < dimensions; c++) points[i, c] = (float)(random.NextNormal() + (c == types[i] ? 8 : 0) + (shift * move[c] / length));
        }

        return new SyntheticLots(points, [.. types], [.. lots], lotCount);
    }

    /// <summary>Mean share of the nearest others that carry the cell's own label.</summary>
    public static double Purity(NeighborTable neighbors, int[] labels, Func<int, bool>? cells = null)
    {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < neighbors.Queries; i++)
        {
            if (cells is not null && !cells(i)) continue;
            foreach (int j in neighbors.IndicesOf(i))
            {
                if (j == i) continue;
                sum += labels[j] == labels[i] ? 1 : 0;
                count++;
            }
        }

        return sum / count;
    }
}
