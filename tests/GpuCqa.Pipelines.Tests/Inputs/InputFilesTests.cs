using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Progress;
using GpuCqa.Pipelines.Inputs;
using GpuCqa.Reporting.Records;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Pipelines.Tests.Inputs;

public class InputFilesTests
{
    private const string OfAbc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    [Fact]
    public void Hash_OfASheetAndItsLots_NamesEachFileOnce()
    {
        using var folder = new TemporaryFolder();
        string sheet = folder.File("cohort.csv"), cells = folder.File("L0"), shared = folder.File("both.h5");
        File.WriteAllText(sheet, "abc");
        Directory.CreateDirectory(cells);
        foreach (string part in new[] { "matrix.mtx.gz", "barcodes.tsv.gz", "genes.tsv.gz", "notes.txt" }) File.WriteAllText(Path.Combine(cells, part), part);
        File.WriteAllText(shared, "abc");
        IReadOnlyList<InputRecord> found = InputFiles.Hash(InputFiles.OfSheet(sheet, [Lot("L0", cells), Lot("L1", shared), Lot("L2", shared), Lot("L3", null)]), StepProgress.None, CancellationToken.None);
        Assert.Equal(["cohort sheet", "L0/barcodes.tsv.gz", "L0/genes.tsv.gz", "L0/matrix.mtx.gz", "L1/both.h5"], found.Select(f => f.Label));
        Assert.Equal(new InputRecord("cohort sheet", sheet, 3, OfAbc), found[0]);
        Assert.Equal(new InputRecord("L1/both.h5", shared, 3, OfAbc), found[4]);
    }

    [Fact]
    public void Hash_AFileThatChanged_IsDataLossUnderTheNameThatIsShown()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("secret.h5");
        File.WriteAllText(path, "abd");
        var error = Assert.Throws<RefusedException>(() => InputFiles.Hash([new InputFile("L0/cells.h5", path, "datasets/d/cells.h5") { Sha256 = OfAbc }], StepProgress.None, CancellationToken.None));
        Assert.Equal(ErrorReason.DataLoss, error.Reason);
        Assert.Contains("datasets/d/cells.h5", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Hash_Cancelled_EndsWithinAFile()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("cells.h5");
        File.WriteAllText(path, "abc");
        Assert.Throws<OperationCanceledException>(() => InputFiles.Hash([new InputFile("L0", path, path)], StepProgress.None, new CancellationToken(canceled: true)));
    }

    private static Lot Lot(string name, string? path) => new(name, path, Core.Cohorts.Lot.TrainRole, null, null, null, null, new Dictionary<string, string>());
}
