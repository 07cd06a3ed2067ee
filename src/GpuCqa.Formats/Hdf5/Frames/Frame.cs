using GpuCqa.Formats.Hdf5.Storage;

namespace GpuCqa.Formats.Hdf5.Frames;

/// <summary>The obs or var table of an h5ad file.</summary>
internal abstract class Frame
{
    /// <summary>The group or dataset.</summary>
    internal abstract Hdf5Node Node { get; }

    /// <summary>Column names in the writer's order, without the index.</summary>
    internal abstract IReadOnlyList<string> Names { get; }

    /// <summary>The names of the rows.</summary>
    internal abstract FrameColumn Index { get; }

    /// <summary>Rows.</summary>
    internal long Length => Index.Length;

    /// <summary>A column, or null when there is none of this name or its kind is unknown.</summary>
    internal abstract FrameColumn? Find(string name);

    /// <summary>Recognizes a table: a group (anndata 0.7 and later) or a dataset of compounds (before).</summary>
    /// <param name="root">The root group, where old files keep <c>uns</c> with the categories.</param>
    /// <param name="node">The table, or null when the file has none.</param>
    internal static Frame? Open(Hdf5Group root, Hdf5Node? node) => node switch
    {
        Hdf5Group group => new GroupFrame(group),
        Hdf5Dataset { Type.Kind: Hdf5Kind.Compound } dataset => new CompoundFrame(dataset, root.Find("uns") as Hdf5Group),
        null => null,
        _ => throw node.Bad("is no table that any anndata version wrote"),
    };
}
