using GpuCqa.Formats.Hdf5.Storage;

namespace GpuCqa.Formats.Hdf5;

/// <summary>The layouts of cells in HDF5 that are read.</summary>
internal enum Hdf5FileKind
{
    Unknown,

    /// <summary>h5ad, any version.</summary>
    AnnData,

    /// <summary>Cell Ranger 2: a group for each genome.</summary>
    TenxGenomes,

    /// <summary>Cell Ranger 3 and later: one group, <c>matrix</c>, with a table of features.</summary>
    TenxFeatures,
}

/// <summary>Recognizes the layout of a file by what its root holds.</summary>
internal static class Hdf5FileKinds
{
    internal static Hdf5FileKind Of(Hdf5Group root)
    {
        if (root.Contains("obs") && root.Contains("var")) return Hdf5FileKind.AnnData;
        if (root.Contains("matrix") && root.Find("matrix") is Hdf5Group matrix && matrix.Contains("features") && matrix.Contains("barcodes")) return Hdf5FileKind.TenxFeatures;
        return Genomes(root).Length > 0 ? Hdf5FileKind.TenxGenomes : Hdf5FileKind.Unknown;
    }

    /// <summary>Root groups that hold a Cell Ranger 2 matrix.</summary>
    internal static string[] Genomes(Hdf5Group root) =>
        [.. root.Names().Where(n => root.Find(n) is Hdf5Group g && g.Contains("barcodes") && g.Contains("genes") && g.Contains("indptr"))];

    internal static string RootWords(Hdf5Group root)
    {
        string[] names = root.Names();
        return names.Length == 0 ? "nothing" : string.Join(", ", names.Take(12)) + (names.Length > 12 ? ", ..." : "");
    }
}
