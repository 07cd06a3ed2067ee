using System.Globalization;

namespace GpuCqa.Statistics;

/// <summary>What of a family of tests is told as a finding.</summary>
public static class LotClaims
{
    /// <summary>The best state of each readout, where it reaches the level and holds when clusters are found anew.</summary>
    /// <param name="tests">The family.</param>
    public static IReadOnlyList<LotClaim> OfStates(AssociationFindings tests) =>
    [
        .. tests.BestPerReadout().Where(a => a.PFamily <= tests.Parameters.Alpha && !a.IsUnstable)
            .Select(a => new LotClaim(tests.Parameters.Readouts.ToList().IndexOf(a.Readout), Name(tests.Partitions[a.State.Partition], a.State.Index), tests.Partitions[a.State.Partition].Fractions(a.State.Index), a.Rho, false)),
    ];

    private static string Name(StatePartition partition, int state) =>
        double.IsNaN(partition.Resolution) ? $"'{partition.States[state]}'" : string.Create(CultureInfo.InvariantCulture, $"cluster {state} at resolution {partition.Resolution}");
}
