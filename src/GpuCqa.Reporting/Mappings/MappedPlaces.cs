using GpuCqa.Analysis.Mapping;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Reporting.Mappings;

/// <summary>The cells of the reference and the mapped cells on one map: first those, then these, each in its own order.</summary>
internal sealed class MappedPlaces
{
    public MappedPlaces(MapResult result)
    {
        int train = result.Reference.Cells.Count, mapped = result.Cells.Count, lots = result.Reference.Lots.Count;
        Train = train;
        var layout = new DenseMatrix<float>(train + mapped, 2);
        result.Reference.Cells.Layout.Values.AsSpan(0, 2 * train).CopyTo(layout.Values);
        result.Cells.Layout.Values.AsSpan(0, 2 * mapped).CopyTo(layout.Values.AsSpan(2 * train));
        Layout = layout;
        Lots = [.. result.Reference.Cells.Lots, .. result.Cells.Lots.Select(l => lots + l)];
        Labels = [.. result.Reference.Clusterings.Select((c, r) => (int[])[.. c.Labels, .. result.Cells.Labels[r].Select(label => label < 0 ? c.Clusters : label)])];
        Verdicts = [.. Enumerable.Repeat(0, train), .. result.Cells.Verdicts.Select(v => 1 + (int)v)];
    }

    /// <summary>Cells of the reference.</summary>
    public int Train { get; }

    /// <summary>All cells.</summary>
    public int Count => Layout.Rows;

    /// <summary>cells x 2.</summary>
    public DenseMatrix<float> Layout { get; }

    /// <summary>Lot of each cell: the train lots, then the mapped ones.</summary>
    public int[] Lots { get; }

    /// <summary>Per resolution, the cluster of each cell; one beyond the last cluster = refused.</summary>
    public int[][] Labels { get; }

    /// <summary>0 = a cell of the reference, then 1 + its verdict.</summary>
    public int[] Verdicts { get; }
}
