using GpuCqa.Core.Errors;
using GpuCqa.Formats.Hdf5.AnnData;
using GpuCqa.Formats.Hdf5.Frames;
using GpuCqa.Formats.Hdf5.Storage;
using GpuCqa.Formats.Text;

namespace GpuCqa.Formats.Hdf5;

/// <summary>Labels of the cells of an h5ad file, from its obs.</summary>
internal static class Hdf5Labels
{
    /// <summary>Texts that writers leave for a missing label.</summary>
    private static readonly string[] Missing = ["nan", "NaN", "<NA>"];

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'H', (byte)'D', (byte)'F', (byte)'\r', (byte)'\n', 0x1a, (byte)'\n'];

    internal static bool IsHdf5(string path) => InputFile.Peek(path, Signature.Length).AsSpan().StartsWith(Signature);

    internal static IReadOnlyList<string> ColumnsOf(string path)
    {
        using var file = Hdf5File.Open(path);
        return new AnnDataFile(file.OpenRoot()).Cells.Names;
    }

    internal static IEnumerable<string[][]> Read(string path, IReadOnlyList<string> names, int most, CancellationToken cancellation)
    {
        using var file = Hdf5File.Open(path);
        Frame cells = new AnnDataFile(file.OpenRoot()).Cells;
        FrameColumn[] columns = [.. names.Select(n => cells.Find(n) ?? throw new NotFoundException($"{path}: obs has no column '{n}' of a kind that can be read; the columns are {string.Join(", ", cells.Names)}"))];
        foreach (FrameColumn column in columns)
        {
            if (column.Length != cells.Length) throw column.Node.Bad($"has {column.Length} values for {cells.Length} cells");
        }

        for (long first = 0; first < cells.Length; first += most)
        {
            cancellation.ThrowIfCancellationRequested();
            int count = (int)Math.Min(most, cells.Length - first);
            yield return [.. columns.Select(c => c.ReadTexts(first, count).Select(t => Missing.Contains(t) ? "" : t.Trim()).ToArray())];
        }
    }
}
