using System.Text;
using GpuCqa.Core.Errors;
using GpuCqa.Formats.Images;
using GpuCqa.Formats.MatrixMarket;
using GpuCqa.Formats.Text;

namespace GpuCqa.Formats;

/// <summary>Tells files of cells apart by their first bytes.</summary>
internal static class CellFileKinds
{
    private static readonly byte[] Hdf5Signature = [0x89, (byte)'H', (byte)'D', (byte)'F', 0x0D, 0x0A, 0x1A, 0x0A];
    private static readonly string[] Hdf5Endings = [".h5", ".h5ad", ".hdf5"];

    /// <exception cref="BadDataException">The path does not exist, or its content is neither text nor HDF5.</exception>
    public static CellFileKind Of(string path)
    {
        if (string.IsNullOrWhiteSpace(path)) throw new BadDataException("(no path)", null, "a file or folder of cells is needed");
        if (Directory.Exists(path)) return ImageFolder.Holds(path) ? CellFileKind.ImageFolder : CellFileKind.Folder;
        if (!File.Exists(path)) throw new BadDataException(path, null, "no such file or folder");
        byte[] start = InputFile.Peek(path, 4096);
        if (start.AsSpan().StartsWith(Hdf5Signature) || Hdf5Endings.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase)) return CellFileKind.Hdf5;
        if (start.AsSpan().StartsWith(ImageDatabase.Signature)) return CellFileKind.Database;
        if (start.Length == 0) throw new BadDataException(path, null, "the file is empty");
        if (start.AsSpan().IndexOf((byte)0) >= 0 && !StartsLikeUtf16(start))
            throw new BadDataException(path, null, "is neither text nor HDF5; expected a folder of 10x, kallisto|bustools, alevin-fry or split-pipe, .mtx, .h5, .h5ad, .csv or .tsv (the text ones also .gz)");
        string head = Encoding.Latin1.GetString(start.AsSpan(0, Math.Min(start.Length, MatrixMarketHead.Banner.Length)));
        return head.Equals(MatrixMarketHead.Banner, StringComparison.OrdinalIgnoreCase) || IsMatrixName(path) ? CellFileKind.Matrix : CellFileKind.Table;
    }

    private static bool StartsLikeUtf16(byte[] start) => start.Length >= 2 && ((start[0] == 0xFF && start[1] == 0xFE) || (start[0] == 0xFE && start[1] == 0xFF));

    private static bool IsMatrixName(string path) =>
        path.EndsWith(".mtx", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".mtx.gz", StringComparison.OrdinalIgnoreCase);
}
