namespace GpuCqa.Statistics;

/// <summary>A confidence interval; an end that cannot be given is NaN.</summary>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
public readonly record struct Interval(double Low, double High)
{
    /// <summary>The interval of a quantity that is not estimable.</summary>
    public static Interval Undefined { get; } = new(double.NaN, double.NaN);

    /// <summary>The two-sided standard normal quantile of a confidence such as 0.95.</summary>
    /// <exception cref="ArgumentOutOfRangeException">When the confidence is not between 0 and 1.</exception>
    internal static double Quantile(double confidence)
    {
        if (!(confidence > 0 && confidence < 1)) throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "A confidence lies between 0 and 1.");
        return -NormalDistribution.Quantile(0.5 * (1 - confidence));
    }
}
