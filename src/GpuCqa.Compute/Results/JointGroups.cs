namespace GpuCqa.Compute;

/// <summary>Some partitions of the cells crossed with each other: cells of one joint group are together in each of them.</summary>
/// <remarks>Integers that are summed by joint group give the sums of every partition, exactly, by adding joint groups.</remarks>
internal sealed class JointGroups
{
    private JointGroups(int[] labels, int[] groupOf)
    {
        Labels = labels;
        GroupOf = [groupOf];
    }

    private JointGroups(JointGroups first, int[] labels, int[] oldOf, int[] groupOf)
    {
        Labels = labels;
        GroupOf = [.. first.GroupOf.Select(of => Array.ConvertAll(oldOf, old => of[old])), groupOf];
    }

    /// <summary>Joint group of each cell.</summary>
    public int[] Labels { get; }

    /// <summary>Per partition, in order: its group of each joint group.</summary>
    public int[][] GroupOf { get; }

    /// <summary>Number of joint groups.</summary>
    public int Count => GroupOf[0].Length;

    /// <summary>All partitions, as many as possible at a time; a partition that has more groups by itself stands alone.</summary>
    /// <param name="labels">Per partition, the group of each cell.</param>
    /// <param name="groups">Per partition, its number of groups.</param>
    /// <param name="most">Joint groups at most.</param>
    public static JointGroups[] Of(int[][] labels, int[] groups, int most)
    {
        var all = new List<JointGroups>();
        for (int p = 0; p < labels.Length; p++)
        {
            if (all.Count > 0 && all[^1].With(labels[p], groups[p], most) is { } crossed) all[^1] = crossed;
            else all.Add(new JointGroups(labels[p], [.. Enumerable.Range(0, groups[p])]));
        }

        return [.. all];
    }

    // Null when more groups than that would be needed. New groups are numbered as their first cells come.
    private JointGroups? With(int[] labels, int groups, int most)
    {
        if (Count > most || groups > most) return null;
        int[] known = new int[Count * groups], crossed = new int[labels.Length];
        List<int> oldOf = [], groupOf = [];
        for (int c = 0; c < labels.Length; c++)
        {
            ref int joint = ref known[(Labels[c] * groups) + labels[c]];
            if (joint == 0)
            {
                if (oldOf.Count == most) return null;
                oldOf.Add(Labels[c]);
                groupOf.Add(labels[c]);
                joint = oldOf.Count;
            }

            crossed[c] = joint - 1;
        }

        return new JointGroups(this, crossed, [.. oldOf], [.. groupOf]);
    }
}
