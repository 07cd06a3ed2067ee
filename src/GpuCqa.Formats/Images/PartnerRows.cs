using GpuCqa.Core.Errors;

namespace GpuCqa.Formats.Images;

/// <summary>Objects of another kind than the cells (nuclei, cytoplasm), looked up image by image while the cells are read.</summary>
/// <remarks>Tables list their images in the same order, so that one image is held at a time; where they do not, those read on the way are kept until they are asked for.</remarks>
internal sealed class PartnerRows : IDisposable
{
    private readonly ObjectLayout layout;
    private readonly PartnerLink link;
    private readonly string cell;
    private readonly ObjectRows rows;
    private readonly Dictionary<ImageKey, Dictionary<long, Held>> images = [];
    private readonly HashSet<ImageKey> done = [];
    private bool pending;
    private bool ended;

    public PartnerRows(ObjectLayout layout, PartnerLink link, string cell)
    {
        this.layout = layout;
        this.link = link;
        this.cell = cell;
        rows = layout.Table.Open();
    }

    /// <summary>Rows whose parent is 0: CellProfiler found no cell around them.</summary>
    public long Parentless { get; private set; }

    /// <summary>Rows that belong to no cell that was read.</summary>
    public long Unused { get; private set; }

    /// <summary>The measurements of the object that belongs to a cell; false = there is none.</summary>
    public bool TryRead(ImageKey image, long number, Span<float> values)
    {
        while (!images.ContainsKey(image) && LoadImage())
        {
        }

        if (!images.TryGetValue(image, out Dictionary<long, Held>? held) || !held.TryGetValue(number, out Held found)) return false;
        found.Values.CopyTo(values);
        held[number] = found with { Used = true };
        return true;
    }

    /// <summary>All cells of an image were read.</summary>
    /// <exception cref="BadDataException">A row names a cell that the image does not have.</exception>
    public void Close(ImageKey image)
    {
        if (images.Remove(image, out Dictionary<long, Held>? held)) Require(image, held);
        done.Add(image);
    }

    /// <summary>All images were read.</summary>
    public void Finish()
    {
        while (LoadImage())
        {
        }

        foreach ((ImageKey image, Dictionary<long, Held> held) in images) Require(image, held);
        images.Clear();
    }

    public void Dispose() => rows.Dispose();

    private void Require(ImageKey image, Dictionary<long, Held> held)
    {
        foreach ((long number, Held row) in held)
        {
            if (row.Used) continue;
            if (link.IsParent)
                throw new BadDataException(rows.Path, $"{row.Row}, column {link.PartnerColumn + 1} ('{layout.Table.Names[link.PartnerColumn]}')", $"its parent is number {number} of {cell}, which {image} does not have");
            Unused++;
        }
    }

    private bool LoadImage()
    {
        if (!pending && !Next()) return false;
        ImageKey image = layout.KeyOf(rows);
        if (done.Contains(image) || images.ContainsKey(image))
            throw new BadDataException(rows.Path, rows.Row, $"{image} begins again; the rows of an image stand together, and exports of several runs, whose numbers begin anew, are folders of their own");
        var held = new Dictionary<long, Held>();
        images.Add(image, held);
        do
        {
            long key = link.PartnerColumn >= 0 ? rows.Whole(link.PartnerColumn, layout.Table.Names[link.PartnerColumn]) : rows.Whole(layout.Number, layout.Table.Names[layout.Number]);
            float[] values = new float[layout.Features.Length];
            layout.Read(rows, values);
            if (key == 0 && link.PartnerColumn >= 0) Parentless++;
            else if (!held.TryAdd(key, new Held(values, rows.Row, false)))
            {
                throw new BadDataException(rows.Path, rows.Row, link.PartnerColumn >= 0
                    ? $"{image} has two objects of {layout.Table.Item} with the parent {key} ({held[key].Row} has the other), and a cell takes one; read other objects, or make them one in CellProfiler"
                    : $"object {key} of {image} is already on {held[key].Row}");
            }
        }
        while (Next() && layout.KeyOf(rows) == image);
        pending = !ended;
        return true;
    }

    private bool Next()
    {
        ended = ended || !rows.Read();
        pending = !ended;
        return !ended;
    }

    private readonly record struct Held(float[] Values, string Row, bool Used);
}
