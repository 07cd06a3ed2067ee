using Xunit;

namespace GpuCqa.Cli.Tests;

/// <summary>Every damaged input ends in one line that names the file, exit code 3, and no output folder.</summary>
public class BadInputTests
{
    public static TheoryData<string, string> Damages => new()
    {
        { "truncated gzip", "matrix.mtx.gz" },
        { "damaged gzip", "matrix.mtx.gz" },
        { "row out of range", "matrix.mtx.gz" },
        { "column out of range", "matrix.mtx.gz" },
        { "negative count", "matrix.mtx.gz" },
        { "fractional count", "matrix.mtx.gz" },
        { "nan count", "matrix.mtx.gz" },
        { "repeated entry", "matrix.mtx.gz" },
        { "fewer entries than promised", "matrix.mtx.gz" },
        { "hostile header", "matrix.mtx.gz" },
        { "repeated barcode", "barcodes.tsv.gz" },
        { "missing barcodes", "L2" },
        { "missing folder", "L2" },
        { "empty matrix file", "matrix.mtx.gz" },
        { "repeated lot", "cohort.csv" },
        { "no lot column", "cohort.csv" },
        { "text in the readout", "cohort.csv" },
        { "ragged sheet", "cohort.csv" },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public void Discover_DamagedInput_NamesItAndWritesNothing(string damage, string named)
    {
        using var cohort = new TinyCohort();
        Damage(cohort, damage);
        var (code, _, error) = CommandLine.Run("discover", cohort.Sheet, "--readout", "vegf", "--out", cohort.Output, "--quiet");
        Assert.Equal(3, code);
        Assert.Contains(named, error, StringComparison.Ordinal);
        Assert.Single(error.Trim().Split('\n'));
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(cohort.Output)!), e => Path.GetFileName(e).StartsWith("out", StringComparison.Ordinal) || Path.GetFileName(e).StartsWith('.'));
    }

    private static void Damage(TinyCohort cohort, string damage)
    {
        string matrix = TinyCohort.Matrix(2);
        switch (damage)
        {
            case "truncated gzip":
                byte[] bytes = File.ReadAllBytes(cohort.PathOf(2, "matrix.mtx.gz"));
                File.WriteAllBytes(cohort.PathOf(2, "matrix.mtx.gz"), bytes[..^20]);
                break;
            case "damaged gzip":
                byte[] whole = File.ReadAllBytes(cohort.PathOf(2, "matrix.mtx.gz"));
                for (int i = whole.Length / 2; i < whole.Length - 10; i++) whole[i] ^= 0x5A;
                File.WriteAllBytes(cohort.PathOf(2, "matrix.mtx.gz"), whole);
                break;
            case "row out of range": cohort.Write(2, "matrix.mtx.gz", Last(matrix, "99 1 5")); break;
            case "column out of range": cohort.Write(2, "matrix.mtx.gz", Last(matrix, "1 99 5")); break;
            case "negative count": cohort.Write(2, "matrix.mtx.gz", Last(matrix, "8 12 -5")); break;
            case "fractional count": cohort.Write(2, "matrix.mtx.gz", Last(matrix, "8 12 1.5").Replace("integer", "real", StringComparison.Ordinal)); break;
            case "nan count": cohort.Write(2, "matrix.mtx.gz", Last(matrix, "8 12 nan").Replace("integer", "real", StringComparison.Ordinal)); break;
            case "repeated entry": cohort.Write(2, "matrix.mtx.gz", Last(matrix, matrix.Split('\n')[2])); break;
            case "fewer entries than promised": cohort.Write(2, "matrix.mtx.gz", matrix[..(matrix.TrimEnd().LastIndexOf('\n') + 1)]); break;
            case "hostile header": cohort.Write(2, "matrix.mtx.gz", "%%MatrixMarket matrix coordinate integer general\n8 12 99999999999999\n1 1 1\n"); break;
            case "repeated barcode": cohort.Write(2, "barcodes.tsv.gz", string.Concat(Enumerable.Range(0, TinyCohort.Cells).Select(c => $"CELL{c / 2}-1\n"))); break;
            case "missing barcodes": File.Delete(cohort.PathOf(2, "barcodes.tsv.gz")); break;
            case "missing folder": Directory.Delete(Path.GetDirectoryName(cohort.PathOf(2, "x"))!, true); break;
            case "empty matrix file": File.WriteAllBytes(cohort.PathOf(2, "matrix.mtx.gz"), []); break;
            case "repeated lot": Edit(cohort, "L3,L3", "L2,L3"); break;
            case "no lot column": Edit(cohort, "lot,path", "name,path"); break;
            case "text in the readout": Edit(cohort, "train,120", "train,high"); break;
            case "ragged sheet": Edit(cohort, "train,120", "train,120,5,6"); break;
            default: throw new ArgumentException(damage);
        }
    }

    private static string Last(string matrix, string entry) => matrix[..(matrix.TrimEnd().LastIndexOf('\n') + 1)] + entry + "\n";

    private static void Edit(TinyCohort cohort, string old, string text) => File.WriteAllText(cohort.Sheet, File.ReadAllText(cohort.Sheet).Replace(old, text, StringComparison.Ordinal));
}
