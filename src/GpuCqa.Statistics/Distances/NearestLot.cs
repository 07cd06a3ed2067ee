namespace GpuCqa.Statistics;

/// <summary>Classifier two-sample test over lots: how often the nearest other lot is of the lot's own side; never cross-validated over cells, which would only recognize lots.</summary>
public static class NearestLot
{
    /// <summary>The nearest other lot of each lot; of equally near ones the first.</summary>
    public static int[] Of(LotPairs distances)
    {
        int[] nearest = new int[distances.Lots];
        for (int i = 0; i < nearest.Length; i++)
        {
            int best = -1;
            for (int j = 0; j < nearest.Length; j++)
            {
                if (j != i && (best < 0 || distances[i, j] < distances[i, best])) best = j;
            }

            nearest[i] = best;
        }

        return nearest;
    }

    /// <summary>Accuracy over all labellings of lots.</summary>
    public static LabelTest Test(int[] nearest, LotLabels labels) => labels.Test(mask =>
    {
        int hits = 0;
        for (int i = 0; i < nearest.Length; i++) hits += (mask >> i & 1) == (mask >> nearest[i] & 1) ? 1 : 0;
        return hits / (double)nearest.Length;
    });
}
