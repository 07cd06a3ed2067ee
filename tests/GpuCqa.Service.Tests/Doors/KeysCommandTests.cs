using System.Diagnostics;
using GpuCqa.Api.V1;
using GpuCqa.Service.Doors.Keys;
using GpuCqa.Service.Tests.Errors;
using GpuCqa.Service.Tests.Hosting;
using GpuCqa.Testing;
using Grpc.Core;
using Xunit;

namespace GpuCqa.Service.Tests.Doors;

/// <summary>Keys from the command line, while a service runs on the same state folder.</summary>
public class KeysCommandTests
{
    [Fact]
    public async Task Key_AddedAndRevokedBesideAService_CountsAtOnce()
    {
        await using LockedService service = await LockedService.Start();
        (int code, string key, string said) = await Run("keys", "add", "ana", "--grant", "p=reader", "--grant", "q=analyst", "--expires", "90d", "--state", service.State.Path);
        Assert.Equal(0, code);
        Assert.StartsWith("Key ", said, StringComparison.Ordinal);
        Assert.DoesNotContain(key, said, StringComparison.Ordinal);
        var client = new DatasetService.DatasetServiceClient(service.Channel(ApiKeyText.Parse(key)!));
        await client.ListDatasetsAsync(new ListDatasetsRequest { Parent = "projects/p" });

        (code, string list, _) = await Run("keys", "list", "--state", service.State.Path);
        Assert.Equal(0, code);
        Assert.Contains("p=reader,q=analyst", list, StringComparison.Ordinal);
        Assert.DoesNotContain(key[17..], list, StringComparison.Ordinal);
        foreach (string file in Directory.GetFiles(service.State.Path, "*", SearchOption.AllDirectories).Where(f => !f.EndsWith("lock", StringComparison.Ordinal)))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
            Assert.DoesNotContain(key[17..], await reader.ReadToEndAsync(), StringComparison.Ordinal);
        }

        Assert.Equal(0, (await Run("keys", "revoke", ApiKeyText.Parse(key)!.Id, "--state", service.State.Path)).Code);
        await Refusal.Of(StatusCode.Unauthenticated, "UNAUTHENTICATED", async () => await client.ListDatasetsAsync(new ListDatasetsRequest { Parent = "projects/p" }));
        Assert.Equal(4, (await Run("keys", "revoke", ApiKeyText.Parse(key)!.Id, "--state", service.State.Path)).Code);
    }

    [Theory]
    [InlineData(2, "keys", "add", "ana", "--grant", "p=owner")]
    [InlineData(2, "keys", "add", "ana", "--grant", "p")]
    [InlineData(2, "keys", "add", "a b", "--grant", "p=reader")]
    [InlineData(2, "keys", "add", "ana", "--grant", "p=reader", "--expires", "soon")]
    [InlineData(4, "keys", "list")]
    public async Task Keys_WrongArguments_MakeNothing(int code, params string[] arguments)
    {
        using var state = new TemporaryFolder();
        string folder = state.File("none");
        Assert.Equal(code, (await Run([.. arguments, "--state", folder])).Code);
        Assert.False(Directory.Exists(folder));
    }

    internal static async Task<(int Code, string Output, string Error)> Run(params string[] arguments)
    {
        using Process process = ServiceProcess.Run(arguments);
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(Patience.Span);
        return (process.ExitCode, (await output).Trim(), await error);
    }
}
