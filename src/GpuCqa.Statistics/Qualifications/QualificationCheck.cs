namespace GpuCqa.Statistics;

/// <summary>One check of a qualification.</summary>
/// <param name="Part">Part.</param>
/// <param name="Id">Number of the check, or id of the vector.</param>
/// <param name="Title">What is checked.</param>
/// <param name="Expected">What is expected, in words.</param>
/// <param name="Found">What was found, in words.</param>
/// <param name="Tolerance">How far the two may differ, in words.</param>
/// <param name="Passed">Whether they agree.</param>
public sealed record QualificationCheck(QualificationPart Part, string Id, string Title, string Expected, string Found, string Tolerance, bool Passed)
{
    /// <summary>What else is to be known of it; empty for nothing.</summary>
    public string Remark { get; init; } = "";

    /// <summary>IQ, OQ or PQ.</summary>
    public static string NameOf(QualificationPart part) => part switch { QualificationPart.Installation => "IQ", QualificationPart.Operation => "OQ", _ => "PQ" };
}
