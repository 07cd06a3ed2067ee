namespace GpuCqa.Statistics;

/// <summary>Four-parameter logistic curve y = d + (a - d) / (1 + (x / c)^b) of an immunoassay: response y of concentration x.</summary>
/// <param name="A">Response of no analyte.</param>
/// <param name="B">Slope factor, above 0.</param>
/// <param name="C">Concentration half-way between the asymptotes, above 0.</param>
/// <param name="D">Response of endless analyte.</param>
public readonly record struct FourParameterCurve(double A, double B, double C, double D)
{
    /// <summary>Response of a concentration, 0 or above.</summary>
    public double Response(double concentration) => D + ((A - D) * Low(concentration));

    /// <summary>Concentration of a response, x = c ((a - d) / (y - d) - 1)^(1 / b); 0 at or beyond the response of no analyte, infinite at or beyond the other asymptote.</summary>
    public double Concentration(double response)
    {
        double ratio = (A - response) / (response - D);
        if (ratio > 0) return C * Math.Pow(((A - D) / (response - D)) - 1, 1 / B);
        return Math.Abs(response - A) <= Math.Abs(response - D) ? 0 : double.PositiveInfinity;
    }

    /// <summary>Slopes of the response by (a, d, ln b, ln c).</summary>
    /// <param name="concentration">Concentration, 0 or above.</param>
    /// <param name="slopes">Receives four numbers.</param>
    internal void Slopes(double concentration, Span<double> slopes)
    {
        double low = Low(concentration), step = (A - D) * low * (1 - low), distance = concentration > 0 ? Math.Log(concentration / C) : 0;
        slopes[0] = low;
        slopes[1] = 1 - low;
        slopes[2] = -step * B * distance;
        slopes[3] = step * B;
    }

    /// <summary>Slopes of the logarithm of <see cref="Concentration"/> by (a, d, ln b, ln c) and, last, by the response; for a response between the asymptotes.</summary>
    internal double[] LogConcentrationSlopes(double response)
    {
        double toLow = A - response, toHigh = response - D;
        return [1 / (B * toLow), 1 / (B * toHigh), -Math.Log(toLow / toHigh) / B, 1, -((1 / toLow) + (1 / toHigh)) / B];
    }

    // Share of the lower asymptote, 1 / (1 + (x / c)^b).
    private double Low(double concentration) => concentration > 0 ? 1 / (1 + Math.Exp(B * Math.Log(concentration / C))) : 1;
}
