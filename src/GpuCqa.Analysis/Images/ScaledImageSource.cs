using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Images;

/// <summary>Image cells as robust z of their plate, without those that quality control removes: what a discovery or a mapping reads.</summary>
/// <remarks>z = (x - median of the plate's controls) / (1.4826 MAD of them), at most <see cref="ImageScaling.Bound"/> away from 0. A value that was not measured is 0, the controls' median.</remarks>
internal sealed class ScaledImageSource : CellSource
{
    private readonly CellSource raw;
    private readonly ImageCells cells;
    private readonly int lot;
    private readonly int[] map;
    private readonly int[] places;
    private readonly int size;
    private readonly Dictionary<string, PlateScale> plates;
    private readonly Dictionary<string, SizeLimits> limits;
    private readonly IReadOnlyList<string> lots;
    private readonly RemovedCells removed;

    /// <param name="raw">The measurements.</param>
    /// <param name="scaling">What they become.</param>
    /// <param name="cells">Whose they are.</param>
    /// <param name="lot">Lot of the source, or -1 where cells name theirs.</param>
    /// <param name="lots">Names of the lots.</param>
    /// <param name="removed">Counts what is removed.</param>
    public ScaledImageSource(CellSource raw, ImageScaling scaling, ImageCells cells, int lot, IReadOnlyList<string> lots, RemovedCells removed)
    {
        this.raw = raw;
        this.cells = cells;
        this.lot = lot;
        this.lots = lots;
        this.removed = removed;
        GroupColumn = raw.GroupColumn;
        HashSet<string> own = [.. raw.Features.Ids];
        // Of a reference's features a new file may lack some.
        places = [.. Enumerable.Range(0, scaling.Features.Count).Where(f => own.Contains(scaling.Features[f]))];
        string[] names = [.. places.Select(f => scaling.Features[f])];
        Features = new FeatureTable(names, names);
        var index = names.Select((n, i) => (n, i)).ToDictionary(n => n.n, n => n.i, StringComparer.Ordinal);
        map = [.. raw.Features.Ids.Select(id => index.GetValueOrDefault(id, -1))];
        size = scaling.SizeFeature is null ? -1 : Array.IndexOf(raw.Features.Ids, scaling.SizeFeature);
        plates = scaling.Plates.ToDictionary(p => p.Plate, StringComparer.Ordinal);
        limits = scaling.Sizes.ToDictionary(s => s.Lot, StringComparer.Ordinal);
    }

    public override string Path => raw.Path;

    public override FeatureTable Features { get; }

    public override CellModality Modality => CellModality.Features;

    public override long? CellCount => null;

    public override IEnumerable<CellBlock> ReadBlocks(int maxCells, CancellationToken cancellation = default)
    {
        // Of a block as many cells stay as pass, so that blocks are put together anew.
        var names = new List<string>();
        var groups = new List<string>();
        var rows = new List<float[]>();
        foreach (CellBlock block in raw.ReadBlocks(maxCells, cancellation))
        {
            int[] owners = cells.Owners(block, lot);
            for (int r = 0; r < owners.Length; r++)
            {
                // Cells of no lot that is used are passed on for their lot's name alone.
                float[]? row = owners[r] < 0 ? new float[Features.Count] : Scaled(block, r, owners[r]);
                if (row is null) continue;
                rows.Add(row);
                names.Add(block.Barcodes[r]);
                if (block.Groups is not null) groups.Add(block.Groups[r]);
                if (rows.Count == maxCells) yield return Take(names, groups, rows);
            }
        }

        if (rows.Count > 0) yield return Take(names, groups, rows);
    }

    private CellBlock Take(List<string> names, List<string> groups, List<float[]> rows)
    {
        int width = Features.Count;
        float[] values = new float[rows.Count * width];
        int[] indices = new int[values.Length];
        long[] offsets = new long[rows.Count + 1];
        for (int r = 0; r < rows.Count; r++)
        {
            rows[r].CopyTo(values, r * width);
            for (int c = 0; c < width; c++) indices[(r * width) + c] = c;
            offsets[r + 1] = offsets[r] + width;
        }

        var block = new CellBlock([.. names], new CsrMatrix<float>(rows.Count, width, offsets, indices, values), groups.Count > 0 ? [.. groups] : null);
        names.Clear();
        groups.Clear();
        rows.Clear();
        return block;
    }

    private float[]? Scaled(CellBlock block, int r, int owner)
    {
        ReadOnlySpan<float> values = block.Values.RowValues(r);
        PlateScale plate = plates[block.Places![r].Plate];
        float[] row = ImageCells.Row(values, map, Features.Count);
        int missing = 0;
        for (int f = 0; f < row.Length; f++)
        {
            if (!float.IsFinite(row[f]))
            {
                missing++;
                row[f] = 0;
                continue;
            }

            row[f] = (float)Math.Clamp((row[f] - plate.Centers[places[f]]) / plate.Spreads[places[f]], -ImageScaling.Bound, ImageScaling.Bound);
        }

        return removed.Passes(owner, missing > ImageScaling.MostMissing * row.Length, size >= 0 && limits.GetValueOrDefault(lots[owner]) is { } limit && (!(values[size] >= limit.Lowest) || values[size] > limit.Highest)) ? row : null;
    }
}
