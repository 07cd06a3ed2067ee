using GpuCqa.Pipelines.Steps;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Pipelines.Tests.Steps;

public sealed class StepFolderTests : IDisposable
{
    private const string Job = "0123456789abcdef0123456789abcdef";

    private readonly TemporaryFolder parent = new();

    [Fact]
    public void Folder_OfAJob_IsItsUsersAloneAndStaysUntilItIsRemoved()
    {
        Assert.Null(StepFolder.Take(parent.Path, Job, make: false));
        using (StepFolder folder = StepFolder.Take(parent.Path, Job, make: true)!)
        {
            File.WriteAllText(folder.File("read cells: all", "ab"), "x");
            File.WriteAllText(folder.File("later", "cd") + StepFile.Unfinished, "x");
            if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder.Path));
            Assert.Throws<IOException>(() => StepFolder.Take(parent.Path, Job, make: false));
        }

        using StepFolder again = StepFolder.Take(parent.Path, Job, make: false)!;
        Assert.Equal("read cells all", again.Last!.Value.Step);
        Assert.Single(Directory.GetFiles(again.Path));
        again.Remove();
        Assert.Empty(Directory.GetFileSystemEntries(parent.Path));
    }

    [Fact]
    public void Folder_ThatNobodyGoesOnWith_GoesAfterItsTime()
    {
        StepFolder.Take(parent.Path, Job, make: true)!.Dispose();
        DateTime now = DateTime.UtcNow;
        StepFolder.RemoveOld(parent.Path, now + StepFolder.Life - TimeSpan.FromHours(1));
        Assert.True(Directory.Exists(StepFolder.PathOf(parent.Path, Job)));
        using (StepFolder.Take(parent.Path, Job, make: false))
        {
            StepFolder.RemoveOld(parent.Path, now + StepFolder.Life + TimeSpan.FromHours(1));
            Assert.True(Directory.Exists(StepFolder.PathOf(parent.Path, Job)));
        }

        StepFolder.RemoveOld(parent.Path, now + StepFolder.Life + TimeSpan.FromHours(1));
        Assert.Empty(Directory.GetFileSystemEntries(parent.Path));
    }

    // Who can guess the name could lay a link there that leads to steps of his own.
    [Fact]
    public void Folder_ThatIsALink_IsRefused()
    {
        if (OperatingSystem.IsWindows()) return;
        string elsewhere = Directory.CreateDirectory(parent.File("elsewhere")).FullName;
        Directory.CreateSymbolicLink(StepFolder.PathOf(parent.Path, Job), elsewhere);
        Assert.Throws<UnauthorizedAccessException>(() => StepFolder.Take(parent.Path, Job, make: true));
    }

    public void Dispose() => parent.Dispose();
}
