using GpuCqa.Core.Errors;
using GpuCqa.Reporting.Folders;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Reporting.Tests.Folders;

public sealed class ResultFolderTests : IDisposable
{
    private readonly TemporaryFolder place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public void Write_AFreeName_HoldsWhatFillWrote()
    {
        string target = place.File("a/b/out");
        ResultFolder.Write(target, force: false, folder =>
        {
            Assert.False(Directory.Exists(target));
            Assert.Equal(Path.GetDirectoryName(target), Path.GetDirectoryName(folder));
            Fill(folder, "1");
        });
        Assert.Equal("1", File.ReadAllText(Path.Combine(target, "value")));
        Assert.Single(Directory.EnumerateFileSystemEntries(place.File("a/b")));
    }

    [Fact]
    public void Write_AnExistingFolderWithoutForce_IsRefusedBeforeFilling()
    {
        string target = place.File("out");
        ResultFolder.Write(target, force: false, f => Fill(f, "1"));
        bool filled = false;
        var error = Assert.Throws<PreconditionException>(() => ResultFolder.Write(target, force: false, _ => filled = true));
        Assert.False(filled);
        Assert.Equal(5, ErrorTable.ExitCode(error.Reason));
        Assert.Contains("--force", error.Message, StringComparison.Ordinal);
        Assert.Equal("1", File.ReadAllText(Path.Combine(target, "value")));
    }

    [Fact]
    public void Write_WithForce_KeepsTheOldFolderUntilTheNewOneIsWhole()
    {
        string target = place.File("out");
        ResultFolder.Write(target, force: false, f => Fill(f, "1"));
        File.WriteAllText(Path.Combine(target, "stale"), "");
        ResultFolder.Write(target, force: true, f =>
        {
            Assert.Equal("1", File.ReadAllText(Path.Combine(target, "value")));
            Fill(f, "2");
        });
        Assert.Equal("2", File.ReadAllText(Path.Combine(target, "value")));
        Assert.False(File.Exists(Path.Combine(target, "stale")));
        Assert.Single(Directory.EnumerateFileSystemEntries(place.Path));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Write_FillFails_LeavesWhatWasThere(bool existed)
    {
        string target = place.File("deep/out");
        if (existed) ResultFolder.Write(target, force: false, f => Fill(f, "1"));
        Assert.Throws<BadDataException>(() => ResultFolder.Write(target, force: true, f =>
        {
            Fill(f, "2");
            throw new BadDataException("x.mtx", null, "is truncated");
        }));
        if (existed) Assert.Equal("1", File.ReadAllText(Path.Combine(target, "value")));
        string[] left = Directory.GetFileSystemEntries(place.Path, "*", SearchOption.TopDirectoryOnly);
        Assert.Equal(existed ? ["deep"] : [], left.Select(Path.GetFileName));
        if (existed) Assert.Single(Directory.EnumerateFileSystemEntries(place.File("deep")));
    }

    [Fact]
    public void Write_CancelledAfterFilling_LeavesNothing()
    {
        using var source = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => ResultFolder.Write(place.File("out"), force: false, f =>
        {
            Fill(f, "1");
            source.Cancel();
        }, source.Token));
        Assert.Empty(Directory.EnumerateFileSystemEntries(place.Path));
    }

    [Fact]
    public void Write_ForceOnAFolderThatIsNoResult_IsRefused()
    {
        string target = place.File("home");
        Directory.CreateDirectory(target);
        File.WriteAllText(Path.Combine(target, "thesis.docx"), "years");
        var error = Assert.Throws<PreconditionException>(() => ResultFolder.Write(target, force: true, f => Fill(f, "1")));
        Assert.Contains("not a result folder", error.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(target, "thesis.docx")));
    }

    [Fact]
    public void Write_TheDiskRefuses_SaysSoWithoutABareIoError()
    {
        File.WriteAllText(place.File("file"), "");
        Assert.Throws<PreconditionException>(() => ResultFolder.Write(place.File("file"), force: true, f => Fill(f, "1")));
        Assert.Throws<PreconditionException>(() => ResultFolder.Write(place.File("file/below"), force: false, f => Fill(f, "1")));
        var error = Assert.Throws<PreconditionException>(() => ResultFolder.Write(place.File("out"), force: false, _ => throw new IOException("No space left on device")));
        Assert.Contains("No space left", error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(place.File("out")));
    }

    [Fact]
    public void Write_ATakenNameMeanwhile_IsNotReplaced()
    {
        string target = place.File("out");
        Assert.Throws<PreconditionException>(() => ResultFolder.Write(target, force: false, f =>
        {
            Fill(f, "1");
            Directory.CreateDirectory(target);
        }));
        Assert.Empty(Directory.EnumerateFileSystemEntries(target));
    }

    private static void Fill(string folder, string value)
    {
        File.WriteAllText(Path.Combine(folder, "value"), value);
        File.WriteAllText(Path.Combine(folder, ResultFolder.Mark), "{}");
    }
}
