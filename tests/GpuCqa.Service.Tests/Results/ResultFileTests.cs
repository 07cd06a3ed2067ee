using System.Security.Cryptography;
using GpuCqa.Api.V1;
using GpuCqa.Core.Checksums;
using GpuCqa.Service.Results;
using GpuCqa.Service.Storage;
using GpuCqa.Service.Tests.Errors;
using Grpc.Core;
using Xunit;

namespace GpuCqa.Service.Tests.Results;

public class ResultFileTests(ResultHost host) : IClassFixture<ResultHost>
{
    [Fact]
    public async Task Files_OfAFolder_AreListedAndRead()
    {
        byte[] large = Bytes(3_000_001);
        (string name, _) = Folder("folder", large);
        ListResultFilesResponse listed = await host.Client.ListResultFilesAsync(new ListResultFilesRequest { Parent = name });
        Assert.Equal(["empty.txt", "reference/genes.csv", "result.h5ad"], listed.Files.Select(f => f.Path));
        Assert.Equal(new FileContent { Path = "result.h5ad", SizeBytes = large.Length, Sha256 = Convert.ToHexStringLower(SHA256.HashData(large)) }, listed.Files[2]);
        Assert.Equal(large, await Read(name, "result.h5ad"));
        Assert.Equal("a,b\n"u8.ToArray(), await Read(name, "reference/genes.csv"));
        Assert.Empty(await Read(name, "empty.txt"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1 << 20)]
    [InlineData(2_500_000)]
    [InlineData(3_000_001)]
    public async Task File_FromAnOffset_IsTheRest(int offset)
    {
        byte[] large = Bytes(3_000_001);
        (string name, _) = Folder($"resume-{offset}", large);
        Assert.Equal(large[offset..], await Read(name, "result.h5ad", offset));
    }

    [Theory]
    [InlineData("../../state.db")]
    [InlineData("/etc/passwd")]
    [InlineData("reference")]
    [InlineData("reference/../result.h5ad")]
    [InlineData("./result.h5ad")]
    [InlineData("RESULT.H5AD")]
    [InlineData("%2e%2e/lock")]
    [InlineData("")]
    public async Task File_NotInTheManifest_IsNotFound(string path)
    {
        string name = Folder("tricks", Bytes(10)).Name;
        string message = await Refusal.Of(StatusCode.NotFound, "NOT_FOUND", () => Read(name, path));
        Assert.DoesNotContain(host.State.Path, message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_WithANul_IsRefused()
    {
        string name = Folder("nul", Bytes(10)).Name;
        await Refusal.Of(StatusCode.InvalidArgument, "INVALID_ARGUMENT", () => Read(name, "result.h5ad\0"));
    }

    [Fact]
    public async Task File_PutThereLater_IsNotHandedOut()
    {
        (string name, string uid) = Folder("later", Bytes(10));
        File.WriteAllText(host.FilePath(uid, "secret.txt"), "x");
        await Refusal.Of(StatusCode.NotFound, "NOT_FOUND", () => Read(name, "secret.txt"));
    }

    [Fact]
    public async Task File_OffsetThatIsNotThere_IsRefused()
    {
        string name = Folder("offsets", Bytes(10)).Name;
        await Refusal.Of(StatusCode.OutOfRange, "OUT_OF_RANGE", () => Read(name, "result.h5ad", 11));
        await Refusal.Of(StatusCode.InvalidArgument, "INVALID_ARGUMENT", () => Read(name, "result.h5ad", -1));
    }

    [Fact]
    public async Task File_ABitTurnedOnTheDisk_IsDataLossBeforeItsBytesAreSent()
    {
        byte[] large = Bytes(3_000_001);
        (string name, string uid) = Folder("flipped", large);
        ResultHost.FlipBit(host.FilePath(uid, "result.h5ad"), 1_500_000);
        var received = new List<byte>();
        await Refusal.Of(StatusCode.DataLoss, "DATA_LOSS", async () =>
        {
            using AsyncServerStreamingCall<ReadResultFileResponse> call = host.Client.ReadResultFile(new ReadResultFileRequest { Parent = name, Path = "result.h5ad" });
            await foreach (ReadResultFileResponse chunk in call.ResponseStream.ReadAllAsync()) received.AddRange(chunk.Data.Content.ToArray());
        });
        Assert.Equal(large[..received.Count], received);
        Assert.Equal(large[2_200_000..], await Read(name, "result.h5ad", 2_200_000));
    }

    private (string Name, string Uid) Folder(string id, byte[] large) => host.Finish(id, output =>
    {
        File.WriteAllBytes(Path.Combine(output.Folder, "result.h5ad"), large);
        File.WriteAllText(Path.Combine(output.Folder, "empty.txt"), "");
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(output.Folder, "reference")).FullName, "genes.csv"), "a,b\n");
    });

    private async Task<byte[]> Read(string name, string path, long offset = 0)
    {
        using AsyncServerStreamingCall<ReadResultFileResponse> call = host.Client.ReadResultFile(new ReadResultFileRequest { Parent = name, Path = path, ReadOffset = offset });
        var received = new List<byte>();
        await foreach (ReadResultFileResponse chunk in call.ResponseStream.ReadAllAsync())
        {
            Assert.Equal(offset + received.Count, chunk.ReadOffset);
            Assert.InRange(chunk.Data.Content.Length, 1, 2 << 20);
            Assert.Equal(Crc32C.Of(chunk.Data.Content.Span), chunk.Data.Crc32C);
            received.AddRange(chunk.Data.Content.ToArray());
        }

        return [.. received];
    }

    private static byte[] Bytes(int count)
    {
        byte[] bytes = new byte[count];
        new Random(count).NextBytes(bytes);
        return bytes;
    }
}
