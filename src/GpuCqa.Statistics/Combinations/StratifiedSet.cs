namespace GpuCqa.Statistics;

/// <summary>Lots of one set for a stratified test.</summary>
/// <param name="Name">Set.</param>
/// <param name="Fractions">One value a lot.</param>
/// <param name="Readouts">One value a lot.</param>
public sealed record StratifiedSet(string Name, double[] Fractions, double[] Readouts);
