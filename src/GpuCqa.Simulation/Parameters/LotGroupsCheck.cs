using static GpuCqa.Simulation.SimulationParametersCheck;

namespace GpuCqa.Simulation;

/// <summary>Refuses lots and tissues that no cohort can have.</summary>
internal static class LotGroupsCheck
{
    private const int MostLots = 100_000;

    public static void Check(SimulationParameters p)
    {
        if (p.Groups.Count == 0)
            Require(p.TrainLots >= 0 && p.TestLots >= 0 && (long)p.TrainLots + p.TestLots is >= 1 and <= MostLots, $"{p.TrainLots} train and {p.TestLots} test lots; expected 1 to {MostLots:N0} lots in all");
        CheckTissues(p);
        for (int g = 0; g < p.Groups.Count; g++) CheckGroup(p, g);
        long lots = p.AllGroups.Sum(g => (long)g.Lots);
        Require(lots is >= 1 and <= MostLots, $"{lots} lots; expected 1 to {MostLots:N0}");
    }

    private static void CheckTissues(SimulationParameters p)
    {
        Require(p.Tissues.Count >= 1, "no tissue; expected at least one");
        foreach (TissueParameters tissue in p.Tissues)
        {
            Require(!string.IsNullOrWhiteSpace(tissue.Name) && IsPlain(tissue.Name), $"tissue '{tissue.Name}'; expected a name without comma, quote or line break");
            NotNegative(tissue.ExpressionSd, $"expression deviation of tissue '{tissue.Name}'");
            NotNegative(tissue.CompositionSd, $"composition deviation of tissue '{tissue.Name}'");
            Finite(tissue.ReadoutLogShift, $"readout shift of tissue '{tissue.Name}'");
            Share(tissue.MarkerHighShare, $"marker-high share of tissue '{tissue.Name}'");
        }

        Require(p.Tissues.Select(t => t.Name).Distinct(StringComparer.Ordinal).Count() == p.Tissues.Count, "two tissues of one name");
    }

    private static void CheckGroup(SimulationParameters p, int index)
    {
        LotGroup group = p.Groups[index];
        string what = $"group {index + 1}";
        Require(!string.IsNullOrWhiteSpace(group.Role) && IsPlain(group.Role), $"{what} has the role '{group.Role}'; expected a name without comma, quote or line break");
        Require(group.Process is null || IsPlain(group.Process), $"{what} has the process '{group.Process}'; expected a name without comma, quote or line break");
        Require(group.Lots >= 0, $"{what} has {group.Lots} lots; expected no negative number");
        Require(group.Tissue is null || p.Tissues.Any(t => t.Name == group.Tissue), $"{what} is of the tissue '{group.Tissue}', which is not among the tissues");
        Require(!group.Changed || p.Change is not null, $"{what} is made by a changed process, but there is no change");
        Require(group.LotsPerDonor >= 1, $"{what} has {group.LotsPerDonor} lots per donor; expected at least 1");
        Require(group.LotsPerBatch is null or >= 1, $"{what} has {group.LotsPerBatch} lots per batch; expected at least 1");
        Require(group.CellsPerLot is null or >= 1, $"{what} has {group.CellsPerLot} cells per lot; expected at least 1");
        Require(IsEarlier(p, index, group.DonorsOf), $"{what} takes its donors from group {group.DonorsOf + 1}; expected an earlier one with as many lots");
        Require(IsEarlier(p, index, group.BatchesOf) && (group.BatchesOf is not { } b || p.Groups[b].LotsPerBatch is not null), $"{what} takes its batches from group {group.BatchesOf + 1}; expected an earlier one with batches and as many lots");
        Require(group.HazardFrequency is >= 0 and < 1, $"{what} has a hazard frequency of {group.HazardFrequency}; expected at least 0 and below 1");
        Require(group.HazardFrequency == 0 || p.Hazard is not null, $"{what} has hazardous cells, but their program is not given");
    }

    private static bool IsEarlier(SimulationParameters p, int index, int? other) =>
        other is not { } at || (at >= 0 && at < index && p.Groups[at].Lots >= p.Groups[index].Lots);
}
