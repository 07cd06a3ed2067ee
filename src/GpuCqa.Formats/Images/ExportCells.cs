using System.Globalization;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Texts;

namespace GpuCqa.Formats.Images;

/// <summary>Reads the cells of one export.</summary>
internal sealed class ExportCells
{
    private const string NoPlate = "all";

    private readonly ImageExport export;
    private readonly ImageOptions options;
    private readonly Func<ObjectRows, ImageKey, string>? group;
    private readonly Func<ObjectRows, ImageKey, string>? plate;
    private readonly (Func<ObjectRows, ImageKey, string> Column, HashSet<string> Values)[] controls;
    private readonly Func<ObjectRows, ImageKey, string>? name;
    private readonly CellColumns columns;
    private readonly bool everyCell;

    /// <exception cref="NotFoundException">A column that was named does not exist.</exception>
    public ExportCells(ImageExport export, ImageOptions options, CellFileOptions files)
    {
        this.export = export;
        this.options = options;
        columns = new CellColumns(export.Cells, export.Images, options.Metadata is { } text ? new FileNamePattern(text) : null, export.Label);
        group = files.GroupColumn is { } lot ? columns.Require(lot) : null;
        plate = options.PlateOfLot is not null ? null : options.Plate is { } named ? columns.Require(named) : columns.Find("Plate");
        everyCell = options.Controls.Contains(ImageOptions.AllCells);
        controls = [.. options.Controls.Where(c => c != ImageOptions.AllCells).Select(c => Control(c, columns))];
        name = NameColumn(files.IdColumn);
    }

    /// <summary>Whether something names plates.</summary>
    public bool HasPlates => plate is not null || options.PlateOfLot is not null;

    /// <summary>Columns of the cells and images.</summary>
    public IEnumerable<string> Columns => columns.Names;

    /// <summary>Cells that another table lacks: an object without its nucleus or cytoplasm.</summary>
    public long Incomplete { get; private set; }

    /// <summary>What the last reading left out, in words.</summary>
    public IReadOnlyList<string> Findings { get; private set; } = [];

    /// <summary>Reads the cells; the measurements are valid until the next one is asked for.</summary>
    /// <param name="cancellation">Stops between images.</param>
    public IEnumerable<(string Name, float[] Values, string? Group, PlatePlace Place)> Read(CancellationToken cancellation)
    {
        ObjectLayout cells = export.Cells;
        float[] values = new float[export.FeatureNames.Length];
        var seen = new Dictionary<(ImageKey, string), string>();
        PartnerRows[] partners = [.. export.Partners.Select(p => new PartnerRows(p.Layout, p.Link, cells.Table.Item!))];
        long incomplete = 0, read = 0;
        try
        {
            using ObjectRows rows = cells.Table.Open();
            ImageKey? current = null;
            var finished = new HashSet<ImageKey>();
            while (rows.Read())
            {
                ImageKey image = cells.KeyOf(rows);
                if (image != current)
                {
                    cancellation.ThrowIfCancellationRequested();
                    columns.RequireImage(rows, image);
                    if (current is { } last)
                    {
                        finished.Add(last);
                        foreach (PartnerRows partner in partners) partner.Close(last);
                    }

                    if (partners.Length > 0 && finished.Contains(image)) throw new BadDataException(rows.Path, rows.Row, $"{image} begins again; the rows of an image stand together, and exports of several runs, whose numbers begin anew, are folders of their own");
                    current = image;
                }

                read++;
                string cell = NameOf(rows, image, read);
                if (!seen.TryAdd((image, cell), rows.Row)) throw new BadDataException(rows.Path, rows.Row, $"{Called(cell, image)} is already on {seen[(image, cell)]}");
                cells.Read(rows, values.AsSpan(0, cells.Features.Length));
                if (!Complete(rows, image, partners, values))
                {
                    incomplete++;
                    continue;
                }

                string? lot = group?.Invoke(rows, image);
                yield return (cell, values, lot, PlaceOf(rows, image, lot ?? options.Lot));
            }

            if (read == 0) throw new BadDataException(rows.Path, null, "the table has a header but no rows");
            if (current is { } end)
            {
                foreach (PartnerRows partner in partners) partner.Close(end);
            }

            foreach (PartnerRows partner in partners) partner.Finish();
            Incomplete = incomplete;
            Findings = [.. Told(incomplete, read, partners)];
        }
        finally
        {
            foreach (PartnerRows partner in partners) partner.Dispose();
        }
    }

    /// <summary>The lot of each cell, and every other column that is no measurement, cell by cell.</summary>
    public IEnumerable<(string Lot, string[] Values)> Labels(IReadOnlyList<string> names, CancellationToken cancellation)
    {
        Func<ObjectRows, ImageKey, string>[] read = [.. names.Select(columns.Require)];
        using ObjectRows rows = export.Cells.Table.Open();
        while (rows.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            ImageKey image = export.Cells.KeyOf(rows);
            columns.RequireImage(rows, image);
            yield return (group!(rows, image), [.. read.Select(r => r(rows, image))]);
        }
    }

    private string Called(string cell, ImageKey image) => export.Cells.Number >= 0 && export.Cells.Image >= 0 && name is null ? $"object {cell[(cell.LastIndexOf(':') + 1)..]} of {image}" : $"the cell '{cell}'";

    private IEnumerable<string> Told(long incomplete, long read, PartnerRows[] partners)
    {
        if (incomplete > 0) yield return $"{incomplete} of {Counted.Of(read, "cell")} {Counted.Word(incomplete, "is", "are")} without an object of {string.Join(" or ", export.Partners.Select(p => p.Layout.Table.Item))} and {Counted.Word(incomplete, "was", "were")} left out";
        for (int p = 0; p < partners.Length; p++)
        {
            long left = partners[p].Parentless + partners[p].Unused;
            if (left > 0) yield return $"{left} {Counted.Word(left, "object", "objects")} of {export.Partners[p].Layout.Table.Item} {Counted.Word(left, "belongs", "belong")} to no cell and {Counted.Word(left, "was", "were")} left out";
        }
    }

    private bool Complete(ObjectRows rows, ImageKey image, PartnerRows[] partners, float[] values)
    {
        ObjectLayout cells = export.Cells;
        int at = cells.Features.Length;
        bool complete = true;
        for (int p = 0; p < partners.Length; p++)
        {
            (ObjectLayout layout, PartnerLink link) = export.Partners[p];
            int column = link.CellColumn >= 0 ? link.CellColumn : cells.Number;
            long number = rows.Whole(column, cells.Table.Names[column]);
            complete &= partners[p].TryRead(image, number, values.AsSpan(at, layout.Features.Length));
            at += layout.Features.Length;
        }

        return complete;
    }

    private string NameOf(ObjectRows rows, ImageKey image, long row)
    {
        if (name is not null)
        {
            string given = name(rows, image);
            return given.Length > 0 ? given : throw new BadDataException(rows.Path, rows.Row, "the cell has no name");
        }

        int number = export.Cells.Number;
        if (number < 0 || export.Cells.Image < 0) return row.ToString(CultureInfo.InvariantCulture);
        long item = rows.Whole(number, export.Cells.Table.Names[number]);
        return string.Create(CultureInfo.InvariantCulture, $"{(image.Table.Length == 0 ? "" : image.Table + ":")}{image.Number}:{item}");
    }

    private PlatePlace PlaceOf(ObjectRows rows, ImageKey image, string? lot)
    {
        string name = options.PlateOfLot is { } known ? (lot is null ? "" : known.GetValueOrDefault(lot, "")) : plate is null ? NoPlate : plate(rows, image);
        bool control = everyCell || (lot is not null && options.ControlLots.Contains(lot)) || Array.Exists(controls, c => c.Values.Contains(c.Column(rows, image)));
        // Of a lot that the sheet does not name nothing is used.
        if (name.Length == 0 && options.PlateOfLot is null) throw new BadDataException(rows.Path, rows.Row, "the cell has no plate: its column is empty");
        return new PlatePlace(name, control);
    }

    // ImageNumber and ObjectNumber name a cell; a table without them has a column of names, or its rows are numbered.
    private Func<ObjectRows, ImageKey, string>? NameColumn(string? wanted)
    {
        if (wanted is not null) return columns.Require(wanted);
        ObjectLayout cells = export.Cells;
        if (cells.Image >= 0 && cells.Number >= 0) return null;
        int at = Array.FindIndex(cells.Others, c => ColumnRoles.IsFileName(cells.Table.Names[c]));
        if (at < 0) at = Array.FindIndex(cells.Others, c => cells.Table.Names[c] == Tables.FeatureTableSample.UnnamedFirst || cells.Table.Names[c].Contains("cell", StringComparison.OrdinalIgnoreCase));
        if (at < 0) return null;
        int column = cells.Others[at];
        return (rows, _) => rows.Text(column);
    }

    private static (Func<ObjectRows, ImageKey, string> Column, HashSet<string> Values) Control(string entry, CellColumns columns)
    {
        (string column, IReadOnlyList<string> values) = ControlEntry.Parse(entry);
        return (columns.Require(column), values.ToHashSet(StringComparer.Ordinal));
    }
}
