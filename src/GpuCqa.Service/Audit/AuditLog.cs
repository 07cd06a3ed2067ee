using System.Globalization;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using GpuCqa.Core.Errors;
using GpuCqa.Service.Storage;

namespace GpuCqa.Service.Audit;

/// <summary>The audit log: entries are appended, chained by hash, and on the disk before who appends them goes on. Entries of many calls share one flush.</summary>
public sealed partial class AuditLog : IDisposable
{
    /// <summary>Op of the first entry of a file; it names the hash that it follows.</summary>
    public const string OpenOp = "audit.open";

    /// <summary>Op of the entry that says what bytes before it are no entry.</summary>
    public const string RepairOp = "audit.repair";

    private const int Batch = 1024;
    private static readonly TimeSpan HeadEvery = TimeSpan.FromSeconds(10);

    private readonly Channel<(AuditEntry Entry, TaskCompletionSource Done)> queue = Channel.CreateUnbounded<(AuditEntry, TaskCompletionSource)>(new UnboundedChannelOptions { SingleReader = true });
    private readonly string folder;
    private readonly AuditHead head;
    private readonly AuditOptions options;
    private readonly TimeProvider clock;
    private readonly ILogger log;
    private readonly Task writer;
    private FileStream? file;
    private AuditTail tail = AuditTail.Start;
    private long headAt;

    /// <summary>Opens the log of a state folder; what a crash left of an entry is recorded in it.</summary>
    /// <exception cref="PreconditionException">It cannot be written.</exception>
    public AuditLog(StateFolder state, AuditHead head, AuditOptions options, TimeProvider clock, ILogger<AuditLog> log)
    {
        folder = AuditFiles.Folder(state.Root);
        this.head = head;
        this.options = options;
        this.clock = clock;
        this.log = log;
        try
        {
            OwnerOnly.Make(folder);
            Open();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new PreconditionException($"The audit log in {folder} cannot be written: {error.Message}", error);
        }

        writer = Task.Run(Write);
    }

    /// <summary>Times that entries were brought to the disk.</summary>
    internal long Flushes { get; private set; }

    /// <summary>Appends an entry; done when it is on the disk.</summary>
    /// <exception cref="RefusedException">It could not be written.</exception>
    public Task Append(AuditEntry entry)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return queue.Writer.TryWrite((entry, done)) ? done.Task : Task.FromException(Unwritten());
    }

    /// <summary>Writes what was appended, and closes the file.</summary>
    public void Dispose()
    {
        queue.Writer.TryComplete();
        writer.Wait();
        file?.Dispose();
    }

    private static RefusedException Unwritten() => new(ErrorReason.Unavailable, "The audit log cannot be written; nothing is changed until it can.", TimeSpan.FromSeconds(5));

    private async Task Write()
    {
        var batch = new List<(AuditEntry Entry, TaskCompletionSource Done)>();
        while (await queue.Reader.WaitToReadAsync())
        {
            while (batch.Count < Batch && queue.Reader.TryRead(out (AuditEntry, TaskCompletionSource) next)) batch.Add(next);
            try
            {
                if (file is null) Open();
                if (file!.Length >= options.FileBytes) Begin(tail.Number + 1);
                Put(batch.Select(b => b.Entry));
                foreach ((_, TaskCompletionSource done) in batch) done.SetResult();
            }
            catch (Exception error)
            {
                // Whatever it was, who waits is told. Nobody knows how much of it is in the file: it is opened again as after a crash.
                file?.Dispose();
                file = null;
                Failed(log, error);
                foreach ((_, TaskCompletionSource done) in batch) done.TrySetException(Unwritten());
            }

            batch.Clear();
            if (clock.GetElapsedTime(headAt) > HeadEvery) Keep();
        }

        Keep();
    }

    private void Open()
    {
        tail = AuditTail.Read(folder);
        if (tail.Number == 0)
        {
            if (head.Get() is not null) throw new PreconditionException($"{folder} holds no audit log, and there was one. Bring its files back; the service does not begin another one in its place.");
            Begin(1);
        }
        else
        {
            file = new FileStream(Path.Combine(folder, AuditFiles.Name(tail.Number)), FileMode.Append, FileAccess.Write, FileShare.Read, 1);
            // The tables are written after the log: they never know more than it, unless something was taken from it.
            bool lost = head.Get() is { } kept && (kept.Sequence > tail.Sequence || (kept.Sequence == tail.Sequence && kept.Hash != tail.Hash));
            if (tail.Rest.Length > 0 || lost)
            {
                Repaired(log, file.Name, tail.Rest.Length, tail.IsTorn, lost);
                AuditEntry repair = new(RepairOp, null, ("kind", tail.IsTorn && !lost ? "torn" : "damaged"), ("bytes", tail.Rest.Length.ToString(CultureInfo.InvariantCulture)),
                    ("sha256", Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(tail.Rest.Span))));
                Put([repair], onNewLine: !tail.EndsLine);
            }
        }

        Keep();
    }

    private void Begin(int number)
    {
        file?.Dispose();
        file = new FileStream(Path.Combine(folder, AuditFiles.Name(number)), FileMode.CreateNew, FileAccess.Write, FileShare.Read, 1);
        DirectoryFlush.Run(folder);
        tail = tail with { Number = number };
        Put([new AuditEntry(OpenOp, null, ("file", Path.GetFileName(file.Name)), ("previous", tail.Hash))]);
        Keep();
    }

    private void Put(IEnumerable<AuditEntry> entries, bool onNewLine = false)
    {
        (string hash, long sequence, string last) = (tail.Hash, tail.Sequence, tail.Time);
        var bytes = new MemoryStream();
        if (onNewLine) bytes.WriteByte((byte)'\n');
        foreach (AuditEntry entry in entries)
        {
            JsonObject json = entry.Json(++sequence, clock.GetUtcNow());
            string time = (string)json["ts"]!;
            if (string.CompareOrdinal(time, last) < 0)
            {
                // The log's time never goes back; that the clock did stands beside it.
                json["clock_back"] = time;
                json["ts"] = time = last;
            }

            byte[] canonical = CanonicalJson.Bytes(json);
            hash = AuditLine.Next(hash, canonical);
            bytes.Write(AuditLine.Bytes(canonical, hash));
            bytes.WriteByte((byte)'\n');
            last = time;
        }

        file!.Write(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
        file.Flush(flushToDisk: true);
        Flushes++;
        tail = tail with { Hash = hash, Sequence = sequence, Time = last, Rest = default, EndsLine = true, IsTorn = false };
    }

    // The tables know how long the log was: entries that are cut off at its end are missed.
    private void Keep()
    {
        headAt = clock.GetTimestamp();
        try
        {
            head.Set(tail.Sequence, tail.Hash);
        }
        catch (System.Data.Common.DbException error)
        {
            Failed(log, error);
        }
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "The audit log cannot be written")]
    private static partial void Failed(ILogger log, Exception error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{File} ended with {Bytes} bytes that are no entry (torn: {Torn}; entries lost: {Lost}); the log says so and goes on")]
    private static partial void Repaired(ILogger log, string file, int bytes, bool torn, bool lost);
}
