using System.Collections.Concurrent;
using GpuCqa.Core.Errors;
using GpuCqa.Service.Errors;
using GpuCqa.Service.Hosting;

namespace GpuCqa.Service.Storage;

/// <summary>
/// Room on the disk of the state folder. <see cref="Operations.OperationsOptions.MinFreeBytes"/> of it are kept for the tables and the audit log: below it nothing begins that would store more.
/// Announced uploads and begun imports count with the bytes that they still lack, so that two of them are not given the same room.
/// </summary>
/// <param name="options">Configuration.</param>
/// <param name="free">Free bytes of the disk, asked at every decision.</param>
public sealed class DiskRoom(ServiceOptions options, Func<long> free)
{
    /// <summary>Bytes that may be stored between two looks at the disk.</summary>
    public const long LookBytes = 64 << 20;

    private const string Subject = "disk of the state folder";
    private static readonly TimeSpan Later = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<Promise, byte> promises = new();

    /// <summary>Free bytes.</summary>
    public long Free => free();

    /// <summary>Whether less is free than must be.</summary>
    public bool IsLow => Free < options.Operations.MinFreeBytes;

    /// <summary>Refuses what would store something while too little is free.</summary>
    /// <param name="what">What is not begun, for the message: "no upload begins".</param>
    /// <exception cref="RefusedException">Too little is free.</exception>
    public void Require(string what)
    {
        long now = Free, least = options.Operations.MinFreeBytes;
        if (now < least) throw ServiceLimit.Disk.Refusal(Subject, $"The disk of the service has {now} bytes free; below {least} (GpuCqa:Operations:MinFreeBytes) {what}. Try again when something was deleted.", Later);
    }

    /// <summary>Refuses bytes that do not fit; asked in the transaction that announces them, so that no two are told the same.</summary>
    /// <param name="session">That transaction.</param>
    /// <param name="what">What is not begun, for the message.</param>
    /// <param name="bytes">Bytes that it will store.</param>
    /// <param name="promise">Holds the room from then on, where the tables do not know of it.</param>
    /// <exception cref="RefusedException">They do not fit.</exception>
    public void Require(DatabaseSession session, string what, long bytes, Promise? promise = null)
    {
        Require(what);
        promise?.Set(0);
        long announced = session.Query("SELECT CAST(COALESCE(SUM(size - persisted), 0) AS BIGINT) FROM upload_files", r => r.GetInt64(0)).Single() + promises.Keys.Sum(p => p.Left);
        long now = Free, least = options.Operations.MinFreeBytes;
        if (bytes > now - least - announced)
            throw ServiceLimit.Disk.Refusal(Subject, $"The disk of the service has {now} bytes free, of which {least} are kept free and {announced} belong to uploads and imports that have begun; {bytes} more do not fit. Delete a dataset or a reference, or cancel an upload first.");
        promise?.Set(bytes);
    }

    /// <summary>Room that will be held; none yet. Dispose of it when the bytes are stored or given up.</summary>
    public Promise Begin()
    {
        var promise = new Promise(p => promises.TryRemove(p, out _));
        promises[promise] = 0;
        return promise;
    }

    /// <summary>Bytes that will be stored and are not yet.</summary>
    public sealed class Promise : IDisposable
    {
        private readonly Action<Promise> end;
        private long left;

        internal Promise(Action<Promise> end) => this.end = end;

        /// <summary>Bytes that are still to come.</summary>
        public long Left => Math.Max(0, Interlocked.Read(ref left));

        /// <summary>Some of them are on the disk.</summary>
        public void Store(long bytes) => Interlocked.Add(ref left, -bytes);

        /// <inheritdoc/>
        public void Dispose() => end(this);

        internal void Set(long bytes) => Interlocked.Exchange(ref left, bytes);
    }
}
