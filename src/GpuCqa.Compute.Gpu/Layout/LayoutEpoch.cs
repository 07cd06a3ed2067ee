namespace GpuCqa.Compute.Gpu;

/// <summary>The numbers of one epoch.</summary>
internal readonly record struct LayoutEpoch
{
    /// <summary>Takes them from the forces.</summary>
    public LayoutEpoch(LayoutForces forces, int epoch)
    {
        Epoch = epoch;
        Key = LayoutSamples.EpochKey(forces.Seed, epoch);
        Samples = forces.NegativeSamples;
        Adam = forces.Optimizer == LayoutOptimizer.Adam ? 1 : 0;
        A = (float)forces.A;
        B = (float)forces.B;
        Pull = (float)(-4 * forces.A * forces.B);
        Push = (float)(2 * forces.B);
        Rate = (float)forces.RateOf(epoch);
        MeanScale = (float)(1 / (1 - Math.Pow(LayoutForces.Beta1, epoch)));
        SquareScale = (float)(1 / (1 - Math.Pow(LayoutForces.Beta2, epoch)));
    }

    /// <summary>Key of the random cells.</summary>
    public readonly ulong Key;

    /// <summary>Epoch, from 1.</summary>
    public readonly int Epoch;

    /// <summary>Random cells of a due edge.</summary>
    public readonly int Samples;

    /// <summary>1 for Adam, 0 for steps along the gradient.</summary>
    public readonly int Adam;

    /// <summary>Scale and exponent of the curve.</summary>
    public readonly float A, B;

    /// <summary>Twice -2ab, as an edge pulls both ways; 2b.</summary>
    public readonly float Pull, Push;

    /// <summary>Step size, and what takes the start's bias off Adam's means.</summary>
    public readonly float Rate, MeanScale, SquareScale;
}
