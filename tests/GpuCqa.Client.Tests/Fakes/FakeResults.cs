using System.Security.Cryptography;
using Google.Protobuf;
using GpuCqa.Api.V1;
using GpuCqa.Client.Calls;
using GpuCqa.Core.Checksums;
using Grpc.Core;

namespace GpuCqa.Client.Tests.Fakes;

public sealed class FakeResults(FakeState state) : ResultService.ResultServiceBase
{
    private const int ChunkBytes = 700;

    public override Task<ListResultFilesResponse> ListResultFiles(ListResultFilesRequest request, ServerCallContext context) => Task.FromResult(new ListResultFilesResponse
    {
        Files = { state.Files.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => new FileContent { Path = f.Key, SizeBytes = f.Value.Length, Sha256 = Convert.ToHexStringLower(SHA256.HashData(f.Value)) }) },
    });

    public override async Task ReadResultFile(ReadResultFileRequest request, IServerStreamWriter<ReadResultFileResponse> responseStream, ServerCallContext context)
    {
        byte[] bytes = state.Files[request.Path];
        int sent = 0;
        for (int at = (int)request.ReadOffset; at < bytes.Length; at += ChunkBytes)
        {
            byte[] chunk = bytes[at..Math.Min(at + ChunkBytes, bytes.Length)];
            var message = new ReadResultFileResponse { ReadOffset = at, Data = new ChecksummedData { Content = ByteString.CopyFrom(chunk), Crc32C = Crc32C.Of(chunk) } };
            if (state.Spoilers.TryDequeue(out Action<IMessage>? spoil)) spoil(message);
            await responseStream.WriteAsync(message);
            if (Breaks(++sent, context)) return;
        }
    }

    public override async Task ReadResult(ReadResultRequest request, IServerStreamWriter<ReadResultResponse> responseStream, ServerCallContext context)
    {
        string name = request.Name[(request.Name.LastIndexOf('/') + 1)..];
        // A choice of columns is a table of its own; without one, this is a service that knows of no choice.
        if (!state.Tables.TryGetValue($"{name}: {string.Join(", ", request.Columns)}", out (TableSchema Schema, List<TableBlock> Blocks) table) && !state.Tables.TryGetValue(name, out table)) throw FakeState.NotFound(request.Name);
        await responseStream.WriteAsync(new ReadResultResponse { Schema = table.Schema });
        int sent = 0;
        // Blocks are those of the table: a request begins where one begins.
        foreach (TableBlock block in table.Blocks.SkipWhile(b => b.RowOffset < request.RowOffset))
        {
            var message = new ReadResultResponse { Block = new TableBlock(block) };
            if (state.Spoilers.TryDequeue(out Action<IMessage>? spoil)) spoil(message);
            await responseStream.WriteAsync(message);
            if (Breaks(++sent, context)) return;
        }
    }

    private bool Breaks(int sent, ServerCallContext context)
    {
        if (!state.ReadBreaks.TryPeek(out int after) || sent < after) return false;
        state.ReadBreaks.TryDequeue(out _);
        context.GetHttpContext().Abort();
        return true;
    }
}
