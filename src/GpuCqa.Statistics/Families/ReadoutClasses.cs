namespace GpuCqa.Statistics;

/// <summary>Lots that are equal in every readout: swapping them changes no statistic of any hypothesis.</summary>
internal static class ReadoutClasses
{
    /// <summary>Per lot, its class, numbered in the order of the lots.</summary>
    /// <param name="readouts">One value per lot each; values are equal as doubles are, so that -0 is 0.</param>
    public static int[] Of(IReadOnlyList<double[]> readouts)
    {
        int lots = readouts.Count == 0 ? 0 : readouts[0].Length;
        var classOf = new int[lots];
        var first = new List<int>();
        for (int lot = 0; lot < lots; lot++)
        {
            int found = first.FindIndex(other => readouts.All(r => r[other] == r[lot]));
            classOf[lot] = found >= 0 ? found : first.Count;
            if (found < 0) first.Add(lot);
        }

        return classOf;
    }
}
