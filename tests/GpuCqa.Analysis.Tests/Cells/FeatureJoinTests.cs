using GpuCqa.Analysis.Cells;
using GpuCqa.Core.Errors;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Analysis.Tests.Cells;

public class FeatureJoinTests
{
    [Fact]
    public void Of_DifferentOrdersAndExtras_KeepsSharedInOrderOfTheFirst()
    {
        FeatureJoin join = FeatureJoin.Of([new MemoryCells("a", ["x", "y", "z"], []), new MemoryCells("b", ["z", "w", "x"], [])]);
        Assert.Equal(["x", "z"], join.Shared.Ids);
        Assert.Equal(4, join.Union);
        Assert.Equal([0, -1, 1], join.Maps[0]);
        Assert.Equal([1, -1, 0], join.Maps[1]);
    }

    [Fact]
    public void Of_RepeatedId_NamesFileAndId()
    {
        var error = Assert.Throws<BadDataException>(() => FeatureJoin.Of([new MemoryCells("lot.h5", ["x", "x"], [])]));
        Assert.Equal("lot.h5", error.File);
        Assert.Contains("'x'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_NothingSharedByTwo_SaysWhatEachHolds()
    {
        var error = Assert.Throws<BadDataException>(() => FeatureJoin.Of([new MemoryCells("a", ["ENSG1"], []), new MemoryCells("b", ["CD3D"], [])]));
        Assert.Contains("'ENSG1' in a; 'CD3D' in b", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(4)]
    public void Of_OneSourceWithoutSharedIds_IsBlamedWhereverItStands(int odd)
    {
        MemoryCells[] sources = [.. Enumerable.Range(0, 5).Select(s => new MemoryCells($"L{s}.h5", [.. Enumerable.Range(0, 20).Select(g => s == odd ? $"CD{g}" : Ensembl(g))], []))];
        var error = Assert.Throws<BadDataException>(() => FeatureJoin.Of(sources, [.. Enumerable.Range(0, 5).Select(s => $"lot 'L{s}'")]));
        Assert.Equal($"L{odd}.h5", error.File);
        Assert.Contains($"lot 'L{odd}' shares no feature id with the other 4: 'CD0' here, '{Ensembl(0)}' in lot 'L{(odd == 0 ? 1 : 0)}'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_TwoThatDifferFromThree_AreBothNamed()
    {
        var error = Assert.Throws<BadDataException>(() => FeatureJoin.Of([Source("a", 0, 20), Source("b", 0, 20), Source("c", 0, 20), Source("d", 50, 20), Source("e", 50, 20)]));
        Assert.Equal("d", error.File);
        Assert.Contains("d, e share no feature id with the other 3", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_HalfAndHalf_BlamesNobody()
    {
        string message = Assert.Throws<BadDataException>(() => FeatureJoin.Of([Source("a", 0, 20), Source("b", 50, 20), Source("c", 0, 20), Source("d", 50, 20)])).Message;
        Assert.Contains($"no feature id is shared by all 4 sources: '{Ensembl(0)}' in a, c; '{Ensembl(50)}' in b, d", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(4, true)]
    [InlineData(8, true)]
    [InlineData(9, false)]
    [InlineData(20, false)]
    public void Of_OneSourceThatLacksMost_IsRefusedBelowAQuarterAndWarnedAbove(int shared, bool refused)
    {
        MemoryCells[] sources = [Source("a", 0, 36), Source("b", 0, 36), Source("c", 36 - shared, 36), Source("d", 0, 36)];
        if (refused)
        {
            Assert.Contains($"c shares only {shared} of the 36 genes of the other 3: '{Ensembl(36)}' here, '{Ensembl(0)}' in a", Assert.Throws<BadDataException>(() => FeatureJoin.Of(sources)).Message, StringComparison.Ordinal);
            return;
        }

        FeatureJoin join = FeatureJoin.Of(sources);
        Assert.Equal(shared, join.Shared.Count);
        Assert.StartsWith($"c shares {shared} of the 36 genes that the other 3 share: the other {36 - shared} ('{Ensembl(0)}' is one) are not used.", Assert.Single(join.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_TwoSourcesThatCostTogether_AreWarnedAsOne()
    {
        FeatureJoin join = FeatureJoin.Of([Source("a", 0, 40), Source("b", 0, 40), Source("c", 0, 40), Source("d", 28, 40), Source("e", 28, 40)]);
        Assert.StartsWith("d, e share 12 of the 40 genes that the other 3 share", Assert.Single(join.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_AFewLacking_IsANoteAndFewerNone()
    {
        FeatureJoin some = FeatureJoin.Of([Source("a", 0, 100), Source("b", 0, 100), Source("c", 0, 90)]), few = FeatureJoin.Of([Source("a", 0, 100), Source("b", 0, 100), Source("c", 0, 97)]);
        Assert.Empty(some.Warnings);
        Assert.StartsWith("c shares 90 of the 100 genes", Assert.Single(some.Notes), StringComparison.Ordinal);
        Assert.Empty(few.Notes.Concat(few.Warnings));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Of_VersionsInOneSource_AreMatchedWithoutAndSaid(int odd)
    {
        MemoryCells[] sources = [.. Enumerable.Range(0, 3).Select(s => new MemoryCells($"L{s}", ["ERCC-1", .. Enumerable.Range(0, 9).Select(g => Ensembl(g) + (s == odd ? ".4" : ""))], []))];
        FeatureJoin join = FeatureJoin.Of(sources);
        Assert.Equal(["ERCC-1", .. Enumerable.Range(0, 9).Select(Ensembl)], join.Shared.Ids);
        Assert.Equal(10, join.Union);
        Assert.All(join.Maps, m => Assert.Equal(Enumerable.Range(0, 10), m));
        Assert.Empty(join.Warnings);
        string note = Assert.Single(join.Notes);
        Assert.StartsWith($"9 features were matched without the version of their ids ('{Ensembl(0)}.4' in L{odd}, '{Ensembl(0)}' in L{(odd == 0 ? 1 : 0)})", note, StringComparison.Ordinal);
        Assert.EndsWith($"ids with a version are in L{odd}.", note, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_SameVersionsInAll_KeepsTheIds()
    {
        string[] ids = [.. Enumerable.Range(0, 5).Select(g => Ensembl(g) + ".7")];
        FeatureJoin join = FeatureJoin.Of([new MemoryCells("a", ids, []), new MemoryCells("b", [.. ids.Reverse()], [])]);
        Assert.Equal(ids, join.Shared.Ids);
        Assert.Empty(join.Notes);
    }

    [Fact]
    public void Of_VersionsThatCollapse_AreNotMatchedBlindly()
    {
        string one = Ensembl(1), two = Ensembl(2);
        FeatureJoin join = FeatureJoin.Of([new MemoryCells("a", [one + ".1", one + ".2", two + ".1"], []), new MemoryCells("b", [one, two, "x"], [])]);
        Assert.Equal([two], join.Shared.Ids);
        Assert.Equal([-1, -1, 0], join.Maps[0]);
    }

    [Theory]
    [InlineData("ENSG00000141510.18", "ENSG00000141510")]
    [InlineData("ENSMUSG00000059552.14", "ENSMUSG00000059552")]
    [InlineData("ENSG00000182378.15_PAR_Y", "ENSG00000182378_PAR_Y")]
    [InlineData("NM_000546.6", "NM_000546")]
    [InlineData("ENSG00000141510", null)]
    [InlineData("HLA-A.1", null)]
    [InlineData("RP11-34P13.7", null)]
    [InlineData("AC012345.1", null)]
    [InlineData("ENSG00000141510.", null)]
    [InlineData("ENSG00000141510.1a", null)]
    [InlineData("", null)]
    [InlineData(".", null)]
    public void WithoutVersion_OfIds_LeavesOthersAlone(string id, string? expected) => Assert.Equal(expected, FeatureKeys.WithoutVersion(id));

    private static string Ensembl(int gene) => $"ENSG{gene:D11}";

    private static MemoryCells Source(string path, int from, int count) => new(path, [.. Enumerable.Range(from, count).Select(Ensembl)], []);
}
