using GpuCqa.Formats.Hdf5.Storage;

namespace GpuCqa.Formats.Hdf5.Frames;

/// <summary>A table as a group of columns (anndata 0.7 and later). Version 0.1.0 keeps categories in <c>__categories</c>.</summary>
internal sealed class GroupFrame : Frame
{
    private const string CategoryGroup = "__categories";
    private readonly Hdf5Group group;
    private readonly string indexName;

    internal GroupFrame(Hdf5Group group)
    {
        this.group = group;
        indexName = group.TextAttribute("_index") ?? (group.Contains("_index") ? "_index" : "index");
        Index = FrameColumn.Open(group.Find(indexName)) ?? throw group.Bad($"has no index: '{indexName}' is missing or not a column");
    }

    internal override Hdf5Node Node => group;

    internal override FrameColumn Index { get; }

    internal override IReadOnlyList<string> Names =>
        group.TextsAttribute("column-order") ?? [.. group.Names().Where(n => n != indexName && n != CategoryGroup)];

    internal override FrameColumn? Find(string name)
    {
        if (name == CategoryGroup) return null;
        Hdf5Node? node = group.Find(name);
        if (node is Hdf5Dataset codes && group.Find(CategoryGroup) is Hdf5Group all && all.Find(name) is Hdf5Dataset categories) return new CategoryColumn(codes, categories);
        return FrameColumn.Open(node);
    }
}
