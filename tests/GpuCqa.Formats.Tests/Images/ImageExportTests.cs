using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Formats.Tests.Tenx;
using GpuCqa.Testing;
using Microsoft.Data.Sqlite;
using Xunit;

namespace GpuCqa.Formats.Tests.Images;

/// <summary>CellProfiler's exports as they come: tables of objects joined, images, two header rows, databases, and what is wrong with them.</summary>
public sealed class ImageExportTests : IDisposable
{
    private const string Image = "ImageNumber,Metadata_Plate,Metadata_Well,FileName_DNA,Count_Cells\n1,P1,A01,d1_A01.tif,2\n2,P1,A02,d2_A02.tif,1\n";
    private const string Cells = "ImageNumber,ObjectNumber,AreaShape_Area,AreaShape_Center_X,Location_Center_X,Number_Object_Number,Parent_Nuclei,Metadata_Site\n1,1,10,5,5,1,2,s1\n1,2,20,5,5,2,1,s1\n2,1,30,5,5,1,1,s2\n";
    private const string Nuclei = "ImageNumber,ObjectNumber,AreaShape_Area,Intensity_MeanIntensity_DNA,Children_Cells_Count\n1,1,4,0.5,1\n1,2,5,nan,1\n1,3,9,9,0\n2,1,6,inf,1\n";
    private const string Cytoplasm = "ImageNumber,ObjectNumber,Intensity_MeanIntensity_ER,Parent_Cells,Parent_Nuclei\n1,1,0.1,2,1\n1,2,0.2,1,2\n2,1,0.3,1,1\n2,2,0.9,0,0\n";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Folder_OfObjectTables_IsJoinedByParents()
    {
        CellSource source = Open();
        Assert.Equal(["Cells_AreaShape_Area", "Cytoplasm_Intensity_MeanIntensity_ER", "Nuclei_AreaShape_Area", "Nuclei_Intensity_MeanIntensity_DNA", "Nuclei_Children_Cells_Count"], source.Features.Ids);
        Assert.True(source.IsOfPlates);
        Cells cells = Tenx.Cells.Of(source, 2);
        Assert.Equal(["1:1", "1:2", "2:1"], cells.Barcodes);
        Assert.Equal([2, 1], cells.BlockSizes);
        // Cell 1 of image 1 has nucleus 2, whose intensity is missing; cytoplasm 2 names cell 1.
        Assert.Equal([[10, 0.2f, 5, float.NaN, 1], [20, 0.1f, 4, 0.5f, 1], [30, 0.3f, 6, float.PositiveInfinity, 1]], cells.Values);
        Assert.Equal(["1 object of Cytoplasm belongs to no cell and was left out", "1 object of Nuclei belongs to no cell and was left out"], source.Findings);
        Assert.Equal(4, CellFiles.Parts(folder.Path).Count);
    }

    [Fact]
    public void Cells_HaveThePlateAndLotOfTheirImage()
    {
        Write();
        CellSource source = Open(new CellFileOptions { GroupColumn = "Well", Images = new ImageOptions { Controls = ["Metadata_Well=A01,B09"] } });
        CellBlock block = source.ReadBlocks(9).Single();
        Assert.Equal(["A01", "A01", "A02"], block.Groups!);
        Assert.Equal([new PlatePlace("P1", true), new PlatePlace("P1", true), new PlatePlace("P1", false)], block.Places!);
    }

    [Theory]
    [InlineData("(?P<donor>d[0-9])_")]
    [InlineData("(?<donor>d[0-9])_")]
    public void FileNames_GiveColumns_AlsoSeveralTogether(string pattern)
    {
        Write();
        CellBlock block = Open(new CellFileOptions { GroupColumn = "donor,Site", Images = new ImageOptions { Metadata = pattern, Plate = "donor" } }).ReadBlocks(9).Single();
        Assert.Equal(["d1_s1", "d1_s1", "d2_s2"], block.Groups!);
        Assert.Equal(["d1", "d1", "d2"], block.Places!.Select(p => p.Plate));
        Assert.Contains("does not fit --image-metadata ^x", Assert.Throws<BadDataException>(() => Tenx.Cells.Of(Open(new CellFileOptions { Images = new ImageOptions { Metadata = "^x(?<donor>.)", Plate = "donor" } }))).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidParameterException>(() => Open(new CellFileOptions { Images = new ImageOptions { Metadata = "d[0-9]" } }));
    }

    [Fact]
    public void CombinedTable_OfTwoHeaderRows_IsOneTable()
    {
        File.WriteAllText(folder.File("t.csv"), "Image,Image,Cells,Cells,Nuclei\nImageNumber,Metadata_Plate,ObjectNumber,AreaShape_Area,AreaShape_Area\n1,P,1,7,3\n1,P,2,8,4\n");
        CellSource source = CellFiles.Open(folder.File("t.csv"), new CellFileOptions());
        Assert.Equal(["Cells_AreaShape_Area", "Nuclei_AreaShape_Area"], source.Features.Ids);
        CellBlock block = source.ReadBlocks(9).Single();
        Assert.Equal(["1:1", "1:2"], block.Barcodes);
        Assert.Equal(["P", "P"], block.Places!.Select(p => p.Plate));
    }

    [Fact]
    public void Table_OfPycytominer_HasItsMetadata()
    {
        File.WriteAllText(folder.File("t.csv"), "Metadata_ImageNumber,Image_Metadata_Plate,Metadata_TableNumber,Metadata_ObjectNumber_cytoplasm,Cells_AreaShape_Area,Cells_Number_Object_Number,Metadata_ObjectNumber_cells,Cells_Parent_Nuclei\n1,P,t1,1,7,1,1,1\n1,P,t2,1,8,1,1,1\n");
        CellSource source = CellFiles.Open(folder.File("t.csv"), new CellFileOptions { Images = new ImageOptions() });
        Assert.Equal(["Cells_AreaShape_Area"], source.Features.Ids);
        CellBlock block = source.ReadBlocks(9).Single();
        Assert.Equal(["t1:1:1", "t2:1:1"], block.Barcodes);
        Assert.Equal("P", block.Places![0].Plate);
    }

    [Fact]
    public void Folder_OfSeveralExports_NamesCellsByExport()
    {
        foreach (string run in (string[])["b", "a"])
        {
            Directory.CreateDirectory(folder.File(run));
            File.WriteAllText(Path.Combine(folder.File(run), "MyExpt_Image.csv"), Image);
            File.WriteAllText(Path.Combine(folder.File(run), "MyExpt_Cells.csv"), run == "a" ? Cells : Cells.Replace("AreaShape_Area", "AreaShape_Extent", StringComparison.Ordinal).Replace("Metadata_Site", "AreaShape_Area", StringComparison.Ordinal).Replace("s1", "1", StringComparison.Ordinal).Replace("s2", "2", StringComparison.Ordinal));
        }

        var notes = new List<string>();
        CellSource source = CellFiles.Open(folder.Path, new CellFileOptions { Note = notes.Add });
        Assert.Equal(["Cells_AreaShape_Area"], source.Features.Ids);
        Assert.Equal(["a:1:1", "a:1:2", "a:2:1", "b:1:1", "b:1:2", "b:2:1"], Tenx.Cells.Of(source).Barcodes);
        Assert.Contains(notes, n => n.Contains("a has 1 feature, others up to 2; 1 are in all 2 exports", StringComparison.Ordinal));
    }

    [Fact]
    public void Database_OfExportToDatabase_IsReadAsItsTables()
    {
        string path = folder.File("plate.sqlite");
        using (var connection = new SqliteConnection($"Data Source={path};Pooling=False"))
        {
            connection.Open();
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = """
                CREATE TABLE Image (TableNumber TEXT, ImageNumber INTEGER, Image_Metadata_Plate TEXT);
                CREATE TABLE Cells (TableNumber TEXT, ImageNumber INTEGER, ObjectNumber INTEGER, Cells_AreaShape_Area REAL, Cells_Parent_Nuclei INTEGER);
                CREATE TABLE Nuclei (TableNumber TEXT, ImageNumber INTEGER, ObjectNumber INTEGER, Nuclei_AreaShape_Area REAL);
                INSERT INTO Image VALUES ('t', 2, 'P'), ('t', 1, 'P');
                INSERT INTO Cells VALUES ('t', 2, 1, 30.5, 1), ('t', 1, 2, 20, 1), ('t', 1, 1, NULL, 2);
                INSERT INTO Nuclei VALUES ('t', 1, 1, 4), ('t', 2, 1, 6), ('t', 1, 2, 'nan');
                """;
            command.ExecuteNonQuery();
        }

        CellSource source = CellFiles.Open(path, new CellFileOptions());
        Assert.Equal(["Cells_AreaShape_Area", "Nuclei_AreaShape_Area"], source.Features.Ids);
        Cells cells = Tenx.Cells.Of(source);
        Assert.Equal(["t:1:1", "t:1:2", "t:2:1"], cells.Barcodes);
        Assert.Equal([[float.NaN, float.NaN], [20, 4], [30.5f, 6]], cells.Values);
        byte[] bytes = File.ReadAllBytes(path);
        bytes.AsSpan(40).Fill(7);
        File.WriteAllBytes(path, bytes);
        Assert.Throws<BadDataException>(() => Tenx.Cells.Of(CellFiles.Open(path, new CellFileOptions())));
    }

    [Theory]
    [InlineData("Cells.csv", "1,2,20,", "1,2,wide,", "Cells.csv: line 3, column 3 ('AreaShape_Area'): 'wide' is not a number, and the column is a measurement")]
    [InlineData("Cells.csv", "1,2,20,", "1,2,\"20,5\",", "line 3, column 3 ('AreaShape_Area'): '20,5' has a decimal comma")]
    [InlineData("Cells.csv", "1,2,20,", "1,1,20,", "Cells.csv: line 3: object 1 of image 1 is already on line 2")]
    [InlineData("Cells.csv", "2,1,30,", "3,1,30,", "Cells.csv: line 4, column 1 ('ImageNumber'): image 3 is not in")]
    [InlineData("Cells.csv", "1,2,20,", "1,x,20,", "Cells.csv: line 3, column 2 ('ObjectNumber')")]
    [InlineData("Cytoplasm.csv", "1,2,0.2,1,2", "1,2,0.2,7,2", "Cytoplasm.csv: line 3, column 4 ('Parent_Cells'): its parent is number 7 of Cells, which image 1 does not have")]
    [InlineData("Cytoplasm.csv", "1,2,0.2,1,2", "1,2,0.2,2,2", "Cytoplasm.csv: line 3: image 1 has two objects of Cytoplasm with the parent 2 (line 2 has the other)")]
    [InlineData("Nuclei.csv", "1,3,9,9,0", "1,2,9,9,0", "Nuclei.csv: line 4: object 2 of image 1 is already on line 3")]
    [InlineData("Nuclei.csv", "2,1,6,inf,1", "2,1,6,inf,1\n1,4,5,5,1", "Nuclei.csv: line 6: image 1 begins again")]
    [InlineData("Image.csv", "2,P1,A02", "1,P1,A02", "Image.csv: line 3, column 1 ('ImageNumber'): image 1 is in the table twice")]
    [InlineData("Image.csv", "2,P1,A02", "2,,A02", "Cells.csv: line 4: the cell has no plate: its column is empty")]
    [InlineData("Nuclei.csv", "ObjectNumber", "Metadata_Number", "")]
    public void Tables_ThatAreWrong_AreRefusedWithTheirPlace(string file, string from, string to, string message)
    {
        Write();
        string path = folder.File(file), text = File.ReadAllText(path);
        Assert.Contains(from, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(from, to, StringComparison.Ordinal));
        if (message.Length == 0)
        {
            // A table without numbers of objects is no table of objects.
            Assert.DoesNotContain(Open().Features.Ids, f => f.StartsWith("Nuclei_", StringComparison.Ordinal));
            return;
        }

        Assert.Contains(message, Assert.Throws<BadDataException>(() => Tenx.Cells.Of(Open())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_ThatDoNotExist_AreNamed()
    {
        Write();
        Assert.Contains("no column 'Treatment' of its cells or images; there are", Assert.Throws<NotFoundException>(() => Open(new CellFileOptions { Images = new ImageOptions { Controls = ["Treatment=DMSO"] } })).Message, StringComparison.Ordinal);
        Assert.Contains("no table of 'Speckles'; there are Cells, Cytoplasm, Nuclei", Assert.Throws<NotFoundException>(() => Open(new CellFileOptions { Images = new ImageOptions { Objects = ["Speckles"] } })).Message, StringComparison.Ordinal);
        Assert.Equal(4, Tenx.Cells.Of(Open(new CellFileOptions { Images = new ImageOptions { Objects = ["Nuclei"] } })).Barcodes.Length);
        Assert.Throws<InvalidParameterException>(() => ControlEntry.Parse("Treatment"));
    }

    [SharedDataFact]
    public void CellPainting_NativeExport_JoinsCellsAndNuclei()
    {
        CellSource source = CellFiles.Open(SharedData.Path("morphology_cellprofiler_raw/BR00121431-A01-1"), new CellFileOptions());
        Cells cells = Tenx.Cells.Of(source);
        Assert.Equal(89, cells.Barcodes.Length);
        Assert.Empty(source.Findings);
        Assert.Contains("Nuclei_AreaShape_Area", source.Features.Ids);
        Assert.DoesNotContain(source.Features.Ids, f => f.Contains("Location_", StringComparison.Ordinal) || f.Contains("Number_Object", StringComparison.Ordinal) || f.Contains("Parent_", StringComparison.Ordinal) || f.Contains("ClosestObject", StringComparison.Ordinal) || f.Contains("_Center_", StringComparison.Ordinal) || f.Contains("BoundingBoxM", StringComparison.Ordinal));
        int cell = Array.IndexOf(source.Features.Ids, "Cells_AreaShape_Area"), nucleus = Array.IndexOf(source.Features.Ids, "Nuclei_AreaShape_Area");
        Assert.Equal((6170f, 850f), (cells.Values[0][cell], cells.Values[0][nucleus]));
        CellBlock block = source.ReadBlocks(100).Single();
        Assert.All(block.Places!, p => Assert.Equal("BR00121431", p.Plate));
        // A lot of two wells is the folder of both.
        foreach (string well in (string[])["A01", "A02"])
        {
            string name = $"BR00121431-{well}-1";
            Directory.CreateDirectory(folder.File(name));
            foreach (string file in Directory.GetFiles(SharedData.Path($"morphology_cellprofiler_raw/{name}"))) File.Copy(file, Path.Combine(folder.File(name), Path.GetFileName(file)));
        }

        Assert.Equal(125, Tenx.Cells.Of(CellFiles.Open(folder.Path, new CellFileOptions())).Barcodes.Length);
    }

    [SharedDataFact]
    public void CellPainting_TableOfCytominer_IsOneTable()
    {
        CellSource source = CellFiles.Open(SharedData.Path("morphology_cellprofiler_raw/test_SQ00014613_augmented.csv.gz"), new CellFileOptions { Images = new ImageOptions() });
        CellBlock block = source.ReadBlocks(100).Single();
        Assert.Equal((2, "SQ00014613"), (block.Barcodes.Length, block.Places![0].Plate));
        Assert.All(source.Features.Ids, f => Assert.Matches("^(Cells|Cytoplasm|Nuclei)_", f));
    }

    private CellSource Open(CellFileOptions? options = null)
    {
        if (!File.Exists(folder.File("Cells.csv"))) Write();
        return CellFiles.Open(folder.Path, options ?? new CellFileOptions());
    }

    private void Write()
    {
        foreach ((string name, string text) in ((string, string)[])[("Image", Image), ("Cells", Cells), ("Nuclei", Nuclei), ("Cytoplasm", Cytoplasm)]) File.WriteAllText(folder.File(name + ".csv"), text);
        File.WriteAllText(folder.File("Experiment.csv"), "Key,Value\nRun_Timestamp,now\n");
    }
}
