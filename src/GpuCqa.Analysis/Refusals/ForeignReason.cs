using System.Globalization;

namespace GpuCqa.Analysis.Refusals;

/// <summary>Why a whole lot is not to be called "in the reference".</summary>
/// <param name="Sign">By what.</param>
/// <param name="Value">What the lot has: a share of its cells, a distance, a strangeness, or a deviation of log expression.</param>
/// <param name="Limit">What one more lot like the train lots may have.</param>
public sealed record ForeignReason(ForeignSign Sign, double Value, double Limit)
{
    /// <summary>The reason in one sentence without its subject.</summary>
    /// <param name="trainLots">Train lots that the limit is of.</param>
    public string Sentence(int trainLots) => Sign switch
    {
        ForeignSign.Refused => Text($"{100 * Value:0.0} % of its cells are not in the reference"),
        ForeignSign.Distance => Text($"its median distance to the reference, {Value:0.###}, is beyond {Limit:0.###}, the limit for one more lot like the {trainLots} train lots"),
        ForeignSign.Strangeness => Text($"the counts of its typical cell are stranger, {Value:0.##}, than the limit for one more lot like the {trainLots} train lots, {Limit:0.##}"),
        _ => Text($"its genes are shifted against the reference by {Value:0.000} (deviation of log expression within classes), beyond {Limit:0.000}, the limit for one more lot like the {trainLots} train lots"),
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
