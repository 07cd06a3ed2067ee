namespace GpuCqa.Core.Parameters;

/// <summary>Every parameter of a qualification of an installation.</summary>
public sealed record QualifyParameters
{
    /// <summary>Where the expected numbers of the vectors are from: "built in", or the name of the file that was given.</summary>
    public string Vectors { get; init; } = "built in";

    /// <summary>Preset of the simulator that the reference cohort is made from.</summary>
    public string Preset { get; init; } = "msc-small";

    /// <summary>Seed of the cohort and of its discovery.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Readout of the reference cohort.</summary>
    public string Readout { get; init; } = "vegf_ischemia";

    /// <summary>How far numbers of the reference cohort's tables may be, relatively, from those that were recorded: processors with other vector widths add in another order. Whole numbers and words may not differ.</summary>
    public double Tolerance { get; init; } = 1e-6;
}
