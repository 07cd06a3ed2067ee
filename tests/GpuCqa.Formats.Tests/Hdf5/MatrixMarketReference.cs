using System.Globalization;
using GpuCqa.Core.Matrices;
using GpuCqa.Testing;

namespace GpuCqa.Formats.Tests.Hdf5;

/// <summary>A genes x cells Matrix Market file as cells x genes, read the slow and plain way.</summary>
internal static class MatrixMarketReference
{
    public static CsrMatrix<float> Read(string path)
    {
        using TextReader reader = GzipCsv.Open(path);
        string line;
        do line = reader.ReadLine()!;
        while (line.StartsWith('%'));
        int[] size = [.. line.Split(' ').Select(p => int.Parse(p, CultureInfo.InvariantCulture))];
        var rows = new SortedDictionary<int, float>[size[1]];
        for (int r = 0; r < rows.Length; r++) rows[r] = [];
        for (int i = 0; i < size[2]; i++)
        {
            string[] parts = reader.ReadLine()!.Split(' ');
            rows[int.Parse(parts[1], CultureInfo.InvariantCulture) - 1].Add(int.Parse(parts[0], CultureInfo.InvariantCulture) - 1, float.Parse(parts[2], CultureInfo.InvariantCulture));
        }

        var offsets = new long[size[1] + 1];
        for (int r = 0; r < rows.Length; r++) offsets[r + 1] = offsets[r] + rows[r].Count;
        return new CsrMatrix<float>(size[1], size[0], offsets, [.. rows.SelectMany(r => r.Keys)], [.. rows.SelectMany(r => r.Values)]);
    }
}
