namespace GpuCqa.Statistics;

/// <summary>How the degrees of freedom of a difference with random blocks are approximated.</summary>
public enum MixedDegreesOfFreedom
{
    /// <summary>Kenward and Roger (1997): degrees of freedom, and a standard error that owns to the estimated variances.</summary>
    KenwardRoger,

    /// <summary>Satterthwaite, by the observed information of the variances.</summary>
    Satterthwaite,

    /// <summary>Those of the innermost stratum: values less blocks less columns that vary within blocks.</summary>
    Containment,
}
