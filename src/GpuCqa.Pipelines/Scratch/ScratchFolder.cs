namespace GpuCqa.Pipelines.Scratch;

/// <summary>A folder of one job's own among those for scratch files, readable by its user alone; gone when the job is, however it ended.</summary>
/// <remarks>
/// Beside the folder lies a file of the same name with .lock, which the process holds: who can lock it knows that its process is gone, and removes both.
/// Every job begins with that, so that what a killed one left is gone with the next.
/// </remarks>
public sealed class ScratchFolder : IDisposable
{
    private const string Prefix = "gpucqa-scratch-", LockEnd = ".lock";
    private const int MostAttempts = 5;
    private const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly FileStream held;

    private ScratchFolder(string path, FileStream held)
    {
        Path = path;
        this.held = held;
    }

    /// <summary>The job's folder.</summary>
    public string Path { get; }

    /// <summary>Where folders are made when no other place is named: TMPDIR where it is set, else /var/tmp, which is on a disk where /tmp may be memory.</summary>
    public static string DefaultParent() =>
        Environment.GetEnvironmentVariable("TMPDIR") is { Length: > 0 } named ? named
        : OperatingSystem.IsLinux() && Directory.Exists("/var/tmp") ? "/var/tmp"
        : System.IO.Path.GetTempPath();

    /// <summary>Bytes that a user may still write below a folder.</summary>
    /// <param name="parent">The folder; need not exist yet.</param>
    public static long FreeBytes(string parent)
    {
        string path = System.IO.Path.GetFullPath(parent);
        while (!Directory.Exists(path) && System.IO.Path.GetDirectoryName(path) is { } above) path = above;
        return new DriveInfo(path).AvailableFreeSpace;
    }

    /// <summary>Removes what killed jobs left, and makes a folder.</summary>
    /// <param name="parent">Where; made if it does not exist.</param>
    /// <exception cref="Core.Errors.PreconditionException">It cannot be written to.</exception>
    public static ScratchFolder Create(string parent)
    {
        try
        {
            Directory.CreateDirectory(parent);
            RemoveLeft(parent);
            for (int attempt = 1; ; attempt++)
            {
                string path = System.IO.Path.Combine(System.IO.Path.GetFullPath(parent), Prefix + System.IO.Path.GetRandomFileName());
                // Another process may find the file before it is locked, and remove it.
                if (Locked(path + LockEnd, FileMode.CreateNew, attempt < MostAttempts) is not { } held) continue;
                if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
                else Directory.CreateDirectory(path, Own | UnixFileMode.UserExecute);
                return new ScratchFolder(path, held);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new Core.Errors.PreconditionException($"No scratch files can be made in {parent}: {error.Message} Name another folder by --scratch.", error);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Remove(Path, held);
        held.Dispose();
    }

    /// <summary>Removes what killed jobs left.</summary>
    /// <param name="parent">Where; need not exist.</param>
    public static void RemoveLeft(string parent)
    {
        if (!Directory.Exists(parent)) return;
        foreach (string file in Directory.EnumerateFiles(parent, Prefix + "*" + LockEnd))
        {
            try
            {
                using FileStream? left = Locked(file, FileMode.Open, true);
                if (left is not null) Remove(file[..^LockEnd.Length], left);
            }
            catch (UnauthorizedAccessException)
            {
                // Another user's.
            }
        }
    }

    // The lock goes last: a folder without one would be nobody's.
    private static void Remove(string folder, FileStream held)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        File.Delete(held.Name);
    }

    // Null: another process holds it, or it is gone.
    private static FileStream? Locked(string file, FileMode mode, bool mayFail)
    {
        try
        {
            var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None };
            if (mode == FileMode.CreateNew && !OperatingSystem.IsWindows()) options.UnixCreateMode = Own;
            return new FileStream(file, options);
        }
        catch (IOException) when (mayFail)
        {
            return null;
        }
    }
}
