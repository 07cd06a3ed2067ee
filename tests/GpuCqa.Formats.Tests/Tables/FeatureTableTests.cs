using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Formats.Tests.Tenx;
using GpuCqa.Formats.Tests.Text;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Formats.Tests.Tables;

public sealed class FeatureTableTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(",")]
    [InlineData("\t")]
    [InlineData(";")]
    public void Table_TextAndNumbers_SplitsIntoIdMetadataAndFeatures(string delimiter)
    {
        string text = "area,cell,well,mean\n1.5,a,A01,0\n-2,b,A02,3e2\n0,c,A02,7\n".Replace(",", delimiter, StringComparison.Ordinal);
        CellSource source = Open(text, new CellFileOptions { GroupColumn = "well" });
        Assert.Equal(CellModality.Features, source.Modality);
        Assert.Null(source.CellCount);
        Assert.Equal(["area", "mean"], source.Features.Ids);
        Cells cells = Cells.Of(source, 2);
        Assert.Equal(["a", "b", "c"], cells.Barcodes);
        Assert.Equal(["A01", "A02", "A02"], cells.Groups!);
        Assert.Equal([2, 1], cells.BlockSizes);
        Assert.Equal([[1.5f, 0], [-2, 300], [0, 7]], cells.Values);
    }

    [Fact]
    public void Table_Zeros_AreStored() => Assert.Equal(4, Open("id,a,b\nx,0,0\ny,0,1\n").ReadBlocks(9).Single().Values.NonZeros);

    [Fact]
    public void Table_GzipWithQuotesAndCrLf_IsRead()
    {
        File.WriteAllBytes(folder.File("t.csv.gz"), GzipFiles.Compress("\"\",\"f,1\"\r\n\"cell 1\",\"2.5\"\r\n"));
        CellSource source = CellFiles.Open(folder.File("t.csv.gz"), new CellFileOptions());
        Assert.Equal(["f,1"], source.Features.Names);
        Assert.Equal(["cell 1"], Cells.Of(source).Barcodes);
    }

    [Fact]
    public void Table_NumericMetadataGiven_IsNoFeature()
    {
        CellSource source = Open("donor,Metadata_Site,f\n1,4,0.5\n2,5,0.25\n", new CellFileOptions { GroupColumn = "donor" });
        Assert.Equal(["f"], source.Features.Ids);
        Assert.Equal(["1", "2"], Cells.Of(source).Groups!);
        Assert.Equal(["f"], Open("Metadata_Site,x,f\n1,4,0.5\n", new CellFileOptions { MetadataColumns = ["x"] }).Features.Ids);
    }

    [Fact]
    public void Table_ImageAndObjectNumber_NameTheCell() =>
        Assert.Equal(["1:1", "1:2", "2:1"], Cells.Of(Open("ImageNumber,ObjectNumber,f\n1,1,5\n1,2,5\n2,1,5\n")).Barcodes);

    [Fact]
    public void Table_OnlyNumbers_NumbersItsCellsAndSaysSo()
    {
        var notes = new List<string>();
        Assert.Equal(["1", "2"], Cells.Of(Open("a,b\n3,4\n5,6\n", new CellFileOptions { Note = notes.Add })).Barcodes);
        Assert.Contains("numbered", Assert.Single(notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Table_IdColumnGiven_IsUsed() =>
        Assert.Equal(["11", "12"], Cells.Of(Open("plate,n,f\nP1,11,5\nP1,12,5\n", new CellFileOptions { IdColumn = "n" })).Barcodes);

    [Theory]
    [InlineData("id,a,b\nx,1,2\ny,,4\n", "line 3, column 2 ('a'): the value is missing")]
    [InlineData("id,a,b\nx,1,2\ny,3,NaN\n", "line 3, column 3 ('b'): the value 'NaN' is not a finite number")]
    [InlineData("id,a,b\nx,1,inf\n", "line 2, column 3 ('b'): the value 'inf' is not a finite number")]
    [InlineData("id,a,b\nx,1,1e39\n", "line 2, column 3 ('b')")]
    [InlineData("id,a,b\nx,1\n", "line 2: has 2 fields, the header has 3")]
    [InlineData("id,a,b\nx,1,2,3\n", "line 2: has 4 fields, the header has 3")]
    [InlineData("id,a,a\nx,1,2\n", "line 1, column 3: the column name 'a' is already that of column 2")]
    [InlineData("id,,b\nx,1,2\n", "line 1, column 2: the column has no name")]
    [InlineData("id,a\nx,1\ny,2\nx,3\n", "line 4: the cell 'x' is already on line 2")]
    [InlineData("id,a\n,1\ny,2\n", "line 2, column 1 ('id'): the cell has no name")]
    [InlineData("id,b\nx,y\n", "none of the 2 columns is numeric")]
    [InlineData("id,a\n", "the table has a header but no rows")]
    [InlineData("", "the file is empty")]
    public void Table_Malformed_IsBadDataWithItsPlace(string text, string finding)
    {
        string message = Assert.Throws<BadDataException>(() => Cells.Of(Open(text))).Message;
        Assert.StartsWith(folder.File("t.csv") + ": ", message, StringComparison.Ordinal);
        Assert.Contains(finding, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Table_TextFarDown_IsBadDataWithItsPlace()
    {
        string text = "id,a\n" + string.Concat(Enumerable.Range(0, 1000).Select(i => $"c{i},{i * 0.5}\n")) + "last,many\n";
        Assert.Contains("line 1002, column 2 ('a'): the value 'many'", Assert.Throws<BadDataException>(() => Cells.Of(Open(text))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("id,a\nx,1.5\n")]
    [InlineData("id,a\nx,-1\n")]
    public void Table_ReadAsCounts_RefusesOtherNumbers(string text) =>
        Assert.Contains("is not a count", Assert.Throws<BadDataException>(() => Cells.Of(Open(text, new CellFileOptions { Modality = CellModality.Counts }))).Message, StringComparison.Ordinal);

    [Fact]
    public void Cells_RepeatedBetweenLots_AreReadByLot()
    {
        var byLot = new CellFileOptions { GroupColumn = "lot" };
        Assert.Equal(["x", "x"], Cells.Of(Open("id,lot,a\nx,L,1\nx,M,2\n", byLot)).Barcodes);
        Assert.Contains("line 4: the cell 'x' of 'L' is already on line 2", Assert.Throws<BadDataException>(() => Cells.Of(Open("id,lot,a\nx,L,1\nx,M,2\nx,L,3\n", byLot))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Group_Missing_IsBadData() =>
        Assert.Contains("line 3, column 2 ('lot')", Assert.Throws<BadDataException>(() => Cells.Of(Open("id,lot,a\nx,L,1\ny,,2\n", new CellFileOptions { GroupColumn = "lot" }))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("group")]
    [InlineData("id")]
    [InlineData("metadata")]
    public void Column_Unknown_IsNotFoundAndNamesTheOthers(string which)
    {
        var options = which switch
        {
            "group" => new CellFileOptions { GroupColumn = "none" },
            "id" => new CellFileOptions { IdColumn = "none" },
            _ => new CellFileOptions { MetadataColumns = ["none"] },
        };
        Assert.Contains("no column 'none'; the columns are id, a", Assert.Throws<NotFoundException>(() => Open("id,a\nx,1\n", options)).Message, StringComparison.Ordinal);
    }

    [SharedDataFact]
    public void Table_TCellMorphology_IsReadWhole()
    {
        string path = SharedData.Path("morphology_tcell_6donors/cellprofiler_features.csv.gz");
        CellSource source = CellFiles.Open(path, new CellFileOptions());
        Cells cells = Cells.Of(source, 100);
        GzipCsv table = GzipCsv.Read(path);
        // 123 numeric columns less 8 positions and the object's number.
        Assert.Equal((852, 114), (cells.Values.Length, source.Features.Count));
        Assert.Equal(table.Text("file_name"), cells.Barcodes);
        foreach (string column in new[] { "AreaShape_Area", "AreaShape_Zernike_4_0", "Texture_Variance_NAH_image_3_90" })
            Assert.Equal(table.Numbers(column).Select(x => (float)x), cells.Values.Select(v => v[Array.IndexOf(source.Features.Ids, column)]));
    }

    [SharedDataTheory]
    [InlineData("BR00121431-A01-1/Cells.csv.gz", 89, "1:1", "1:89")]
    [InlineData("BR00121431-A01-1/Nuclei.csv.gz", 89, "1:1", "1:89")]
    [InlineData("BR00121431-A02-1/Cells.csv.gz", 36, "10:1", "10:36")]
    public void Table_NativeCellProfiler_IsRead(string file, int cells, string first, string last)
    {
        Cells read = Cells.Of(CellFiles.Open(SharedData.Path("morphology_cellprofiler_raw/" + file), new CellFileOptions()));
        Assert.Equal((cells, first, last), (read.Values.Length, read.Barcodes[0], read.Barcodes[^1]));
    }

    private CellSource Open(string text, CellFileOptions? options = null)
    {
        File.WriteAllText(folder.File("t.csv"), text);
        return CellFiles.Open(folder.File("t.csv"), options ?? new CellFileOptions());
    }
}
