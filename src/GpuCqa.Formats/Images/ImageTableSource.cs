using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Texts;

namespace GpuCqa.Formats.Images;

/// <summary>Cells of CellProfiler's tables: a table with one row a cell, a folder of tables of objects, several such folders, or a database.</summary>
internal sealed class ImageTableSource : CellSource
{
    /// <summary>Exports of one lot keep at least this share of the features of each.</summary>
    private const double LeastShare = 0.25;

    private readonly (ImageExport Export, ExportCells Cells, int[] Columns)[] parts;
    private IReadOnlyList<string> findings = [];

    private ImageTableSource(string path, (ImageExport Export, ExportCells Cells, int[] Columns)[] parts, string[] features, string? groupColumn)
    {
        Path = path;
        this.parts = parts;
        Features = new FeatureTable(features, features);
        GroupColumn = groupColumn;
    }

    public override string Path { get; }

    public override FeatureTable Features { get; }

    public override CellModality Modality => CellModality.Features;

    public override long? CellCount => null;

    public override bool IsOfPlates => true;

    public override IReadOnlyList<string> Findings => findings;

    /// <summary>The exports.</summary>
    internal IEnumerable<ImageExport> Exports => parts.Select(p => p.Export);

    /// <summary>Columns of the cells and images of the first export.</summary>
    internal IEnumerable<string> Columns => parts[0].Cells.Columns;

    /// <summary>Lot of each cell and columns beside it, in the order of reading.</summary>
    internal IEnumerable<(string Lot, string[] Values)> Labels(IReadOnlyList<string> names, CancellationToken cancellation) => parts.SelectMany(p => p.Cells.Labels(names, cancellation));

    /// <summary>Reads headers, first rows, and the tables of images.</summary>
    /// <exception cref="BadDataException">A table is damaged, or none is of objects.</exception>
    /// <exception cref="NotFoundException">A column or object that was named does not exist.</exception>
    public static ImageTableSource Open(string path, CellFileOptions options)
    {
        ImageOptions images = options.Images ?? new ImageOptions();
        IReadOnlyList<ImageExport> exports = CellFileKinds.Of(path) switch
        {
            CellFileKind.ImageFolder => ImageFolder.Open(path, images, options.Note),
            CellFileKind.Database => [ImageDatabase.Open(path, images, options.Note)],
            _ => [ImageFolder.OpenFile(path, images, options.Note)],
        };
        string[] features = Shared(path, exports, options.Note);
        (ImageExport, ExportCells Cells, int[])[] parts = [.. exports.Select(e => (e, new ExportCells(e, images, options), features.Select(f => Array.IndexOf(e.FeatureNames, f)).ToArray()))];
        if (parts.Any(p => !p.Cells.HasPlates)) options.Note?.Invoke($"{path}: no column names the plate; all its cells are taken as of one plate");
        return new ImageTableSource(path, parts, features, options.GroupColumn);
    }

    public override IEnumerable<CellBlock> ReadBlocks(int maxCells, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxCells);
        return Blocks(maxCells, cancellation);
    }

    private IEnumerable<CellBlock> Blocks(int maxCells, CancellationToken cancellation)
    {
        int width = Features.Count;
        var block = new Pending(width);
        foreach ((ImageExport export, ExportCells cells, int[] columns) in parts)
        {
            foreach ((string name, float[] values, string? group, PlatePlace place) in cells.Read(cancellation))
            {
                // Numbers of images begin anew in every export.
                block.Add(parts.Length == 1 ? name : $"{export.Label}:{name}", values, columns, group, place);
                if (block.Count < maxCells) continue;
                yield return block.Take(GroupColumn is not null);
                cancellation.ThrowIfCancellationRequested();
            }
        }

        if (block.Count > 0) yield return block.Take(GroupColumn is not null);
        findings = [.. parts.SelectMany(p => p.Cells.Findings.Select(f => parts.Length == 1 ? f : $"{p.Export.Label}: {f}"))];
    }

    private static string[] Shared(string path, IReadOnlyList<ImageExport> exports, Action<string>? note)
    {
        string[] first = exports[0].FeatureNames;
        if (exports.Count == 1) return first;
        HashSet<string>[] sets = [.. exports.Select(e => e.FeatureNames.ToHashSet(StringComparer.Ordinal))];
        string[] shared = [.. first.Where(f => Array.TrueForAll(sets, s => s.Contains(f)))];
        int largest = sets.Max(s => s.Count);
        if (shared.Length == largest) return shared;
        int odd = Enumerable.Range(0, sets.Length).MinBy(s => sets[s].Count);
        string lost = $"{exports[odd].Label} has {Counted.Of(sets[odd].Count, "feature")}, others up to {largest}; {shared.Length} are in all {exports.Count} exports";
        if (shared.Length < LeastShare * largest) throw new BadDataException(path, exports[odd].Label, $"{lost}, too few: these are exports of different pipelines");
        note?.Invoke($"{path}: {lost} and are used");
        return shared;
    }

    /// <summary>Cells until they are a block.</summary>
    private sealed class Pending(int width)
    {
        private readonly List<string> names = [];
        private readonly List<string> groups = [];
        private readonly List<PlatePlace> places = [];
        private readonly List<float[]> rows = [];

        public int Count => names.Count;

        public void Add(string name, float[] values, int[] columns, string? group, PlatePlace place)
        {
            float[] row = new float[width];
            for (int c = 0; c < width; c++) row[c] = values[columns[c]];
            names.Add(name);
            rows.Add(row);
            groups.Add(group ?? "");
            places.Add(place);
        }

        public CellBlock Take(bool grouped)
        {
            float[] values = new float[rows.Count * width];
            int[] indices = new int[values.Length];
            long[] offsets = new long[rows.Count + 1];
            for (int r = 0; r < rows.Count; r++)
            {
                rows[r].CopyTo(values, r * width);
                for (int c = 0; c < width; c++) indices[(r * width) + c] = c;
                offsets[r + 1] = offsets[r] + width;
            }

            var block = new CellBlock([.. names], new CsrMatrix<float>(rows.Count, width, offsets, indices, values), grouped ? [.. groups] : null) { Places = [.. places] };
            names.Clear();
            rows.Clear();
            groups.Clear();
            places.Clear();
            return block;
        }
    }
}
