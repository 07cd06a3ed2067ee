namespace GpuCqa.Statistics;

/// <summary>What the curve of its plate says of a well.</summary>
/// <param name="Well">The well.</param>
/// <param name="Response">Response less the plate's blank.</param>
/// <param name="Concentration">Back-calculated concentration, in the unit of the standards; 0 or infinite beyond the curve, NaN of a blank.</param>
/// <param name="Interval">Its interval: noise of a well and uncertainty of the curve.</param>
/// <param name="Status">Where it lies against the limits.</param>
/// <param name="Limit">The limit that it lies beyond; NaN of a measured one.</param>
/// <param name="Used">Whether the lot's value rests on it.</param>
public sealed record WellValue(PlateWell Well, double Response, double Concentration, Interval Interval, WellStatus Status, double Limit, bool Used);
