namespace GpuCqa.Reporting.Pictures;

/// <summary>Quantiles of the cells of each lot.</summary>
internal static class Quantiles
{
    private static readonly double[] Levels = [0.05, 0.25, 0.5, 0.75, 0.95];

    /// <summary>Quantiles 5, 25, 50, 75 and 95 % of a value over each lot's cells, linear between order statistics (R's type 7).</summary>
    public static double[][] PerLot(int lots, int[] lotOf, Func<int, double> value)
    {
        var cells = new List<double>[lots];
        for (int l = 0; l < lots; l++) cells[l] = [];
        for (int cell = 0; cell < lotOf.Length; cell++)
        {
            if (double.IsFinite(value(cell))) cells[lotOf[cell]].Add(value(cell));
        }

        return [.. cells.Select(Of)];
    }

    private static double[] Of(List<double> values)
    {
        values.Sort();
        return [.. Levels.Select(level =>
        {
            if (values.Count == 0) return double.NaN;
            double at = level * (values.Count - 1);
            int i = Math.Min((int)at, Math.Max(0, values.Count - 2));
            return values.Count == 1 ? values[0] : values[i] + ((at - i) * (values[i + 1] - values[i]));
        })];
    }
}
