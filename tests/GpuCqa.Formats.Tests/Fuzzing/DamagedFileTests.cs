using System.Globalization;
using System.Text;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Formats.Cohorts;
using GpuCqa.Formats.Inspection;
using GpuCqa.Formats.Tests.MatrixMarket;
using GpuCqa.Formats.Tests.Tenx;
using GpuCqa.Formats.Tests.Text;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Formats.Tests.Fuzzing;

/// <summary>Damaged files give a result or an error that the user can act on, and nothing else. GPUCQA_FUZZ multiplies the number of tries.</summary>
public sealed class DamagedFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static int Tries => 150 * int.Parse(Environment.GetEnvironmentVariable("GPUCQA_FUZZ") ?? "1", CultureInfo.InvariantCulture);

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("matrix.mtx", false)]
    [InlineData("matrix.mtx", true)]
    [InlineData("features.tsv", false)]
    [InlineData("barcodes.tsv", false)]
    [InlineData("barcodes.tsv", true)]
    public void Folder_Damaged_GivesCellsOrBadData(string part, bool gzip)
    {
        string at = MatrixText.WriteFolder(folder.File("m"), MatrixText.Of(3, 4, [(3, 1, 7), (1, 1, 2), (2, 3, 5), (3, 4, 1)]), MatrixText.Features(3), MatrixText.Barcodes(4));
        string file = Path.Combine(at, part);
        byte[] whole = gzip ? GzipFiles.Compress(File.ReadAllBytes(file)) : File.ReadAllBytes(file);
        Damage(whole, file, () => Read(CellFiles.Open(at, new CellFileOptions())));
    }

    [Fact]
    public void BareMatrix_Damaged_GivesCellsOrBadData()
    {
        string file = folder.File("a.mtx");
        byte[] whole = Encoding.ASCII.GetBytes(MatrixText.Of(3, 4, [(3, 1, 7), (1, 1, 2), (2, 3, 5), (3, 4, 1)]));
        Damage(whole, file, () =>
        {
            Read(CellFiles.Open(file, new CellFileOptions()));
            Read(StreamedSource.Open(file));
            Read(StreamedSource.OpenPacked(file));
        });
    }

    [Theory]
    [InlineData("cell,well,a,b\nx,\"A,1\",1.5,2\ny,A2,-3e2,4\nz,A3,0,0.25\n", false)]
    [InlineData("cell,well,a,b\nx,\"A,1\",1.5,2\ny,A2,-3e2,4\nz,A3,0,0.25\n", true)]
    public void Table_Damaged_GivesCellsOrBadData(string text, bool gzip)
    {
        string file = folder.File("t.csv");
        Damage(gzip ? GzipFiles.Compress(text) : Encoding.UTF8.GetBytes(text), file, () =>
        {
            Read(CellFiles.Open(file, new CellFileOptions()));
            FileInspector.Inspect(file);
        });
    }

    [Fact]
    public void Sheet_Damaged_GivesLotsOrBadData()
    {
        string file = folder.File("s.csv");
        Damage(Encoding.UTF8.GetBytes("lot,path,role,vegf\r\nA,s.csv,train,1.5\r\n\"B\",s.csv,,\r\nC,./s.csv,test,\"3\"\r\n"), file, () =>
        {
            Cohort cohort = CohortSheet.Read(file);
            CohortSheet.Readout(cohort, cohort.Headers[^1]);
        });
    }

    [Fact]
    public void Gzip_AnyOneBitWrong_IsNeverReadAsOtherBytes()
    {
        string file = folder.File("t.csv");
        byte[] whole = GzipFiles.Compress("cell,a\nx,1\ny,2\n");
        for (int bit = 0; bit < whole.Length * 8; bit++)
        {
            byte[] damaged = [.. whole];
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            File.WriteAllBytes(file, damaged);
            try
            {
                Cells cells = Cells.Of(CellFiles.Open(file, new CellFileOptions()));
                Assert.Equal(("x", 2f), (cells.Barcodes[0], cells.Values[1][0]));
            }
            catch (BadDataException)
            {
                // The first two bytes make it no gzip, the header's flags and the rest are checked; time and system bytes may hold anything.
            }
        }
    }

    private static void Read(CellSource source)
    {
        foreach (CellBlock block in source.ReadBlocks(2).Take(1000)) block.Values.Validate();
    }

    private static void Damage(byte[] whole, string file, Action read)
    {
        int results = 0, refusals = 0;
        for (int seed = 0; seed < Tries; seed++)
        {
            byte[] damaged = Mutation.Of(whole, new Random(seed));
            File.WriteAllBytes(file, damaged);
            try
            {
                read();
                results++;
            }
            catch (GpuCqaException error)
            {
                Assert.DoesNotContain('\n', error.Message);
                refusals++;
            }
            catch (Exception error)
            {
                Assert.Fail($"seed {seed}: {error.GetType().Name}: {error.Message}\n{Convert.ToBase64String(damaged)}\n{error.StackTrace}");
            }
        }

        Assert.True(results > 0 && refusals > 0, $"{results} results and {refusals} refusals: the damage is too weak or too strong to test anything.");
    }
}
