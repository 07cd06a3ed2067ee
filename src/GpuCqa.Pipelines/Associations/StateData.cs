using GpuCqa.Statistics;

namespace GpuCqa.Pipelines.Associations;

/// <summary>What was read of every lot of a table: how much of it is in each state, and what else its rows say.</summary>
/// <param name="Layout">"lots x states", "states x lots", "one row a cell" or "one row a lot and state".</param>
/// <param name="Values">"counts", "fractions" or "percent".</param>
/// <param name="LotColumn">Column that names the lots.</param>
/// <param name="States">The states of a table of lots; empty where each cell names its own.</param>
/// <param name="Lots">The lots, in the order of the file.</param>
/// <param name="Partitions">The states, over all lots.</param>
/// <param name="Attributes">What the file says of its lots beside the states.</param>
/// <param name="Notes">What the user should know of the reading.</param>
internal sealed record StateData(
    string Layout, string Values, string LotColumn, IReadOnlyList<string> States, IReadOnlyList<string> Lots, IReadOnlyList<RawPartition> Partitions, ILotAttributes Attributes, IReadOnlyList<string> Notes);

/// <summary>One partition before lots are chosen.</summary>
/// <param name="Name">Column of labels; empty for a table of states.</param>
/// <param name="States">Names of the states.</param>
/// <param name="Counts">states x lots, cells; null when only fractions are known.</param>
/// <param name="LotCells">Cells of each lot; null when only fractions are known.</param>
/// <param name="Fractions">states x lots, 0 to 1; null when counts are known.</param>
internal sealed record RawPartition(string Name, IReadOnlyList<string> States, int[][]? Counts, int[]? LotCells, double[][]? Fractions)
{
    /// <summary>The partition over some of the lots; states that none of them has a cell of are left out.</summary>
    public StatePartition Of(int[] lots)
    {
        int[] kept = [.. Enumerable.Range(0, States.Count).Where(k => lots.Any(l => Counts is null ? Fractions![k][l] > 0 : Counts[k][l] > 0))];
        string[] names = [.. kept.Select(k => States[k])];
        return Counts is null
            ? StatePartition.OfFractions(Name, names, [.. kept.Select(k => lots.Select(l => Fractions![k][l]).ToArray())])
            : StatePartition.OfCounts(Name, names, [.. kept.Select(k => lots.Select(l => Counts[k][l]).ToArray())], [.. lots.Select(l => LotCells![l])]);
    }
}
