namespace GpuCqa.Statistics;

/// <summary>Intervals for Spearman's rho from rho and the number of lots alone, on Fisher's z scale.</summary>
/// <remarks>
/// Bonett and Wright (Psychometrika 65, 2000) is the default from six lots on; Fieller's 1.06 / (n - 3) and Fisher's 1 / (n - 3) are given for
/// comparison. At |rho| = 1 these formulas give a point: the end that would be invented is NaN instead. Fewer than four lots give NaN.
/// </remarks>
public static class SpearmanInterval
{
    /// <summary>tanh(atanh r ± z sqrt((1 + r^2 / 2) / (n - 3))).</summary>
    public static Interval BonettWright(double rho, int lots, double confidence = 0.95) => OnFisherScale(rho, lots, 1 + 0.5 * rho * rho, confidence);

    /// <summary>tanh(atanh r ± z sqrt(1.06 / (n - 3))).</summary>
    public static Interval Fieller(double rho, int lots, double confidence = 0.95) => OnFisherScale(rho, lots, 1.06, confidence);

    /// <summary>tanh(atanh r ± z sqrt(1 / (n - 3))).</summary>
    public static Interval Fisher(double rho, int lots, double confidence = 0.95) => OnFisherScale(rho, lots, 1, confidence);

    /// <summary>Bonett and Wright's standard error on the scale of rho, sqrt((1 - r^2)^2 (1 + r^2 / 2) / (n - 3)); NaN below four lots.</summary>
    public static double StandardError(double rho, int lots) =>
        lots < 4 ? double.NaN : (1 - rho * rho) * Math.Sqrt((1 + 0.5 * rho * rho) / (lots - 3));

    private static Interval OnFisherScale(double rho, int lots, double variance, double confidence)
    {
        double z = Interval.Quantile(confidence);
        if (lots < 4 || double.IsNaN(rho)) return Interval.Undefined;
        if (rho >= 1) return new Interval(double.NaN, 1);
        if (rho <= -1) return new Interval(-1, double.NaN);
        double center = Math.Atanh(rho);
        double half = z * Math.Sqrt(variance / (lots - 3));
        return new Interval(Math.Tanh(center - half), Math.Tanh(center + half));
    }
}
