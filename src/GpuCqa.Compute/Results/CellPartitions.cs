namespace GpuCqa.Compute;

/// <summary>Several partitions of the same cells into groups, checked once.</summary>
public sealed class CellPartitions
{
    /// <summary>Joint groups of several partitions at most: their sums stay in the nearest cache.</summary>
    internal const int MostJointGroups = 1024;

    private readonly Lazy<JointGroups[]> joint;
    private readonly Lazy<int[]> byCell;

    /// <summary>Takes the labels, which must not change afterwards.</summary>
    /// <param name="labels">Per partition, the group 0 .. groups - 1 of each cell; as many cells in all.</param>
    /// <param name="groups">Per partition, its number of groups.</param>
    /// <exception cref="ArgumentException">A label is out of range, or the numbers of partitions or cells do not fit.</exception>
    public CellPartitions(int[][] labels, int[] groups)
    {
        if (groups.Length != labels.Length) throw new ArgumentException($"Groups are given for {groups.Length} partitions; expected {labels.Length}.", nameof(groups));
        Labels = labels;
        Groups = groups;
        Cells = labels.Length == 0 ? null : labels[0].Length;
        Sizes = new int[labels.Length][];
        for (int p = 0; p < labels.Length; p++)
        {
            if (labels[p].Length != Cells) throw new ArgumentException($"Partition {p} has {labels[p].Length} cells; expected {Cells}.", nameof(labels));
            Sizes[p] = new int[groups[p]];
            foreach (int label in labels[p])
            {
                if ((uint)label >= (uint)groups[p]) throw new ArgumentException($"Partition {p} holds label {label}; expected 0 to {groups[p] - 1}.", nameof(labels));
                Sizes[p][label]++;
            }
        }

        joint = new Lazy<JointGroups[]>(() => JointGroups.Of(Labels, Groups, MostJointGroups));
        byCell = new Lazy<int[]>(Packed);
    }

    /// <summary>Number of partitions.</summary>
    public int Count => Labels.Length;

    /// <summary>Number of cells; null where there is no partition.</summary>
    public int? Cells { get; }

    /// <summary>Per partition, the group of each cell.</summary>
    public int[][] Labels { get; }

    /// <summary>Per partition, its number of groups.</summary>
    public int[] Groups { get; }

    /// <summary>Per partition, the cells of each group.</summary>
    public int[][] Sizes { get; }

    /// <summary>cells x partitions, row-major: the groups of each cell side by side.</summary>
    public ReadOnlySpan<int> ByCell => byCell.Value;

    /// <summary>The partitions taken together where that leaves few groups, so that a cell is counted once for several of them.</summary>
    internal JointGroups[] Joint => joint.Value;

    private int[] Packed()
    {
        int[] rows = new int[(long)(Cells ?? 0) * Count];
        for (int p = 0; p < Count; p++)
        {
            for (int c = 0, at = p; c < Cells; c++, at += Count) rows[at] = Labels[p][c];
        }

        return rows;
    }
}
