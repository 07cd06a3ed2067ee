using GpuCqa.Core.Errors;

namespace GpuCqa.Analysis.Alignment;

/// <summary>Which alignment is done.</summary>
public static class AlignmentChoice
{
    /// <summary>No alignment.</summary>
    public const string None = "none";

    /// <summary>Harmony.</summary>
    public const string Harmony = "harmony";

    /// <summary>Harmony when lots do not mix.</summary>
    public const string Auto = "auto";

    /// <summary>Decides.</summary>
    /// <param name="requested">"auto", "none" or "harmony".</param>
    /// <param name="mixing">Mixing before alignment; NaN (one lot, or lots too small to tell) leaves "auto" at none.</param>
    /// <returns>"none" or "harmony".</returns>
    /// <exception cref="InvalidParameterException">The request is none of the three.</exception>
    public static string Decide(string requested, double mixing) => requested switch
    {
        None or Harmony => requested,
        Auto => mixing < LotOverlap.Threshold ? Harmony : None,
        _ => throw new InvalidParameterException($"--align is '{requested}'; expected {Auto}, {None} or {Harmony}."),
    };
}
