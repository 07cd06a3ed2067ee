using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Formats.Cohorts;
using GpuCqa.Formats.Tests.Text;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Formats.Tests.Cohorts;

public sealed class CohortSheetTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public CohortSheetTests()
    {
        Directory.CreateDirectory(folder.File("lots/A"));
        File.WriteAllText(folder.File("b.h5ad"), "x");
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Sheet_AllColumns_FillsTheLot()
    {
        Cohort cohort = Read("lot,path,role,donor,tissue,batch,process,vegf\nA,lots/A,,D1,BM,1,P1,12.5\nB,b.h5ad,Test,D2,AD,2,P2,\n");
        Lot a = cohort.Lots[0], b = cohort.Lots[1];
        Assert.Equal(("A", folder.File("lots/A"), "train", "D1", "BM", "1", "P1"), (a.Name, a.Path, a.Role, a.Donor, a.Tissue, a.Batch, a.Process));
        Assert.Equal(("B", folder.File("b.h5ad"), "test"), (b.Name, b.Path, b.Role));
        Assert.Equal(["lot", "path", "role", "donor", "tissue", "batch", "process", "vegf"], cohort.Headers);
        Assert.Equal(cohort.Headers, a.Columns.Keys);
        Assert.Equal("12.5", a.Columns["vegf"]);
    }

    [Fact]
    public void Sheet_FewColumns_HasDefaults()
    {
        Lot lot = Read("lot,path\nA,lots/A\n").Lots[0];
        Assert.Equal((Lot.TrainRole, null, null, null, null), (lot.Role, lot.Donor, lot.Tissue, lot.Batch, lot.Process));
    }

    [Theory]
    [InlineData("lot\tpath\tnote\nA\tlots/A\t1,5\n")]
    [InlineData("\uFEFFLot;Path;note\r\n A ;lots/A;\"1,5\"\r\n")]
    [InlineData("\"lot\",\"path\",\"note\"\r\n\"A\",\"lots/A\",\"1,5\"")]
    public void Sheet_AnyDialect_IsRead(string text)
    {
        Lot lot = Read(text).Lots.Single();
        Assert.Equal(("A", folder.File("lots/A"), "1,5"), (lot.Name, lot.Path, lot.Columns["note"]));
    }

    [Theory]
    [InlineData("sep=;\nlot;path;y\nA;lots/A;12.5\nB;b.h5ad;13\n")]
    [InlineData("\uFEFFsep=;\r\nlot;path;y\r\nA;lots/A;12,5\r\nB;b.h5ad;13\r\n")]
    [InlineData("\"sep=|\"\nlot|path|y\nA|lots/A|12.5\nB|b.h5ad|13\n")]
    [InlineData("sep=\t\nlot\tpath\ty\nA\tlots/A\t12,5\nB\tb.h5ad\t13\n")]
    [InlineData("lot,path,y,,\nA,lots/A,12.5,,\nB,b.h5ad,13,,\n,,,,\n")]
    [InlineData("lot,path,,y\nA,lots/A,,12.5\nB,b.h5ad,,13\n")]
    [InlineData("lot,path,y\nA,lots/A,12.5,,\nB,b.h5ad,13\n , ,\n")]
    [InlineData(",,\nlot,path,y\nA,.\\lots\\A,12.5\n,,\nB,.\\b.h5ad,13\n,,\n")]
    [InlineData(",lot,path,y\n1,A,lots/A,\"12,5\"\n2,B,b.h5ad,13\n")]
    public void Sheet_AsSpreadsheetsWriteIt_IsRead(string text)
    {
        Cohort cohort = Read(text);
        Assert.Equal([("A", folder.File("lots/A")), ("B", folder.File("b.h5ad"))], cohort.Lots.Select(l => (l.Name, l.Path!)));
        Assert.Equal([12.5, 13], CohortSheet.Readout(cohort, "y"));
    }

    [Fact]
    public void Sheet_Workbook_IsBadData()
    {
        File.WriteAllBytes(folder.File("cohort.xlsx"), [0x50, 0x4B, 3, 4, 20, 0, 6, 0, 8, 0]);
        Assert.Contains("is a workbook", Assert.Throws<BadDataException>(() => CohortSheet.Read(folder.File("cohort.xlsx"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sheet_MissingDonorAndRole_AreNone()
    {
        Lot lot = Read("lot,path,role,donor\nNA,lots/A,NA,-\n").Lots.Single();
        Assert.Equal(("NA", Lot.TrainRole, null, 2L), (lot.Name, lot.Role, lot.Donor, lot.Line));
    }

    [Fact]
    public void Sheet_Gzip_IsRead()
    {
        File.WriteAllBytes(folder.File("s.csv.gz"), GzipFiles.Compress("lot,path\nA,lots/A\n"));
        Assert.Single(CohortSheet.Read(folder.File("s.csv.gz")).Lots);
    }

    [Fact]
    public void Sheet_OneFileForAllLots_NeedsNoPath()
    {
        Assert.Null(Read("lot,vegf\nA,1\nB,2\n", sharedFile: true).Lots[1].Path);
        Cohort cohort = Read("lot,path\nA,b.h5ad\nB,\n", sharedFile: true);
        Assert.Equal((folder.File("b.h5ad"), (string?)null), (cohort.Lots[0].Path, cohort.Lots[1].Path));
    }

    [Theory]
    [InlineData("lot,path\nA,lots/A\n\nB,b.h5ad\nA,b.h5ad\n", "line 5: the lot 'A' is already on line 2")]
    [InlineData("name,path\nA,lots/A\n", "line 1: a cohort sheet needs a column 'lot'; the columns are name, path")]
    [InlineData("lot,vegf\nA,1\n", "line 1: a cohort sheet needs a column 'path'")]
    [InlineData("lot,path\nA,lots/A\n ,b.h5ad\n", "line 3, column 'lot': the lot has no name")]
    [InlineData("lot,path\nA,\n", "line 2, lot 'A': the path of its cells is empty")]
    [InlineData("lot,path\nA,lots/A\nB,lots/B\n", "line 3, lot 'B': its path 'lots/B' does not exist")]
    [InlineData("lot,path\nA,lots/A,5\n", "line 2: has 3 fields, the header has 2")]
    [InlineData("lot,path,lot\nA,lots/A,5\n", "the column name 'lot' is already that of column 1")]
    [InlineData("lot,path\n", "the table has a header but no rows")]
    [InlineData("lot,path\n,\n", "the table has a header but no rows")]
    [InlineData("lot,path,\nA,lots/A,5\n", "line 1, column 3: the column has no name, and holds a value on line 2")]
    [InlineData("sep=;\nname;path\nA;lots/A\n", "line 2: a cohort sheet needs a column 'lot'; the columns are name, path")]
    [InlineData("lot,path\nA,C:\\data\\A\n", "a path with a drive letter is one of a Windows machine")]
    [InlineData("lot,path,y\nA,lots/A\n", "line 2: has 2 fields, the header has 3")]
    [InlineData("", "the file is empty")]
    [InlineData("lot,path\n\"A,lots/A\n", "line 2, column 1: the quoted field has no closing quote")]
    public void Sheet_Malformed_IsBadDataWithItsPlace(string text, string finding)
    {
        string message = Assert.Throws<BadDataException>(() => Read(text)).Message;
        Assert.StartsWith(folder.File("cohort.csv") + ": ", message, StringComparison.Ordinal);
        Assert.Contains(finding, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sheet_Missing_IsBadData() => Assert.Contains("no such file", Assert.Throws<BadDataException>(() => CohortSheet.Read(folder.File("none.csv"))).Message, StringComparison.Ordinal);

    [Fact]
    public void Readout_Numbers_AreInSheetOrderAndNaNWhereEmpty() =>
        Assert.Equal([1.5, double.NaN, double.NaN, -2e-3], CohortSheet.Readout(Read("lot,path,y\nA,lots/A,1.5\nB,b.h5ad,\nN,b.h5ad,NaN\nC,b.h5ad,-2e-3\n"), "y"));

    [Theory]
    [InlineData("low")]
    [InlineData("1e999")]
    [InlineData("\"1,500\"")]
    public void Readout_NotANumber_IsBadDataWithItsLine(string value)
    {
        Cohort cohort = Read($"lot,path,note,y\nA,lots/A,\"two\nlines\",1\n\nB,b.h5ad,,{value}\n");
        string message = Assert.Throws<BadDataException>(() => CohortSheet.Readout(cohort, "y")).Message;
        Assert.Contains("cohort.csv: line 5, lot 'B', column 'y': ", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Readout_UnknownColumn_IsNotFoundAndNamesTheOthers() =>
        Assert.Contains("no column 'vegf'; the columns are lot, path, y", Assert.Throws<NotFoundException>(() => CohortSheet.Readout(Read("lot,path,y\nA,lots/A,1\n"), "vegf")).Message, StringComparison.Ordinal);

    [SharedDataFact]
    public void Sheet_PlantedLots_IsRead()
    {
        Cohort cohort = CohortSheet.Read(SharedData.Path("planted_lots/cohort.csv"));
        Assert.Equal((21, 11), (cohort.Lots.Count, cohort.Lots.Count(l => l.Role == Lot.TrainRole)));
        Assert.Equal(409.8, CohortSheet.Readout(cohort, "vegf_pg_ml")[0]);
    }

    private Cohort Read(string text, bool sharedFile = false)
    {
        File.WriteAllText(folder.File("cohort.csv"), text);
        return CohortSheet.Read(folder.File("cohort.csv"), sharedFile);
    }
}
