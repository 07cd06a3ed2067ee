namespace GpuCqa.Compute;

/// <summary>What moves the cells of a layout.</summary>
/// <param name="A">Scale of the membership curve 1 / (1 + a d^(2b)).</param>
/// <param name="B">Exponent of the membership curve.</param>
/// <param name="Epochs">Epochs of the whole optimization; the learning rate falls linearly over them.</param>
/// <param name="NegativeSamples">Repelling samples for each attracting edge.</param>
/// <param name="LearningRate">Step size of the first epoch.</param>
/// <param name="Optimizer">How the gradient moves the cells.</param>
/// <param name="Seed">Seed of the repelling samples.</param>
public sealed record LayoutForces(double A, double B, int Epochs, int NegativeSamples, double LearningRate, LayoutOptimizer Optimizer, ulong Seed)
{
    /// <summary>Largest gradient component of one pair.</summary>
    public const float Clip = 4;

    /// <summary>Added to squared distances where cells repel each other.</summary>
    public const float Softening = 0.001f;

    /// <summary>Adam's decay of the mean gradient.</summary>
    public const double Beta1 = 0.5;

    /// <summary>Adam's decay of the mean squared gradient.</summary>
    public const double Beta2 = 0.9;

    /// <summary>Added to Adam's root mean squared gradient.</summary>
    public const double Epsilon = 1e-7;

    /// <summary>An edge whose stored rate is this is due in every epoch; half the rate, every second.</summary>
    public const uint EveryEpoch = 1u << 31;

    /// <summary>Step size of an epoch.</summary>
    /// <param name="epoch">Epoch, from 1.</param>
    public double RateOf(int epoch) => LearningRate * (1.0 - ((epoch - 1) / (double)Epochs));

    /// <summary>Whether an edge is due: the multiple of its rate passes a whole number in this epoch.</summary>
    /// <param name="rate">Stored rate.</param>
    /// <param name="epoch">Epoch, from 1.</param>
    public static bool IsDue(uint rate, int epoch) => (unchecked(rate * (uint)epoch) & (EveryEpoch - 1)) < rate;
}
