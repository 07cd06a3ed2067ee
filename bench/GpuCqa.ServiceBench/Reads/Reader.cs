using System.Diagnostics;
using GpuCqa.Api.V1;
using GpuCqa.Client.Connections;
using GpuCqa.Client.Results;
using GpuCqa.Core.Checksums;
using Grpc.Core;

namespace GpuCqa.ServiceBench.Reads;

/// <summary>Reads the same bytes through the service by the .NET client and as plain files; each answers seconds and bytes.</summary>
internal sealed class Reader(ReadSource source, string service, string files) : IDisposable
{
    private readonly GpuCqaClient client = GpuCqaClient.Connect(service);
    private readonly HttpClient http = new() { BaseAddress = new Uri(files), Timeout = TimeSpan.FromMinutes(10) };
    private readonly byte[] buffer = new byte[1 << 20];

    /// <summary>The table as typed blocks: CRC-32C checked, columns as arrays.</summary>
    public Task<(double Seconds, long Bytes)> Table(params string[] columns) => Timed(async () =>
    {
        long rows = 0, bytes = 0;
        await foreach (ResultBlock block in client.Project("bench").Analysis(source.Analysis).Results.ReadBlocksAsync(ReadSource.Table, columns: columns))
        {
            rows += block.RowCount;
            foreach (ResultColumn column in block.Columns) bytes += column.Values is string[] texts ? texts.Sum(t => (long)t.Length + sizeof(long)) : Buffer.ByteLength(column.Values);
        }

        return rows == source.Rows ? bytes : throw new InvalidOperationException($"{rows} of {source.Rows} rows came.");
    });

    /// <summary>The table as blocks that are checked by CRC-32C and not decoded.</summary>
    public Task<(double Seconds, long Bytes)> Blocks() => Timed(async () =>
    {
        using AsyncServerStreamingCall<ReadResultResponse> call = new ResultService.ResultServiceClient(client.Invoker).ReadResult(new ReadResultRequest { Name = $"{source.Analysis}/results/{ReadSource.Table}" });
        long bytes = 0;
        await foreach (ReadResultResponse message in call.ResponseStream.ReadAllAsync())
        {
            if (message.Block is { } block) bytes += Checked(block.Data);
        }

        return bytes == new FileInfo(source.TablePath).Length ? bytes : throw new InvalidOperationException("Not every byte came.");
    });

    /// <summary>The file as chunks that are checked by CRC-32C.</summary>
    public Task<(double Seconds, long Bytes)> File() => Timed(async () =>
    {
        using AsyncServerStreamingCall<ReadResultFileResponse> call = new ResultService.ResultServiceClient(client.Invoker).ReadResultFile(new ReadResultFileRequest { Parent = source.Analysis, Path = ReadSource.File });
        long bytes = 0;
        await foreach (ReadResultFileResponse message in call.ResponseStream.ReadAllAsync()) bytes += Checked(message.Data);
        return bytes == new FileInfo(source.FilePath).Length ? bytes : throw new InvalidOperationException("Not every byte came.");
    });

    /// <summary>A file by HTTP GET.</summary>
    public Task<(double Seconds, long Bytes)> Get(string path, bool hashed) => Timed(async () =>
    {
        using HttpResponseMessage answer = await http.GetAsync(hashed ? path + "?sha256=1" : path, HttpCompletionOption.ResponseHeadersRead);
        await using Stream body = await answer.EnsureSuccessStatusCode().Content.ReadAsStreamAsync();
        long bytes = 0;
        for (int read; (read = await body.ReadAsync(buffer)) > 0;) bytes += read;
        return bytes == answer.Content.Headers.ContentLength ? bytes : throw new InvalidOperationException("Not every byte came.");
    });

    public void Dispose()
    {
        client.Dispose();
        http.Dispose();
    }

    private static int Checked(ChecksummedData data) => Crc32C.Of(data.Content.Span) == data.Crc32C ? data.Content.Length : throw new InvalidOperationException("Another CRC-32C.");

    private static async Task<(double Seconds, long Bytes)> Timed(Func<Task<long>> read)
    {
        long begun = Stopwatch.GetTimestamp(), bytes = await read();
        return (Stopwatch.GetElapsedTime(begun).TotalSeconds, bytes);
    }
}
