namespace GpuCqa.Statistics;

/// <summary>One state against one function, as a discovery or a test of given states found it.</summary>
/// <param name="State">Key of the state (<see cref="StateKey"/>).</param>
/// <param name="Function">Function of the cells; a new one needs nothing but its name.</param>
/// <param name="Readout">Readout column that it was measured by.</param>
/// <param name="Effect">Spearman's rho over lots.</param>
/// <param name="Low">Its interval, lower end; null where it is not estimable.</param>
/// <param name="High">Upper end.</param>
/// <param name="PFamily">Family-wise p.</param>
/// <param name="Alpha">Level of the family.</param>
/// <param name="Lots">Lots.</param>
/// <param name="Stability">How well the state is found again, 0 to 1; null where that is not known.</param>
/// <param name="Flags">Flags of the association.</param>
/// <param name="Hypothesis">Id of the locked hypothesis that claims it, or null.</param>
/// <param name="Markers">Id and name of its key marker; none without one.</param>
public sealed record RegistryClaim(string State, string Function, string Readout, double? Effect, double? Low, double? High, double? PFamily, double Alpha, int Lots, double? Stability, IReadOnlyList<string> Flags, string? Hypothesis, IReadOnlyList<string> Markers);
