using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Findings;

/// <summary>The orders of the lots in words: with equal readouts only some of them differ.</summary>
internal static class OrderText
{
    /// <summary>"orders", or "distinct orders" where lots have the same readouts.</summary>
    public static Said Of(DesignStatement design) => design.Restriction is not null ? Say("admissible orders", "通りの許容される並べ方") : Tied(design) ? Say("distinct orders", "通りの異なる並べ方") : Say("orders", "通りの並べ方");

    /// <summary>Whether lots have the same readouts, so that fewer orders differ than there are.</summary>
    public static bool Tied(DesignStatement design)
    {
        double all = 1;
        for (int i = 2; i <= design.Lots; i++) all *= i;
        return design.Orders < 0.75 * all;
    }
}
