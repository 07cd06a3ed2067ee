using GpuCqa.Core.Errors;
using GpuCqa.Pipelines.Scratch;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Pipelines.Tests.Scratch;

public sealed class ScratchFolderTests : IDisposable
{
    private readonly TemporaryFolder parent = new();

    [Fact]
    public void Folder_OfAJob_IsItsUsersAloneAndGoneAfterwards()
    {
        string inside = Path.Combine(parent.Path, "a", "b");
        using (ScratchFolder folder = ScratchFolder.Create(inside))
        {
            File.WriteAllText(Path.Combine(folder.Path, "cells-0"), "x");
            if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder.Path));
        }

        Assert.Empty(Directory.GetFileSystemEntries(inside));
    }

    // What a killed process leaves: a folder, and a lock that nobody holds.
    [Fact]
    public void Folder_OfAKilledJob_IsRemovedByTheNextAndThatOfARunningOneIsNot()
    {
        string left = Path.Combine(parent.Path, "gpucqa-scratch-left");
        Directory.CreateDirectory(left);
        File.WriteAllText(Path.Combine(left, "cells-0"), "x");
        File.WriteAllText(left + ".lock", "");
        using ScratchFolder running = ScratchFolder.Create(parent.Path);
        Assert.False(Directory.Exists(left));
        Assert.False(File.Exists(left + ".lock"));
        using ScratchFolder next = ScratchFolder.Create(parent.Path);
        Assert.True(Directory.Exists(running.Path));
        Assert.NotEqual(running.Path, next.Path);
    }

    [Fact]
    public void Folder_WhereAFileIs_IsRefused()
    {
        string file = Path.Combine(parent.Path, "file");
        File.WriteAllText(file, "");
        var error = Assert.Throws<PreconditionException>(() => ScratchFolder.Create(file));
        Assert.Contains("--scratch", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FreeBytes_BelowAFolderThatIsNotThere_AreThoseOfItsDisk() => Assert.InRange(ScratchFolder.FreeBytes(Path.Combine(parent.Path, "not", "yet")), 1, long.MaxValue);

    public void Dispose() => parent.Dispose();
}
