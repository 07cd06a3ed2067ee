using System.Globalization;
using System.IO.Compression;
using System.Text;
using GpuCqa.Core.Randomness;

namespace GpuCqa.Testing;

/// <summary>Six lots of forty cells and sixty genes: three states with genes of their own, the share of one of which goes with vegf.</summary>
public sealed class SmallCohort : IDisposable
{
    public const int Lots = 6;

    private const int Cells = 40, Genes = 60;

    private readonly TemporaryFolder folder = new();

    public SmallCohort()
    {
        var sheet = new StringBuilder("lot,path,role,vegf\n");
        for (int l = 0; l < Lots; l++)
        {
            string lot = Path.Combine(folder.Path, $"L{l}");
            Directory.CreateDirectory(lot);
            Write(Path.Combine(lot, "features.tsv.gz"), string.Concat(Enumerable.Range(0, Genes).Select(g => $"ENSG{g}\tG{g}\tGene Expression\n")));
            Write(Path.Combine(lot, "barcodes.tsv.gz"), string.Concat(Enumerable.Range(0, Cells).Select(c => $"CELL{l}{c:D2}-1\n")));
            Write(Path.Combine(lot, "matrix.mtx.gz"), Matrix(l));
            sheet.Append(CultureInfo.InvariantCulture, $"L{l},L{l},train,{Vegf(l)}\n");
        }

        File.WriteAllText(Sheet, sheet.ToString());
    }

    public string Sheet => Path.Combine(folder.Path, "cohort.csv");

    /// <summary>Folder of a lot: matrix.mtx.gz, features.tsv.gz, barcodes.tsv.gz.</summary>
    public string LotFolder(int lot) => Path.Combine(folder.Path, $"L{lot}");

    public static double Vegf(int lot) => 100 + (lot * 10);

    public string Output => Path.Combine(folder.Path, "out-");

    public void Dispose() => folder.Dispose();

    // A cell of state s has many counts of the genes 20 s to 20 s + 19 and few of the others.
    private static string Matrix(int lot)
    {
        var entries = new List<string>();
        for (int c = 0; c < Cells; c++)
        {
            int state = c < 5 + (4 * lot) ? 0 : 1 + (c % 2);
            var random = new Philox(11, RandomPurpose.Test, (ulong)((lot * Cells) + c));
            for (int g = 0; g < Genes; g++)
            {
                int most = g / 20 == state ? 12 : 3, count = random.NextInt32(most + 1);
                if (count > 0) entries.Add(string.Create(CultureInfo.InvariantCulture, $"{g + 1} {c + 1} {count}"));
            }
        }

        return $"%%MatrixMarket matrix coordinate integer general\n{Genes} {Cells} {entries.Count}\n{string.Join('\n', entries)}\n";
    }

    private static void Write(string path, string text)
    {
        using var gzip = new GZipStream(File.Create(path), CompressionLevel.Fastest);
        gzip.Write(Encoding.UTF8.GetBytes(text));
    }
}
