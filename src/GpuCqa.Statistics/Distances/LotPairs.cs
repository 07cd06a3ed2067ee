namespace GpuCqa.Statistics;

/// <summary>Distances of every two lots, from which the distance of any two groups of lots follows without a cell: every lot weighs the same, whatever its cells.</summary>
/// <param name="values">lots x lots, symmetric: mean distance (or minus the mean kernel) of a cell of one and a cell of the other; the diagonal is a lot with itself.</param>
public sealed class LotPairs(double[][] values)
{
    /// <summary>Lots.</summary>
    public int Lots => values.Length;

    /// <summary>The value of two lots.</summary>
    public double this[int a, int b] => values[a][b];

    /// <summary>2 mean(after, before) - mean(after, after) - mean(before, before), lots with themselves counted (V form over lots).</summary>
    /// <param name="after">Bit l is set when lot l is after; at least one lot on each side.</param>
    public double Between(ulong after)
    {
        double cross = 0, inA = 0, inB = 0;
        int a = 0, b = 0;
        for (int i = 0; i < values.Length; i++)
        {
            bool ai = (after >> i & 1) == 1;
            if (ai) a++; else b++;
            double[] row = values[i];
            for (int j = 0; j < i; j++)
            {
                bool aj = (after >> j & 1) == 1;
                if (ai != aj) cross += row[j];
                else if (ai) inA += 2 * row[j];
                else inB += 2 * row[j];
            }

            if (ai) inA += row[i]; else inB += row[i];
        }

        return (2 * cross / ((double)a * b)) - (inA / ((double)a * a)) - (inB / ((double)b * b));
    }

    /// <summary>As <see cref="Between(ulong)"/> of chosen lots without a lot's value with itself (U form): its mean is 0 for groups of one population, whatever their sizes.</summary>
    public double Unbiased(IReadOnlyList<int> before, IReadOnlyList<int> after)
    {
        double cross = 0;
        foreach (int a in after)
        {
            foreach (int b in before) cross += values[a][b];
        }

        return (2 * cross / ((double)after.Count * before.Count)) - Within(before) - Within(after);
    }

    /// <summary>Each lot's part in the distance: mean to the other side less mean to its own.</summary>
    public double Part(int lot, ulong after)
    {
        bool side = (after >> lot & 1) == 1;
        double other = 0, own = 0;
        int others = 0, owns = 0;
        for (int j = 0; j < values.Length; j++)
        {
            if (j == lot) continue;
            if ((after >> j & 1) == 1 == side) (own, owns) = (own + values[lot][j], owns + 1);
            else (other, others) = (other + values[lot][j], others + 1);
        }

        return owns == 0 ? double.NaN : (other / others) - (own / owns);
    }

    private double Within(IReadOnlyList<int> lots)
    {
        double sum = 0;
        for (int i = 0; i < lots.Count; i++)
        {
            for (int j = 0; j < i; j++) sum += values[lots[i]][lots[j]];
        }

        return 2 * sum / ((double)lots.Count * (lots.Count - 1));
    }
}
