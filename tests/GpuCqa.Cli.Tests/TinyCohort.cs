using System.IO.Compression;
using System.Text;
using GpuCqa.Testing;

namespace GpuCqa.Cli.Tests;

/// <summary>Six lots of twelve cells and eight genes in 10x v3 folders, small enough to be damaged in many ways.</summary>
public sealed class TinyCohort : IDisposable
{
    public const int Lots = 6, Cells = 12, Genes = 8;

    private readonly TemporaryFolder folder = new();

    public TinyCohort()
    {
        var sheet = new StringBuilder("lot,path,role,vegf\n");
        for (int l = 0; l < Lots; l++)
        {
            Directory.CreateDirectory(Path.Combine(folder.Path, $"L{l}"));
            Write(l, "features.tsv.gz", string.Concat(Enumerable.Range(0, Genes).Select(g => $"ENSG{g}\tG{g}\tGene Expression\n")));
            Write(l, "barcodes.tsv.gz", string.Concat(Enumerable.Range(0, Cells).Select(c => $"CELL{l}{c}-1\n")));
            Write(l, "matrix.mtx.gz", Matrix(l));
            sheet.Append($"L{l},L{l},train,{100 + (l * 10)}\n");
        }

        File.WriteAllText(Sheet, sheet.ToString());
    }

    public string Sheet => Path.Combine(folder.Path, "cohort.csv");

    public string Output => Path.Combine(folder.Path, "out");

    public string PathOf(int lot, string name) => Path.Combine(folder.Path, $"L{lot}", name);

    public void Write(int lot, string name, string text)
    {
        using var gzip = new GZipStream(File.Create(PathOf(lot, name)), CompressionLevel.Fastest);
        gzip.Write(Encoding.UTF8.GetBytes(text));
    }

    public static string Matrix(int lot)
    {
        var entries = new List<string>();
        for (int c = 0; c < Cells; c++)
        {
            for (int g = 0; g < Genes; g++)
            {
                int count = (((lot + 1) * (c + 3) * (g + 2)) % 7) + (c < 3 + lot == g < 4 ? 9 : 0);
                if (count > 0) entries.Add($"{g + 1} {c + 1} {count}");
            }
        }

        return $"%%MatrixMarket matrix coordinate integer general\n{Genes} {Cells} {entries.Count}\n{string.Join('\n', entries)}\n";
    }

    public void Dispose() => folder.Dispose();
}
