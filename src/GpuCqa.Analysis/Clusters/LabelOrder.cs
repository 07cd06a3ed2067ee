namespace GpuCqa.Analysis.Clusters;

/// <summary>Renumbers clusters by size.</summary>
public static class LabelOrder
{
    /// <summary>Labels 0, 1, ... by cluster size, largest first; clusters of one size by their smallest member.</summary>
    /// <param name="labels">Cluster of each cell, any non-negative numbers.</param>
    /// <returns>A new array; the argument is not changed.</returns>
    public static int[] BySize(int[] labels)
    {
        (int[] sizes, int[] first) = Survey(labels);
        return Renumber(labels, sizes, cluster => first[cluster]);
    }

    /// <summary>Labels by cluster size, largest first; clusters of one size keep the order of their labels, as in Seurat.</summary>
    internal static int[] BySizeThenLabel(int[] labels) => Renumber(labels, Survey(labels).Sizes, cluster => cluster);

    private static int[] Renumber(int[] labels, int[] sizes, Func<int, int> tie)
    {
        int[] order = Enumerable.Range(0, sizes.Length).Where(c => sizes[c] > 0).OrderByDescending(c => sizes[c]).ThenBy(tie).ToArray();
        var number = new int[sizes.Length];
        for (int i = 0; i < order.Length; i++) number[order[i]] = i;
        return Array.ConvertAll(labels, label => number[label]);
    }

    private static (int[] Sizes, int[] First) Survey(int[] labels)
    {
        int count = labels.Length == 0 ? 0 : labels.Max() + 1;
        var sizes = new int[count];
        var first = new int[count];
        for (int cell = labels.Length - 1; cell >= 0; cell--)
        {
            sizes[labels[cell]]++;
            first[labels[cell]] = cell;
        }

        return (sizes, first);
    }
}
