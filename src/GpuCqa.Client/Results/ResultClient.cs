using System.Runtime.CompilerServices;
using GpuCqa.Api.V1;
using GpuCqa.Client.Calls;
using GpuCqa.Core.Errors;
using Grpc.Core;

namespace GpuCqa.Client.Results;

/// <summary>What an analysis made: tables and matrices by rows, and files.</summary>
public sealed class ResultClient
{
    private readonly Caller caller;
    private readonly string analysis;
    private readonly ResultService.ResultServiceClient stub;

    internal ResultClient(Caller caller, string analysis)
    {
        (this.caller, this.analysis) = (caller, analysis);
        stub = new ResultService.ResultServiceClient(caller.Invoker);
    }

    /// <summary>The tables and matrices, by name.</summary>
    public Task<IReadOnlyList<Result>> ListTablesAsync(CancellationToken cancellation = default) => Pages.AllAsync(async token =>
    {
        ListResultsResponse page = await caller.OnceAsync(o => stub.ListResultsAsync(new ListResultsRequest { Parent = analysis, PageToken = token, PageSize = 1000 }, o), cancellation).ConfigureAwait(false);
        return (page.Results, page.NextPageToken);
    });

    /// <summary>The files, by path.</summary>
    public Task<IReadOnlyList<FileContent>> ListFilesAsync(CancellationToken cancellation = default) => Pages.AllAsync(async token =>
    {
        ListResultFilesResponse page = await caller.OnceAsync(o => stub.ListResultFilesAsync(new ListResultFilesRequest { Parent = analysis, PageToken = token, PageSize = 1000 }, o), cancellation).ConfigureAwait(false);
        return (page.Files, page.NextPageToken);
    });

    /// <summary>A table or matrix, all rows of it.</summary>
    /// <param name="table">Its name, the last segment of the result's name.</param>
    /// <param name="columns">Columns wanted, in the order wanted, or null for all; only they travel.</param>
    /// <param name="cancellation">Stops between blocks.</param>
    /// <exception cref="NotFoundException">There is no such table.</exception>
    /// <exception cref="InvalidParameterException">It has no such column, or one is named twice.</exception>
    /// <exception cref="PreconditionException">It does not fit into arrays; see <see cref="ReadBlocksAsync"/>.</exception>
    public async Task<ResultTable> ReadTableAsync(string table, IReadOnlyList<string>? columns = null, CancellationToken cancellation = default)
    {
        TableSchema? schema = null;
        ResultColumn[] whole = [];
        await foreach (ResultBlock block in BlocksAsync(table, 0, 0, columns ?? [], s =>
        {
            schema = s;
            whole = [.. s.Columns.Select(c => new ResultColumn(c.Name, c.ElementType, c.Width, BlockDecoder.Allocate(c, s.RowCount)))];
        }, cancellation).ConfigureAwait(false))
        {
            for (int c = 0; c < whole.Length; c++) block.Columns[c].Values.CopyTo(whole[c].Values, block.RowOffset * whole[c].Width);
        }

        return new ResultTable(table, (int)schema!.RowCount, whole);
    }

    /// <summary>Rows of a table or matrix, block by block. A line that breaks is made again, and the rows go on without gap or repetition.</summary>
    /// <param name="table">Its name, the last segment of the result's name.</param>
    /// <param name="rowOffset">First row.</param>
    /// <param name="rowCount">Rows, or 0 for all that remain.</param>
    /// <param name="columns">Columns wanted, in the order wanted, or null for all; only they travel.</param>
    /// <param name="cancellation">Stops between blocks.</param>
    /// <exception cref="InvalidParameterException">The table has no such column, or one is named twice.</exception>
    public IAsyncEnumerable<ResultBlock> ReadBlocksAsync(string table, long rowOffset = 0, long rowCount = 0, IReadOnlyList<string>? columns = null, CancellationToken cancellation = default) =>
        BlocksAsync(table, rowOffset, rowCount, columns ?? [], _ => { }, cancellation);

    /// <summary>Writes the result folder: under a temporary name beside it, renamed when every file is whole and checked.</summary>
    /// <param name="folder">Folder to make.</param>
    /// <param name="replace">Replace a result folder that exists.</param>
    /// <param name="progress">Told of every chunk.</param>
    /// <param name="cancellation">Stops; nothing is left.</param>
    /// <exception cref="PreconditionException">The folder exists.</exception>
    /// <exception cref="RefusedException">A file did not arrive as it was made.</exception>
    public Task DownloadAsync(string folder, bool replace = false, IProgress<DownloadProgress>? progress = null, CancellationToken cancellation = default) =>
        TargetFolder.WriteAsync(folder, replace, temporary => DownloadFilesAsync(temporary, progress, cancellation));

    /// <summary>Writes the files of the result into a folder that exists; each is checked, and flushed to the disk.</summary>
    /// <param name="folder">Folder to write into.</param>
    /// <param name="progress">Told of every chunk.</param>
    /// <param name="cancellation">Stops between chunks.</param>
    /// <exception cref="RefusedException">A file did not arrive as it was made.</exception>
    public async Task DownloadFilesAsync(string folder, IProgress<DownloadProgress>? progress = null, CancellationToken cancellation = default)
    {
        IReadOnlyList<FileContent> files = await ListFilesAsync(cancellation).ConfigureAwait(false);
        long total = files.Sum(f => f.SizeBytes), before = 0;
        foreach (FileContent file in files)
        {
            long start = before;
            await new FileDownload(caller, file, (offset, stop) => Chunks(file.Path, offset, stop)).WriteAsync(folder, n => progress?.Report(new DownloadProgress(file.Path, start + n, total)), cancellation).ConfigureAwait(false);
            before += file.SizeBytes;
        }
    }

    private async IAsyncEnumerable<(long Offset, ChecksummedData? Data)> Chunks(string path, long offset, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using AsyncServerStreamingCall<ReadResultFileResponse> call = stub.ReadResultFile(new ReadResultFileRequest { Parent = analysis, Path = path, ReadOffset = offset }, cancellationToken: cancellation);
        while (await call.ResponseStream.MoveNext(cancellation).ConfigureAwait(false)) yield return (call.ResponseStream.Current.ReadOffset, call.ResponseStream.Current.Data);
    }

    private async IAsyncEnumerable<ResultBlock> BlocksAsync(string table, long rowOffset, long rowCount, IReadOnlyList<string> columns, Action<TableSchema> begun, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var backoff = new Backoff(caller.Options.Retry);
        TableSchema? schema = null;
        long next = rowOffset, end = rowOffset;
        do
        {
            var request = new ReadResultRequest { Name = $"{analysis}/results/{table}", RowOffset = next, RowCount = rowCount == 0 ? 0 : rowOffset + rowCount - next, Columns = { columns } };
            using AsyncServerStreamingCall<ReadResultResponse> call = stub.ReadResult(request, cancellationToken: cancellation);
            while (await NextAsync(call.ResponseStream, backoff, next < end, cancellation).ConfigureAwait(false) is { } message)
            {
                if (message.Schema is { } told)
                {
                    if (schema is not null && !schema.Equals(told)) throw new RefusedException(ErrorReason.Aborted, $"'{table}' is another table than when its first rows were read; read it again.");
                    if (columns.Count > 0 && !told.Columns.Select(c => c.Name).SequenceEqual(columns, StringComparer.Ordinal))
                        throw new PreconditionException($"The service sends other columns of '{table}' than were asked for; it is older than this client. Ask for none, which means all.");
                    if (schema is null) begun(told);
                    schema = told;
                    end = rowCount == 0 ? told.RowCount : Math.Min(told.RowCount, rowOffset + rowCount);
                    continue;
                }

                (IReadOnlyList<ResultColumn>? values, Failure? failure) = Decode(table, schema, message.Block, next, end);
                if (failure is not null)
                {
                    await backoff.WaitAsync(failure, cancellation).ConfigureAwait(false);
                    break;
                }

                next += message.Block.RowCount;
                backoff.Reset();
                yield return new ResultBlock(schema!, message.Block.RowOffset, (int)message.Block.RowCount, values!);
            }
        }
        while (schema is null || next < end);
    }

    private static (IReadOnlyList<ResultColumn>? Columns, Failure? Failure) Decode(string table, TableSchema? schema, TableBlock? block, long due, long end)
    {
        try
        {
            if (schema is null || block is null || block.RowOffset != due || block.RowCount > end - due) throw new RefusedException(ErrorReason.DataLoss, $"'{table}': a block that does not follow came where row {due} was due.");
            return (BlockDecoder.Read(schema, block), null);
        }
        catch (RefusedException damage)
        {
            return (null, Failure.Of(damage));
        }
    }

    // Null at the end of the call; a call that ends too early is followed by another.
    private static async Task<ReadResultResponse?> NextAsync(IAsyncStreamReader<ReadResultResponse> stream, Backoff backoff, bool more, CancellationToken cancellation)
    {
        Failure failure;
        try
        {
            if (await stream.MoveNext(cancellation).ConfigureAwait(false)) return stream.Current;
            if (!more) return null;
            failure = Failure.Of(new RefusedException(ErrorReason.DataLoss, "The service ended the table before its last row."));
        }
        catch (RpcException error)
        {
            cancellation.ThrowIfCancellationRequested();
            failure = Failure.Of(error);
        }

        await backoff.WaitAsync(failure, cancellation).ConfigureAwait(false);
        return null;
    }
}
