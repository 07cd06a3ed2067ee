namespace GpuCqa.Statistics;

/// <summary>How a state of one discovery lies to a state of an older one, by the cells that a mapping labelled.</summary>
/// <param name="From">The newer state.</param>
/// <param name="To">The older one.</param>
/// <param name="Kind">same (most of each is the other), part (most of the newer lies in the older: a split), whole (most of the older lies in the newer: a merge) or overlap.</param>
/// <param name="ShareOfFrom">Share of the newer state's cells that are labelled as the older.</param>
/// <param name="ShareOfTo">Share of the cells labelled as the older that are of the newer.</param>
public sealed record StateLink(string From, string To, string Kind, double ShareOfFrom, double ShareOfTo)
{
    /// <summary>Most: from this share on.</summary>
    public const double Most = 0.5;

    /// <summary>The kind of two shares.</summary>
    public static string KindOf(double shareOfFrom, double shareOfTo) => (shareOfFrom >= Most, shareOfTo >= Most) switch { (true, true) => "same", (true, false) => "part", (false, true) => "whole", _ => "overlap" };
}
