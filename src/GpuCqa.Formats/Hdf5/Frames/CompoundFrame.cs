using GpuCqa.Formats.Hdf5.Storage;

namespace GpuCqa.Formats.Hdf5.Frames;

/// <summary>A table as one dataset of compounds (anndata 0.6 and before), with the categories of a column in <c>uns/NAME_categories</c>.</summary>
internal sealed class CompoundFrame : Frame
{
    private readonly Hdf5Dataset dataset;
    private readonly Hdf5Group? unstructured;
    private readonly string indexName;

    internal CompoundFrame(Hdf5Dataset dataset, Hdf5Group? unstructured)
    {
        this.dataset = dataset;
        this.unstructured = unstructured;
        string[] members = dataset.Type.Members;
        indexName = members.Contains("index") ? "index" : members.Length > 0 ? members[0] : throw dataset.Bad("is a table without columns");
        Index = FrameColumn.OpenDataset(dataset.Member(indexName)!) ?? throw dataset.Bad($"has no index: '{indexName}' is not a column");
    }

    internal override Hdf5Node Node => dataset;

    internal override FrameColumn Index { get; }

    internal override IReadOnlyList<string> Names => [.. dataset.Type.Members.Where(m => m != indexName)];

    internal override FrameColumn? Find(string name)
    {
        if (dataset.Member(name) is not { } member) return null;
        if (member.Type.Kind == Hdf5Kind.Integer && unstructured?.Find(name + "_categories") is Hdf5Dataset categories) return new CategoryColumn(member, categories);
        return FrameColumn.OpenDataset(member);
    }
}
