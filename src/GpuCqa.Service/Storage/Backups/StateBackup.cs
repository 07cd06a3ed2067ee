using System.Text.Json.Nodes;
using GpuCqa.Core.Errors;
using GpuCqa.Service.Audit;
using GpuCqa.Service.Doors;
using Microsoft.Data.Sqlite;

namespace GpuCqa.Service.Storage.Backups;

/// <summary>
/// Copies the state of a service, which may run, into a folder that a service can start from: the tables as of one moment, every file that they refer to (each checked by its SHA-256 on the way),
/// the keys, and then the audit log, which is never behind the keys' record of it. What the service deletes while files are copied makes it begin again with newer tables.
/// </summary>
/// <param name="state">The state folder.</param>
/// <param name="database">Connection string of PostgreSQL; empty for SQLite in the folder.</param>
/// <param name="target">The backup: a new folder, or an earlier backup, which is brought up to date.</param>
public sealed class StateBackup(string state, string database, string target)
{
    /// <summary>The tables of PostgreSQL in a backup, in pg_dump's custom format.</summary>
    public const string DumpName = "tables.pgdump";

    private const int Attempts = 5;

    private readonly string state = Path.GetFullPath(state), target = Path.GetFullPath(target);

    /// <summary>Makes the backup, or brings it up to date.</summary>
    /// <exception cref="PreconditionException">A folder is not what it must be, a program is missing, or the service deleted files faster than they could be copied. An unfinished backup is known as one.</exception>
    /// <exception cref="RefusedException">A file of the state folder is damaged.</exception>
    /// <exception cref="IOException">A disk refused.</exception>
    public async Task<Copied> Run(CancellationToken cancellation)
    {
        Require();
        OwnerOnly.Make(target);
        using FileStream held = Hold();
        // From here on until it is whole it is none.
        await File.WriteAllTextAsync(Path.Combine(target, StateFolder.UnfinishedBackup), "", cancellation);
        File.Delete(Path.Combine(target, StateFolder.FinishedBackup));
        DirectoryFlush.Run(target);
        Copied copied = await Tables(cancellation);
        Identity();
        CopyDatabase(DoorTables.FileName).Dispose();
        AuditLog(cancellation);
        foreach (string folder in Directory.EnumerateDirectories(target, "*", SearchOption.AllDirectories)) DirectoryFlush.Run(folder);
        var about = new JsonObject { ["made"] = AuditEntry.Time(DateTimeOffset.UtcNow), ["of"] = state, ["tables"] = Shown, ["files"] = copied.Files, ["bytes"] = copied.Bytes };
        await File.WriteAllTextAsync(Path.Combine(target, StateFolder.FinishedBackup), about.ToJsonString() + "\n", cancellation);
        File.Delete(Path.Combine(target, StateFolder.UnfinishedBackup));
        DirectoryFlush.Run(target);
        return copied;
    }

    private string Shown => database.Length == 0 ? "SQLite" : PostgresSettings.Shown(database);

    private void Require()
    {
        string file = Path.Combine(state, StateFolder.DatabaseName);
        if (database.Length == 0 && !File.Exists(file))
        {
            throw File.Exists(file + StateFolder.MovedSuffix) ? new PreconditionException($"The tables of {state} are in PostgreSQL: set GpuCqa:Database.")
                : new NotFoundException($"{file} does not exist; --state names the folder of a service.");
        }

        if (database.Length > 0 && !File.Exists(Path.Combine(state, StateFolder.IdentityName))) throw new NotFoundException($"{state} is not the folder of a service whose tables are in PostgreSQL; --state names it.");
        if (IsWithin(target, state) || IsWithin(state, target)) throw new PreconditionException($"{target} and the state folder {state} lie within each other; a backup has a place of its own, on another disk.");
        bool isEarlier = File.Exists(Path.Combine(target, StateFolder.FinishedBackup)) || File.Exists(Path.Combine(target, StateFolder.UnfinishedBackup));
        if (Directory.Exists(target) && !isEarlier && Directory.EnumerateFileSystemEntries(target).Any()) throw new PreconditionException($"{target} holds files and is no backup; name a new folder, or the backup that is to be brought up to date.");
    }

    private static bool IsWithin(string inner, string outer) => (inner + Path.DirectorySeparatorChar).StartsWith(outer + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private FileStream Hold()
    {
        try
        {
            return new FileStream(Path.Combine(target, StateFolder.LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error)
        {
            throw new PreconditionException($"{target} is in use by a service or by another backup: {error.Message}", error);
        }
    }

    private async Task<Copied> Tables(CancellationToken cancellation)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return database.Length == 0 ? await OfSqlite(cancellation) : await OfPostgres(cancellation);
            }
            catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException && attempt < Attempts)
            {
                // Deleted since the tables were read: newer tables do not have it. What was copied stays.
            }
            catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
            {
                throw new PreconditionException($"A file that the tables refer to is not there: {gone.Message} {Attempts} readings of the tables did not change that. The backup is not finished.", gone);
            }
        }
    }

    private async Task<Copied> OfSqlite(CancellationToken cancellation)
    {
        File.Delete(Path.Combine(target, DumpName));
        using DatabaseSession session = CopyDatabase(StateFolder.DatabaseName);
        return await Files(BackupContent.Of(session), cancellation);
    }

    private async Task<Copied> OfPostgres(CancellationToken cancellation)
    {
        File.Delete(Path.Combine(target, StateFolder.DatabaseName));
        using var dump = new PostgresDump(database);
        BackupContent content = dump.Write(Path.Combine(target, DumpName), cancellation);
        return await Files(content, cancellation);
    }

    private async Task<Copied> Files(BackupContent content, CancellationToken cancellation)
    {
        var wanted = new HashSet<string>(StringComparer.Ordinal);
        (long files, long bytes, long added) = (0, 0, 0);
        IEnumerable<BackupContent.Whole> whole = content.Files;
        foreach (BackupContent.Part part in content.Uploads)
        {
            string source = Path.Combine(state, part.Path), copy = Path.Combine(target, part.Path);
            if (!File.Exists(source) && File.Exists(Path.Combine(state, part.End.Path)))
            {
                whole = whole.Append(part.End);
                continue;
            }

            await Begin(source, copy, part.Bytes, cancellation);
            wanted.Add(part.Path);
            (files, bytes, added) = (files + 1, bytes + part.Bytes, added + part.Bytes);
        }

        foreach (BackupContent.Whole file in whole)
        {
            cancellation.ThrowIfCancellationRequested();
            if (!wanted.Add(file.Path)) continue;
            string copy = Path.Combine(target, file.Path);
            // It was checked when it came there, and never changes.
            if (!File.Exists(copy)) added += await Copy(file, copy, cancellation);
            (files, bytes) = (files + 1, bytes + new FileInfo(copy).Length);
        }

        Prune(wanted);
        return new Copied(files, bytes, added);
    }

    private async Task<long> Copy(BackupContent.Whole file, string copy, CancellationToken cancellation)
    {
        OwnerOnly.Make(Path.GetDirectoryName(copy)!);
        string part = copy + ".part";
        (string sha256, long size) = await BlobStore.Copy(Path.Combine(state, file.Path), part, _ => { }, cancellation);
        if (sha256 != file.Sha256 || (file.Size is { } expected && size != expected))
        {
            File.Delete(part);
            throw new RefusedException(ErrorReason.DataLoss, $"{Path.Combine(state, file.Path)} is damaged: it has {size} bytes of SHA-256 {sha256}, and {file.Sha256} was stored. The backup is not finished.");
        }

        File.Move(part, copy, overwrite: true);
        return size;
    }

    // Bytes behind those that are counted may change.
    private static async Task Begin(string source, string copy, long bytes, CancellationToken cancellation)
    {
        OwnerOnly.Make(Path.GetDirectoryName(copy)!);
        byte[] buffer = new byte[1 << 20];
        await using var input = new FileStream(source, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, FileOptions.Asynchronous);
        await using var output = new FileStream(copy, FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.Asynchronous);
        for (long left = bytes; left > 0;)
        {
            int read = await input.ReadAsync(buffer.AsMemory(0, (int)Math.Min(left, buffer.Length)), cancellation);
            if (read == 0) throw new RefusedException(ErrorReason.DataLoss, $"{source} has {bytes - left} bytes and {bytes} are counted as stored. The backup is not finished.");
            await output.WriteAsync(buffer.AsMemory(0, read), cancellation);
            left -= read;
        }

        output.Flush(flushToDisk: true);
    }

    // What an earlier run took and the tables no longer have.
    private void Prune(HashSet<string> wanted)
    {
        foreach (string folder in new[] { "blobs", "uploads", "results", "references" })
        {
            string root = Path.Combine(target, folder);
            OwnerOnly.Make(root);
            foreach (string file in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).ToArray())
            {
                if (!wanted.Contains(Path.GetRelativePath(target, file))) File.Delete(file);
            }

            foreach (string empty in Directory.EnumerateDirectories(root, "*", SearchOption.AllDirectories).OrderByDescending(d => d.Length).ToArray())
            {
                if (!Directory.EnumerateFileSystemEntries(empty).Any()) Directory.Delete(empty);
            }
        }
    }

    private void Identity()
    {
        string file = Path.Combine(state, StateFolder.IdentityName);
        if (File.Exists(file)) File.Copy(file, Path.Combine(target, StateFolder.IdentityName), overwrite: true);
    }

    // SQLite's own online backup: the tables as of one moment, whoever writes.
    private DatabaseSession CopyDatabase(string name)
    {
        string copy = Path.Combine(target, name);
        foreach (string old in new[] { copy, copy + "-wal", copy + "-shm" }) File.Delete(old);
        using (var source = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(state, name), Mode = SqliteOpenMode.ReadWrite, Pooling = false, DefaultTimeout = 30 }.ToString()))
        using (var to = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = copy, Pooling = false }.ToString()))
        {
            source.Open();
            to.Open();
            source.BackupDatabase(to);
            using SqliteCommand alone = to.CreateCommand();
            // One file, without a log beside it.
            alone.CommandText = "PRAGMA journal_mode = DELETE";
            alone.ExecuteNonQuery();
        }

        using (FileStream file = new(copy, FileMode.Open, FileAccess.ReadWrite)) file.Flush(flushToDisk: true);
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = copy, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        connection.Open();
        var session = new DatabaseSession(connection);
        string said = session.Query("PRAGMA quick_check(1)", r => r.GetString(0)).Single();
        if (said == "ok") return session;
        session.Dispose();
        throw new RefusedException(ErrorReason.DataLoss, $"{Path.Combine(state, name)} is damaged: {said}. The backup is not finished.");
    }

    // Whole lines only: what is being written is an entry of later.
    private void AuditLog(CancellationToken cancellation)
    {
        string folder = AuditFiles.Folder(target);
        OwnerOnly.Make(folder);
        foreach ((int number, string path) in AuditFiles.List(AuditFiles.Folder(state)))
        {
            cancellation.ThrowIfCancellationRequested();
            using var input = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            byte[] bytes = new byte[input.Length];
            input.ReadExactly(bytes);
            using var output = new FileStream(Path.Combine(folder, AuditFiles.Name(number)), FileMode.Create, FileAccess.Write);
            output.Write(bytes.AsSpan(0, 1 + bytes.AsSpan().LastIndexOf((byte)'\n')));
            output.Flush(flushToDisk: true);
        }
    }

    /// <summary>What is in a backup.</summary>
    /// <param name="Files">Files of datasets, uploads, results and references.</param>
    /// <param name="Bytes">Their bytes.</param>
    /// <param name="Added">Bytes that were copied now; the others were there.</param>
    public sealed record Copied(long Files, long Bytes, long Added);
}
