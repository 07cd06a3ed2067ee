using System.Globalization;
using GpuCqa.Compute.Exact;
using GpuCqa.Core.Matrices;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Compute.Tests.Operations;

public class LogNormalizeTests
{
    [Fact]
    public void LogNormalize_CountsWithoutTotal_Throws()
    {
        var counts = new CsrMatrix<float>(1, 2, [0, 1], [1], [3]);
        foreach (ComputeDevice device in new ComputeDevice[] { new ReferenceDevice(), new CpuDevice(1) })
            Assert.Throws<ArgumentException>(() => device.LogNormalize(device.Upload(counts), [0], 1e4, null, 2));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1e-20, 1e-20)]
    [InlineData(1e-9, 9.999999995000000003e-10)]
    [InlineData(0.5, 0.405465108108164381978)]
    [InlineData(10, 2.397895272798370544061)]
    [InlineData(4.1339396444811905, 1.6358733263380054)]
    public void LogOnePlus_KnownValues_AreExactToAnUlp(double x, double expected) => Assert.Equal(expected, LogOnePlus.Of(x), Math.Abs(expected) * 2.3e-16);

    [SharedDataFact]
    public void LogNormalize_Pbmc3kSpotCheck_EqualsSeurat()
    {
        string folder = Directory.GetFiles(SharedData.Path("pbmc3k_mtx/filtered_gene_bc_matrices"), "matrix.mtx*", SearchOption.AllDirectories).Single();
        string[] genes = Lines(folder, "genes.tsv").Select(l => l.Split('\t')[1].Replace('_', '-')).ToArray();
        string[] cells = Lines(folder, "barcodes.tsv").Select(l => l.Split('-')[0]).ToArray();
        CsrMatrix<float> counts = ReadCellsByGenes(folder, cells.Length, genes.Length);
        using var device = new CpuDevice();
        DeviceCsr<float> uploaded = device.Upload(counts);
        CsrMatrix<double> normalized = device.Download(device.LogNormalize(uploaded, device.RowStatistics(uploaded, null).Totals, 10_000, null, counts.Columns));
        GzipCsv spots = GzipCsv.Read(SharedData.Path("reference_seurat/pbmc3k/lognorm_spotcheck_2000.csv.gz"));
        var cellAt = cells.Select((name, i) => (name, i)).ToDictionary(p => p.name, p => p.i);
        ILookup<string, int> geneAt = genes.Select((name, i) => (name, i)).ToLookup(p => p.name, p => p.i);
        int compared = 0;
        for (int i = 0; i < spots.Rows.Count; i++)
        {
            string[] row = spots.Rows[i];
            if (geneAt[row[0]].Count() != 1) continue;
            int cell = cellAt[row[1].Split('-')[0]];
            int at = normalized.RowIndices(cell).IndexOf(geneAt[row[0]].Single());
            double expected = double.Parse(row[2], CultureInfo.InvariantCulture);
            Assert.Equal(expected, normalized.RowValues(cell)[at], expected * 1e-14);
            compared++;
        }

        Assert.True(compared > 1950, $"only {compared} of {spots.Rows.Count} spot checks were found");
    }

    private static IEnumerable<string> Lines(string matrix, string name)
    {
        string path = Directory.GetFiles(Path.GetDirectoryName(matrix)!, name + "*").Single();
        using TextReader reader = GzipCsv.Open(path);
        while (reader.ReadLine() is { } line) yield return line;
    }

    private static CsrMatrix<float> ReadCellsByGenes(string path, int cells, int genes)
    {
        var rows = Enumerable.Range(0, cells).Select(_ => new SortedDictionary<int, float>()).ToArray();
        using TextReader reader = GzipCsv.Open(path);
        bool header = true;
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('%')) continue;
            string[] parts = line.Split(' ');
            if (!header) rows[int.Parse(parts[1], CultureInfo.InvariantCulture) - 1][int.Parse(parts[0], CultureInfo.InvariantCulture) - 1] = float.Parse(parts[2], CultureInfo.InvariantCulture);
            header = false;
        }

        var offsets = new long[cells + 1];
        for (int c = 0; c < cells; c++) offsets[c + 1] = offsets[c] + rows[c].Count;
        return new CsrMatrix<float>(cells, genes, offsets, [.. rows.SelectMany(r => r.Keys)], [.. rows.SelectMany(r => r.Values)]);
    }
}
