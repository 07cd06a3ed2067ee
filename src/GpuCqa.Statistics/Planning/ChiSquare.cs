using GpuCqa.Core.Randomness;

namespace GpuCqa.Statistics;

/// <summary>Chi-square variables.</summary>
internal static class ChiSquare
{
    /// <summary>A gamma variable by rejection (Marsaglia and Tsang 2000).</summary>
    /// <param name="random">Source.</param>
    /// <param name="degreesOfFreedom">At least 1.</param>
    public static double Draw(ref Philox random, int degreesOfFreedom)
    {
        double shape = 0.5 * degreesOfFreedom, boost = 1;
        if (shape < 1)
        {
            boost = Math.Pow(1 - random.NextDouble(), 1 / shape);
            shape += 1;
        }

        double d = shape - (1.0 / 3), c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            double z = random.NextNormal(), v = 1 + (c * z);
            if (v <= 0) continue;
            v = v * v * v;
            if (Math.Log(1 - random.NextDouble()) < (0.5 * z * z) + d - (d * v) + (d * Math.Log(v))) return 2 * d * v * boost;
        }
    }
}
