using GpuCqa.Formats.Hdf5.Frames;
using GpuCqa.Formats.Hdf5.Matrices;
using GpuCqa.Formats.Hdf5.Storage;

namespace GpuCqa.Formats.Hdf5.AnnData;

/// <summary>The parts of an h5ad file, wherever its anndata version put them.</summary>
internal sealed class AnnDataFile(Hdf5Group root)
{
    /// <summary>The root group.</summary>
    internal Hdf5Group Root => root;

    /// <summary>The table of cells.</summary>
    internal Frame Cells => Frame.Open(root, root.Find("obs")) ?? throw root.Bad("has no obs table");

    /// <summary>The genes of X and of the layers.</summary>
    internal Frame Genes => Frame.Open(root, root.Find("var")) ?? throw root.Bad("has no var table");

    /// <summary>The genes of raw; the version 0.6 and before wrote <c>raw.var</c> beside X.</summary>
    internal Frame? RawGenes => Frame.Open(root, root.Find("raw.var") ?? (root.Find("raw") as Hdf5Group)?.Find("var"));

    /// <summary>X, or null when the file has none.</summary>
    internal StoredMatrix? OpenX() => StoredMatrix.Open(root.Find("X"));

    /// <summary>The matrix of raw, or null when the file has none.</summary>
    internal StoredMatrix? OpenRaw() => StoredMatrix.Open(root.Find("raw.X") ?? (root.Find("raw") as Hdf5Group)?.Find("X"));

    /// <summary>A layer, or null when there is none of this name.</summary>
    internal StoredMatrix? OpenLayer(string name) => StoredMatrix.Open((root.Find("layers") as Hdf5Group)?.Find(name));

    /// <summary>Names of the layers.</summary>
    internal string[] LayerNames => (root.Find("layers") as Hdf5Group)?.Names() ?? [];

    /// <summary>Who wrote it, as far as its layout tells.</summary>
    internal string VersionWords => root.TextAttribute("encoding-version") is { } version ? $"h5ad, anndata encoding {version}"
        : root.Find("obs") is Hdf5Group ? "h5ad of anndata 0.7"
        : "h5ad of anndata 0.6 or before";
}
