using GpuCqa.Core.Errors;

namespace GpuCqa.Service.Storage;

/// <summary>The folder that holds all that must outlive the program; one service at a time may hold it.</summary>
public sealed partial class StateFolder : IDisposable
{
    /// <summary>Name of the SQLite file.</summary>
    public const string DatabaseName = "state.db";

    /// <summary>What the SQLite file's name ends with once its tables are in PostgreSQL.</summary>
    public const string MovedSuffix = ".moved";

    /// <summary>Name of the file that is held by whoever uses the folder.</summary>
    public const string LockName = "lock";

    /// <summary>Name of the file that holds the folder's name for itself.</summary>
    public const string IdentityName = "identity";

    /// <summary>Is in a backup that is whole, and says of what and when.</summary>
    public const string FinishedBackup = "backup.json";

    /// <summary>Is in a backup that is not whole.</summary>
    public const string UnfinishedBackup = "backup.part";

    private const string Restored = "restored.json";

    private readonly FileStream held;

    /// <summary>Takes the folder, and makes it if it is not there.</summary>
    /// <exception cref="PreconditionException">Another service holds it, or it cannot be written.</exception>
    /// <param name="path">The folder.</param>
    /// <param name="log">Told when the folder was open to other users of the machine.</param>
    public StateFolder(string path, ILogger<StateFolder>? log = null)
    {
        Root = System.IO.Path.GetFullPath(path);
        if (File.Exists(System.IO.Path.Combine(Root, UnfinishedBackup))) throw new PreconditionException($"{Root} is a backup that was not finished; 'gpucqa serve backup' with the same --to goes on with it.");
        try
        {
            foreach (string folder in new[] { Blobs, Uploads, Views, Results, References, Steps }) OwnerOnly.Make(folder);
            held = new FileStream(System.IO.Path.Combine(Root, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new PreconditionException($"The state folder {Root} cannot be taken; another service may hold it: {error.Message}", error);
        }

        Tighten(log);
        string backup = System.IO.Path.Combine(Root, FinishedBackup);
        if (!File.Exists(backup)) return;
        // It is a service's from now on, and no backup any more.
        File.Move(backup, System.IO.Path.Combine(Root, Restored), overwrite: true);
        string about = File.ReadAllText(System.IO.Path.Combine(Root, Restored)).Trim();
        if (log is not null) Begun(log, Root, about);
    }

    /// <summary>The folder.</summary>
    public string Root { get; }

    /// <summary>SQLite file.</summary>
    public string Database => System.IO.Path.Combine(Root, DatabaseName);

    /// <summary>SQLite file whose tables are in PostgreSQL now.</summary>
    public string MovedDatabase => Database + MovedSuffix;

    /// <summary>Is there while a move to PostgreSQL is committed; names where to.</summary>
    public string Moving => Database + ".moving";

    /// <summary>Whole files by content.</summary>
    public string Blobs => System.IO.Path.Combine(Root, "blobs");

    /// <summary>Files on their way in.</summary>
    public string Uploads => System.IO.Path.Combine(Root, "uploads");

    /// <summary>Datasets as the readers want them: links to blobs under the files' own names.</summary>
    public string Views => System.IO.Path.Combine(Root, "views");

    /// <summary>What finished analyses made, a folder each.</summary>
    public string Results => System.IO.Path.Combine(Root, "results");

    /// <summary>Where the results of one analysis lie.</summary>
    public string Result(string uid) => System.IO.Path.Combine(Results, uid);

    /// <summary>Finished steps of analyses that have not ended, a folder each.</summary>
    public string Steps => System.IO.Path.Combine(Root, "steps");

    /// <summary>References, a folder each under its hash.</summary>
    public string References => System.IO.Path.Combine(Root, "references");

    /// <summary>Where the reference of a hash lies.</summary>
    public string Reference(string sha256) => System.IO.Path.Combine(References, sha256);

    /// <summary>Whether files lie in it that only tables give a meaning.</summary>
    public bool HoldsFiles => new[] { Blobs, Uploads, Views, Results, References }.Any(f => Directory.EnumerateFileSystemEntries(f).Any());

    /// <summary>Refuses a folder whose tables are about to be elsewhere.</summary>
    /// <exception cref="PreconditionException">A move was interrupted.</exception>
    public void RequireNoMove()
    {
        if (File.Exists(Moving) && File.Exists(Database)) throw new PreconditionException($"A move of the tables of {Root} to {File.ReadAllText(Moving)} was interrupted. Run 'gpucqa serve migrate' with the same --to again: it ends the move, or begins it anew.");
        // It was over but for this.
        File.Delete(Moving);
    }

    /// <summary>The folder's own name for itself, by which tables elsewhere know it again.</summary>
    public string Identity()
    {
        string file = System.IO.Path.Combine(Root, IdentityName);
        if (!File.Exists(file)) File.WriteAllText(file, Guid.NewGuid().ToString("N"));
        return File.ReadAllText(file).Trim();
    }

    /// <inheritdoc/>
    public void Dispose() => held.Dispose();

    // What an older version, a restored copy or the mask of a shell left open.
    private void Tighten(ILogger? log)
    {
        string[] entries = Directory.GetFileSystemEntries(Root), own = [.. entries.Where(IsOwn)];
        (int tightened, string? refused) = (0, null);
        // A folder that holds other things too is not the service's to shut.
        foreach (string place in own.Length == entries.Length ? [Root, .. own] : own)
        {
            (int some, string? stuck) = OwnerOnly.Tighten(place);
            (tightened, refused) = (tightened + some, refused ?? stuck);
        }

        if (own.Length < entries.Length && log is not null && !OperatingSystem.IsWindows() && (File.GetUnixFileMode(Root) & (UnixFileMode)0x3F) != 0)
            Shared(log, Root, System.IO.Path.GetFileName(entries.First(e => !IsOwn(e))));
        if (tightened > 0 && log is not null) Tightened(log, Root, tightened);
        if (refused is not null && log is not null) Open(log, refused);
    }

    private static bool IsOwn(string place)
    {
        string name = System.IO.Path.GetFileName(place);
        return name is "blobs" or "uploads" or "views" or "results" or "references" or "steps" or "audit" or LockName or IdentityName or FinishedBackup or Restored or Backups.StateBackup.DumpName or "lost+found"
            || name.StartsWith(DatabaseName, StringComparison.Ordinal) || name.StartsWith(Doors.DoorTables.FileName, StringComparison.Ordinal);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Folder}: {Count} files and folders were open to other users of this machine; they are this user's alone now")]
    private static partial void Tightened(ILogger log, string folder, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Folder} holds what is not the service's ({Other}) and is open to other users of this machine; what the service stores in it is not. Give the service a folder of its own")]
    private static partial void Shared(ILogger log, string folder, string other);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Folder} is a backup: {Backup}. The service goes on from there")]
    private static partial void Begun(ILogger log, string folder, string backup);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Path} is open to other users of this machine, and this user or its file system does not allow to change that")]
    private static partial void Open(ILogger log, string path);
}
