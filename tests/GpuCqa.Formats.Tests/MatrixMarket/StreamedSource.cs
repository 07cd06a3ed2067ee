using GpuCqa.Core.Cohorts;
using GpuCqa.Formats.Layouts;

namespace GpuCqa.Formats.Tests.MatrixMarket;

/// <summary>Opens small matrices the way very large ones are read.</summary>
internal static class StreamedSource
{
    public static CellSource Open(string path) => MatrixCellSource.Open(path, MatrixFiles.OfMatrix(path, null), new CellFileOptions(), entriesHeld: 0, entriesPacked: 0);

    /// <summary>Opens a small matrix the way large ones are read: held packed.</summary>
    public static CellSource OpenPacked(string path) => MatrixCellSource.Open(path, MatrixFiles.OfMatrix(path, null), new CellFileOptions(), entriesHeld: 0);
}
