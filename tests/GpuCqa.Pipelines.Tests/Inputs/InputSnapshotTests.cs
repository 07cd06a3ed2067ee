using GpuCqa.Core.Errors;
using GpuCqa.Core.Progress;
using GpuCqa.Pipelines.Inputs;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Pipelines.Tests.Inputs;

public sealed class InputSnapshotTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void Require_AfterAFileChanged_NamesIt()
    {
        string[] paths = [folder.File("a"), folder.File("b")];
        foreach (string path in paths) File.WriteAllText(path, "x");
        var snapshot = new InputSnapshot([.. paths.Select(p => new InputFile(Path.GetFileName(p), p, p))]);
        Assert.Equal(2, snapshot.Hash(StepProgress.None, CancellationToken.None).Count);
        snapshot.Require();
        File.SetLastWriteTimeUtc(paths[1], DateTime.UtcNow.AddMinutes(1));
        Assert.StartsWith(paths[1], Assert.Throws<BadDataException>(snapshot.Require).Message, StringComparison.Ordinal);
        File.Delete(paths[0]);
        Assert.StartsWith(paths[0], Assert.Throws<BadDataException>(snapshot.Require).Message, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();
}
