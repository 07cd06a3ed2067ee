namespace GpuCqa.Formats.Inspection;

/// <summary>Tells matrices of all barcodes from those of cells by the counts of the barcodes.</summary>
internal static class DropletLook
{
    private const int MostTop = 100;
    private const double TopShare = 0.01, EmptyBelow = 0.05, Most = 0.5;

    /// <summary>Whether more than half of the barcodes hold less than a twentieth of what the largest hold (the last of the top 1 %, at most 100 barcodes).</summary>
    /// <remarks>Cell Ranger 2 called cells above a tenth of the 99th percentile of the cells expected; a twentieth, and a majority, leave room for small cells.</remarks>
    /// <param name="counts">Counts of each barcode, in ascending order.</param>
    public static bool IsUnfiltered(List<double> counts)
    {
        if (counts.Count < 2) return false;
        int top = Math.Clamp((int)(counts.Count * TopShare), 1, MostTop);
        double limit = EmptyBelow * counts[^top];
        return counts.Count(c => c < limit) > Most * counts.Count;
    }
}
