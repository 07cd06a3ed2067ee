using GpuCqa.Core.Errors;
using GpuCqa.Formats.Hdf5;
using GpuCqa.Formats.Inspection;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Formats.Tests.Hdf5;

/// <summary>Barcodes that repeat between lots of one file, as after concatenation.</summary>
public class RepeatedBarcodeTests
{
    [Fact]
    public void Barcodes_RepeatedBetweenLots_AreReadByLotAndRefusedWithout()
    {
        using var folder = new TemporaryFolder();
        string path = Write(folder, ["A", "B", "A"], ["L1", "L1", "L2"]);
        Assert.Equal(["L1", "L1", "L2"], ReadCells.From(Hdf5CellFiles.Open(path, new CellFileOptions { GroupColumn = "lot" })).Groups!);
        Assert.Contains("--lot-column", Assert.Throws<BadDataException>(() => ReadCells.From(Hdf5CellFiles.Open(path, new CellFileOptions()))).Message, StringComparison.Ordinal);
        FileInspection found = Hdf5Inspector.Inspect(path);
        Assert.Contains("1 of 3 barcodes are repeats; they are unique within lot: name the column of lots with --lot-column.", found.Warnings);
        Assert.Empty(found.Refusals);
    }

    [Fact]
    public void Barcodes_RepeatedWithinALot_AreRefusedWithBothCells()
    {
        using var folder = new TemporaryFolder();
        string path = Write(folder, ["A", "B", "A"], ["L2", "L1", "L2"]);
        string message = Assert.Throws<BadDataException>(() => ReadCells.From(Hdf5CellFiles.Open(path, new CellFileOptions { GroupColumn = "lot" }))).Message;
        Assert.Contains("cell 2 has the barcode 'A' of cell 0, and both are of 'L2'", message, StringComparison.Ordinal);
        Assert.Contains("in no obs column", Assert.Single(Hdf5Inspector.Inspect(path).Refusals), StringComparison.Ordinal);
    }

    [Fact]
    public void Barcodes_RepeatedAmongCellsWithoutALot_AreNobodysConcern()
    {
        using var folder = new TemporaryFolder();
        string path = Write(folder, ["A", "A", "A"], ["", "L1", ""]);
        Assert.Equal(3, ReadCells.From(Hdf5CellFiles.Open(path, new CellFileOptions { GroupColumn = "lot" })).Barcodes.Length);
    }

    private static string Write(TemporaryFolder folder, string[] cells, string[] lots) => new H5adParts
    {
        Cells = cells,
        Obs = obs =>
        {
            string[] names = [.. lots.Where(l => l.Length > 0).Distinct()];
            var lot = obs.AddGroup("lot");
            lot.Encode("categorical", "0.2.0");
            lot.AddTexts("categories", names);
            lot.Add<sbyte>("codes", [.. lots.Select(l => (sbyte)Array.IndexOf(names, l))], lots.Length);
        },
    }.Write(folder.File("a.h5ad"));
}
