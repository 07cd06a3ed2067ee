using GpuCqa.Core.Errors;

namespace GpuCqa.Service.Storage;

/// <summary>The folder that holds all that must outlive the program; one service at a time may hold it.</summary>
public sealed class StateFolder : IDisposable
{
    /// <summary>Name of the SQLite file.</summary>
    public const string DatabaseName = "state.db";

    /// <summary>What the SQLite file's name ends with once its tables are in PostgreSQL.</summary>
    public const string MovedSuffix = ".moved";

    private readonly FileStream held;

    /// <summary>Takes the folder, and makes it if it is not there.</summary>
    /// <exception cref="PreconditionException">Another service holds it, or it cannot be written.</exception>
    public StateFolder(string path)
    {
        Root = System.IO.Path.GetFullPath(path);
        try
        {
            foreach (string folder in new[] { Blobs, Uploads, Views, Results }) Directory.CreateDirectory(folder);
            held = new FileStream(System.IO.Path.Combine(Root, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new PreconditionException($"The state folder {Root} cannot be taken; another service may hold it: {error.Message}", error);
        }
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

    /// <summary>Whether files lie in it that only tables give a meaning.</summary>
    public bool HoldsFiles => new[] { Blobs, Uploads, Views, Results }.Any(f => Directory.EnumerateFileSystemEntries(f).Any());

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
        string file = System.IO.Path.Combine(Root, "identity");
        if (!File.Exists(file)) File.WriteAllText(file, Guid.NewGuid().ToString("N"));
        return File.ReadAllText(file).Trim();
    }

    /// <inheritdoc/>
    public void Dispose() => held.Dispose();
}
