using System.Globalization;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Formats.Inspection;
using GpuCqa.Formats.Tests.Tenx;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Formats.Tests.Tables;

/// <summary>Columns that are no measurements, and tables that are none of cells.</summary>
public sealed class TableNatureTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly List<string> notes = [], warnings = [];

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("Unnamed: 0")]
    [InlineData("index")]
    [InlineData("X")]
    [InlineData("Y")]
    [InlineData("Location_Center_X")]
    [InlineData("Location_MaxIntensity_Y_DNA")]
    [InlineData("Nuclei_Location_CenterMassIntensity_Z_ER")]
    [InlineData("AreaShape_Center_X")]
    [InlineData("Cells_AreaShape_Center_Y")]
    [InlineData("AreaShape_BoundingBoxMinimum_X")]
    [InlineData("centroid-0")]
    [InlineData("centroid_weighted-1")]
    [InlineData("bbox-3")]
    [InlineData("Centroid X µm")]
    [InlineData("Nucleus: Centroid Y µm")]
    [InlineData("Position X [µm]")]
    [InlineData("X_centroid")]
    [InlineData("y_centroid")]
    [InlineData("x_pos")]
    [InlineData("pos_y")]
    [InlineData("XM")]
    [InlineData("min_row")]
    [InlineData("ObjectNumber")]
    [InlineData("Object No.")]
    [InlineData("Number_Object_Number")]
    [InlineData("Nuclei_Number_Object_Number")]
    [InlineData("Parent_Nuclei")]
    [InlineData("Cells_Parent_Nuclei")]
    [InlineData("Neighbors_FirstClosestObjectNumber_5")]
    [InlineData("ImageNumber")]
    [InlineData("label")]
    [InlineData("CellID")]
    [InlineData("cell_id")]
    [InlineData("Field")]
    public void Column_ThatSaysWhichOrWhere_IsNoFeatureAndTold(string column)
    {
        CellSource source = Open($"name,{column},f\na,3,0.5\nb,7,0.25\nc,2,2\n");
        Assert.Equal(["f"], source.Features.Ids);
        Assert.Contains($"1 of 2 numeric columns are no measurements of a cell and were left out: ", Assert.Single(notes), StringComparison.Ordinal);
        Assert.Contains($"({column})", notes[0], StringComparison.Ordinal);
        Assert.Equal(["3", "7", "2"], Cells.Of(CellFiles.Open(folder.File("t.csv"), new CellFileOptions { GroupColumn = column })).Groups!);
    }

    [Theory]
    [InlineData("AreaShape_Area")]
    [InlineData("AreaShape_BoundingBoxArea")]
    [InlineData("AreaShape_CentralMoment_0_1")]
    [InlineData("AreaShape_Zernike_0_0")]
    [InlineData("AreaShape_Compactness")]
    [InlineData("Children_Spots_Count")]
    [InlineData("Distance_Centroid_Minimum_Nuclei")]
    [InlineData("Intensity_MassDisplacement_DNA")]
    [InlineData("Neighbors_NumberOfNeighbors_5")]
    [InlineData("RadialDistribution_MeanFrac_ER_1of4")]
    [InlineData("Texture_Contrast_ER_3_00_256")]
    [InlineData("Orientation")]
    [InlineData("Granularity_1_DNA")]
    [InlineData("Nucleus: Area µm^2")]
    [InlineData("bbox_area")]
    [InlineData("CD3")]
    [InlineData("PCNA")]
    [InlineData("ICAM1")]
    [InlineData("intensity_mean-0")]
    [InlineData("Cellularity")]
    [InlineData("Label intensity")]
    public void Column_OfAMeasurement_Stays(string column)
    {
        Assert.Equal([column, "f"], Open($"name,{column},f\na,3,0.5\nb,7,0.25\nc,2,2\n").Features.Ids);
        Assert.Empty(notes);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void Column_ThatCountsTheRows_IsNoFeatureWhateverItsName(int first, bool left) =>
        Assert.Equal(left ? ["f"] : ["n", "f"], Open("name,n,f\n" + Rows(6, i => $"c{i},{first + i},{0.3 * i * i}")).Features.Ids);

    [Fact]
    public void Number_ThatIsFractional_IsAMeasurement() => Assert.Equal(["label", "f"], Open("name,label,f\na,3.5,0.5\nb,7,0.25\n").Features.Ids);

    [Fact]
    public void Table_OfPositionsOnly_IsRefusedWithWhatTheyAre() =>
        Assert.Contains("no column is a measurement of cells; the numeric ones are positions (x, y)", Message("name,x,y\na,3,0.5\nb,7,0.25\n"), StringComparison.Ordinal);

    [Theory]
    [InlineData("PC1", "PC2")]
    [InlineData("PC_1", "PC_2")]
    [InlineData("UMAP_1", "UMAP_2")]
    [InlineData("X_pca-0", "X_pca-1")]
    [InlineData("tSNE1", "tSNE2")]
    public void Table_OfComponents_IsAWarning(string one, string two)
    {
        Open($"name,{one},{two}\na,3.5,0.5\nb,-7,0.25\n");
        Assert.Contains($"2 of 2 features look like principal components or axes of a map ('{one}', '{two}')", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lot,NK,B,T\nL1,0.2,0.3,0.5\nL2,0.1,0.1,0.8\nL3,0,0.333,0.667\n", 1)]
    [InlineData("lot,NK,B\nL1,20,80\nL2,10.5,89.5\n", 100)]
    public void Table_OfShares_NamesAssociate(string text, int sum)
    {
        string message = Message(text);
        Assert.Contains($"every row sums to {sum}: these are shares of states", message, StringComparison.Ordinal);
        Assert.Contains("gpucqa associate", message, StringComparison.Ordinal);
        FileInspection found = FileInspector.Inspect(folder.File("t.csv"));
        Assert.Equal("table of shares of states, one row a lot", found.Kind);
        Assert.Contains("gpucqa associate", Assert.Single(found.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lot,NK,B\nL1,20,80\nL2,10.5,79.5\n")]
    [InlineData("lot,NK,B\nL1,-20,120\nL2,10.5,89.5\n")]
    [InlineData("lot,NK,B\nL1,20,80\n")]
    public void Table_OfOtherSums_IsOfCells(string text) => Assert.Equal(2, Open(text).Features.Count);

    [Fact]
    public void Table_OfManyRowsThatSumToOne_IsOfCells() => Assert.Equal(2, Open("cell,a,b\n" + Rows(300, i => $"c{i},0.{i % 10},{(10 - (i % 10)) / 10.0}")).Features.Count);

    [Theory]
    [InlineData("AAACATACAACCAC-1,AAACATTGAGCTAC-1,AAACATTGATCAGC-1\nXG0,0,1,2\nXG1,3,0,0\n", "columns are named like cells ('AAACATACAACCAC-1'", true)]
    [InlineData("\"\",\"s1\",\"s2\"\n\"ENSG00000000003\",0,1\n\"ENSG00000000005\",3,0\n", "rows are named like genes ('ENSG00000000003'", false)]
    [InlineData("gene\ts1\ts2\nACTB\t0\t1\nMT-CO1\t3\t0\n", "rows are named like genes ('MT-CO1'", false)]
    [InlineData("gene;AAACATACAACCAC.1;AAACATTGAGCTAC.1\nENSG00000000003.15;0;1\nENSG00000000005.6;3;0\n", "rows are named like genes ('ENSG00000000003.15', 'ENSG00000000005.6'), its columns like cells", false)]
    public void Table_OfGenesByCells_IsRefusedWithTheOrientation(string text, string seen, bool isShort)
    {
        string message = Message(text);
        Assert.Contains("this looks like genes x cells: ", message, StringComparison.Ordinal);
        Assert.Contains(seen, message, StringComparison.Ordinal);
        Assert.Equal(isShort, message.Contains("one field short", StringComparison.Ordinal));
    }

    [Fact]
    public void Table_WithAHeaderOneShort_IsReadAsRWroteIt()
    {
        CellSource source = Open("area,mean\nc1,1.5,2\nc2,2.5,4\n");
        Assert.Equal(["area", "mean"], source.Features.Ids);
        Cells cells = Cells.Of(source);
        Assert.Equal(["c1", "c2"], cells.Barcodes);
        Assert.Equal([[1.5f, 2], [2.5f, 4]], cells.Values);
    }

    [Fact]
    public void Table_OfCounts_IsAWarningUnlessReadAsCounts()
    {
        string text = "cell," + string.Join(',', Enumerable.Range(0, 12).Select(g => $"G{g}a")) + "\n" + Rows(8, i => $"c{i}," + string.Join(',', Enumerable.Range(0, 12).Select(g => (i * g * 7) % 3 == 0 ? 0 : i + g)));
        Open(text);
        Assert.Contains("as counts of genes are", Assert.Single(warnings), StringComparison.Ordinal);
        warnings.Clear();
        Open(text, CellModality.Counts);
        Assert.Empty(warnings);
    }

    [Fact]
    public void Table_WithoutAnythingOdd_IsReadWithoutAWord()
    {
        Open("cell,donor,area,mean\na,d1,1,0.5\nb,d2,2,0.7\nc,d2,1,0.1\n");
        Assert.Empty(notes.Concat(warnings));
    }

    private static string Rows(int count, Func<int, FormattableString> row) => string.Concat(Enumerable.Range(0, count).Select(i => row(i).ToString(CultureInfo.InvariantCulture) + "\n"));

    private static string Rows(int count, Func<int, string> row) => string.Concat(Enumerable.Range(0, count).Select(i => row(i) + "\n"));

    private string Message(string text) => Assert.Throws<BadDataException>(() => Open(text)).Message;

    private CellSource Open(string text, CellModality? modality = null)
    {
        File.WriteAllText(folder.File("t.csv"), text);
        return CellFiles.Open(folder.File("t.csv"), new CellFileOptions { Note = notes.Add, Warn = warnings.Add, Modality = modality });
    }
}
