namespace GpuCqa.Analysis.Clusters;

/// <summary>Small operations on an array that names the group of each node.</summary>
internal static class Grouping
{
    /// <summary>Every node in a group of its own.</summary>
    public static int[] Singletons(int nodes)
    {
        var groups = new int[nodes];
        for (int i = 0; i < nodes; i++) groups[i] = i;
        return groups;
    }

    /// <summary>Renumbers the groups that occur to 0 .. count - 1, keeping their order, and returns the count.</summary>
    /// <param name="groups">Group of each node, 0 .. length - 1; changed in place.</param>
    public static int Compact(int[] groups)
    {
        var number = new int[groups.Length];
        foreach (int group in groups) number[group] = 1;
        int count = 0;
        for (int g = 0; g < number.Length; g++)
            if (number[g] == 1) number[g] = count++;
        for (int i = 0; i < groups.Length; i++) groups[i] = number[groups[i]];
        return count;
    }

    /// <summary>The intersections of two partitions: nodes share one when they share a group in both.</summary>
    /// <param name="first">Group of each node, 0 .. firstCount - 1.</param>
    /// <param name="firstCount">Number of groups.</param>
    /// <param name="second">Group of each node, 0 .. secondCount - 1.</param>
    /// <param name="secondCount">Number of groups.</param>
    /// <returns>Intersection of each node, numbered from 0, and their number. Takes time proportional to nodes and groups.</returns>
    public static (int[] Cells, int Count) Intersect(int[] first, int firstCount, int[] second, int secondCount)
    {
        (int[] starts, int[] members) = Members(first, firstCount);
        var seenIn = new int[secondCount];
        var number = new int[secondCount];
        var cells = new int[first.Length];
        int count = 0;
        for (int group = 0; group < firstCount; group++)
        {
            for (int m = starts[group]; m < starts[group + 1]; m++)
            {
                int other = second[members[m]];
                if (seenIn[other] != group + 1)
                {
                    seenIn[other] = group + 1;
                    number[other] = count++;
                }

                cells[members[m]] = number[other];
            }
        }

        return (cells, count);
    }

    /// <summary>The nodes of each group, ascending: those of group g lie from <c>starts[g]</c> to <c>starts[g + 1]</c>.</summary>
    public static (int[] Starts, int[] Members) Members(int[] groups, int count)
    {
        var starts = new int[count + 1];
        foreach (int group in groups) starts[group + 1]++;
        for (int g = 0; g < count; g++) starts[g + 1] += starts[g];
        int[] next = starts[..count];
        var members = new int[groups.Length];
        for (int node = 0; node < groups.Length; node++) members[next[groups[node]]++] = node;
        return (starts, members);
    }
}
