using GpuCqa.Core.Errors;

namespace GpuCqa.Pipelines.Inputs;

/// <summary>A donor whose lots are both learnt from and tested on: a test on them is no replication, because what the donor brings is known already.</summary>
internal static class DonorLeak
{
    /// <summary>The role whose lots a finding is tested on.</summary>
    public const string TestRole = "test";

    // Lots that are compared with others by intent, or hold no donor of their own: no replication.
    private static readonly string[] NoTest = ["train", "reference", "pre", "post", "blank", "spike"];

    /// <summary>Whether lots of a role are tested on.</summary>
    public static bool IsTested(string role) => !NoTest.Contains(role, StringComparer.OrdinalIgnoreCase);

    /// <summary>Refuses donors on both sides; lots without a donor say nothing.</summary>
    /// <param name="sheet">Where the lots stand, for the message.</param>
    /// <param name="train">Lots that are learnt from.</param>
    /// <param name="test">Lots that are tested on.</param>
    /// <exception cref="PreconditionException">A donor is on both sides.</exception>
    public static void Refuse(string sheet, IEnumerable<(string Lot, string? Donor)> train, IEnumerable<(string Lot, string? Donor)> test)
    {
        ILookup<string, string> learnt = train.Where(l => !string.IsNullOrEmpty(l.Donor)).ToLookup(l => l.Donor!, l => l.Lot, StringComparer.Ordinal);
        string[] leaks = [.. test.Where(l => !string.IsNullOrEmpty(l.Donor) && learnt.Contains(l.Donor)).GroupBy(l => l.Donor!, StringComparer.Ordinal)
            .Select(g => $"{g.Key} (train: {string.Join(", ", learnt[g.Key])}; test: {string.Join(", ", g.Select(l => l.Lot))})")];
        if (leaks.Length > 0)
        {
            throw new PreconditionException($"DONOR_LEAK: {sheet}: {(leaks.Length == 1 ? "a donor has" : "donors have")} lots both to learn from and to test on: {string.Join("; ", leaks)}. "
                + "Cells of a donor that was learnt from do not test a finding. Give all lots of a donor one role; lots that are compared within a donor have the roles pre and post.");
        }
    }
}
