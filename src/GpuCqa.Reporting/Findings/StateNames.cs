using System.Globalization;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Findings;

/// <summary>How the states of a family are named everywhere: clusters by number and resolution, given states by their own names, with their column when several were tested.</summary>
internal sealed class StateNames(IReadOnlyList<StatePartition> partitions)
{
    /// <summary>Whether the states are clusters that were found; otherwise they were given.</summary>
    public bool Clusters { get; } = partitions.All(p => !double.IsNaN(p.Resolution));

    /// <summary>Whether cells were counted; otherwise only fractions are known.</summary>
    public bool Counted { get; } = partitions.All(p => p.LotCells is not null);

    /// <summary>Whether there are several partitions of the same lots.</summary>
    public bool Several => partitions.Count > 1;

    /// <summary>"cluster" or "state".</summary>
    public Said Noun => Clusters ? Say("cluster", "クラスター") : Say("state", "状態");

    /// <summary>"Cluster" or "State".</summary>
    public Said Title => Clusters ? Say("Cluster", "クラスター") : Say("State", "状態");

    /// <summary>The members of a family in words.</summary>
    public Said Every => Clusters ? Say("every cluster of every resolution", "全解像度の全クラスター") : Several ? Say("every state of every column", "全列の全状態") : Say("every state", "全状態");

    /// <summary>The names of one state.</summary>
    public StateName Of(StateId state)
    {
        StatePartition partition = partitions[state.Partition];
        if (Clusters)
        {
            return StateName.OfCluster(state.Index, partition.Resolution);
        }

        string own = partition.States[state.Index];
        // A label that is a number says nothing in a sentence.
        Said name = double.TryParse(own, NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? Say($"state {own}", $"状態{own}") : own;
        Said full = Several ? Say($"{name.En} ({partition.Name})", $"{name.Ja}({partition.Name})") : name;
        return new StateName(name, full, full, own, Say($"share of the lot: {name.En}", $"ロットに占める{name.Ja}の割合"));
    }
}
