using GpuCqa.Core.Randomness;
using GpuCqa.Statistics;

namespace GpuCqa.Simulation;

/// <summary>Which cells of a lot are hazardous.</summary>
internal static class HazardModel
{
    /// <summary>The lot's own frequency, and the indices of its hazardous cells, increasing; costs what it draws, not the cells.</summary>
    public static (double Frequency, int[] Cells) Draw(HazardParameters hazard, Philox random, double expected, int cells)
    {
        if (expected == 0) return (0, []);
        double frequency = expected;
        if (hazard.LotCorrelation > 0)
        {
            double precision = (1 / hazard.LotCorrelation) - 1;
            frequency = random.NextBeta(expected * precision, (1 - expected) * precision);
        }

        if (hazard.ClumpMean == 0) return (frequency, Independent(ref random, frequency, cells));
        int clumps = random.NextPoisson(cells * frequency / hazard.ClumpMean);
        int total = 0;
        for (int i = 0; i < clumps; i++) total += random.NextPoisson(hazard.ClumpMean);
        return (frequency, Distinct(ref random, Math.Min(total, cells), cells));
    }

    /// <summary>Every cell by itself with the frequency: the gaps between successes are geometric.</summary>
    private static int[] Independent(ref Philox random, double frequency, int cells)
    {
        var found = new List<int>();
        if (frequency <= 0) return [];
        double scale = frequency < 1 ? 1 / Elementary.Log1P(-frequency) : 0;
        double at = -1;
        while (true)
        {
            at += 1 + Math.Floor(Math.Log(1 - random.NextDouble()) * scale);
            if (!(at < cells)) return [.. found];
            found.Add((int)at);
        }
    }

    /// <summary>A uniform subset of the cells (Floyd, Communications of the ACM 1987).</summary>
    private static int[] Distinct(ref Philox random, int count, int cells)
    {
        var chosen = new HashSet<int>(count);
        for (int last = cells - count; last < cells; last++)
            if (!chosen.Add(random.NextInt32(last + 1))) chosen.Add(last);
        int[] result = [.. chosen];
        Array.Sort(result);
        return result;
    }
}
