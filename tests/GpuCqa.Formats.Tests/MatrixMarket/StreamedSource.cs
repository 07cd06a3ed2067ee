using GpuCqa.Core.Cohorts;
using GpuCqa.Formats.Tenx;

namespace GpuCqa.Formats.Tests.MatrixMarket;

/// <summary>Opens small matrices the way very large ones are read.</summary>
internal static class StreamedSource
{
    public static CellSource Open(string path) => TenxCellSource.Open(path, TenxFiles.OfMatrix(path, null), new CellFileOptions(), entriesHeld: 0);
}
