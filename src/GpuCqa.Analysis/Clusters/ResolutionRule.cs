using GpuCqa.Core.Errors;

namespace GpuCqa.Analysis.Clusters;

/// <summary>What a resolution may be.</summary>
internal static class ResolutionRule
{
    /// <summary>Throws unless the resolution is a finite number that is not negative.</summary>
    public static void Check(double resolution)
    {
        if (!(resolution >= 0) || !double.IsFinite(resolution))
            throw new InvalidParameterException($"The clustering resolution is {resolution}; expected a finite number that is not negative.");
    }
}
