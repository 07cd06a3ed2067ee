using GpuCqa.Reporting.Texts;

namespace GpuCqa.Reporting.Findings;

/// <summary>The warnings of an association in words.</summary>
internal static class FlagText
{
    public static Said Of(string flag) => new(English(flag), FindingJapanese.Flag(flag));

    private static string English(string flag) => flag switch
    {
        "NOT_ESTIMABLE" => "the correlation cannot be estimated (a side is constant)",
        "LOT_SPECIFIC" => "one lot holds more than half of the cluster's cells",
        "RARE" => "the cluster has few cells in more than a fifth of the lots",
        "SIGN_DISAGREES" => "the centred log-ratio gives the opposite sign",
        "FEW_LOTS" => "so few lots that intervals are indicative only",
        _ => flag,
    };
}
