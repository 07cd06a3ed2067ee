using System.Diagnostics;
using GpuCqa.Core.Errors;
using GpuCqa.Formats.Text;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Formats.Tests.Text;

public sealed class InputFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    // What a shell makes of <(command).
    [Fact]
    public async Task Open_APipe_IsRefusedByName()
    {
        string pipe = folder.File("pipe");
        using (Process made = Process.Start("mkfifo", [pipe])) await made.WaitForExitAsync();
        // The reader closes without having read; the writer must not mind.
        Task writer = Task.Run(() =>
        {
            try
            {
                File.WriteAllText(pipe, "lot,path\n");
            }
            catch (IOException)
            {
            }
        });
        var error = Assert.Throws<BadDataException>(() => InputFile.Open(pipe));
        Assert.Equal(pipe, error.File);
        Assert.Contains("is a pipe", error.Message, StringComparison.Ordinal);
        await writer.WaitAsync(Patience.Span);
    }
}
