using System.Runtime.InteropServices;

namespace GpuCqa.Service.Storage;

/// <summary>Keeps what is stored from other users of the machine: folders 0700, files 0600. Does nothing on Windows, where the folder's access list is inherited.</summary>
public static class OwnerOnly
{
    private const UnixFileMode FolderMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Others = (UnixFileMode)0x3F;

    private static readonly Lazy<bool> Masked = new(() =>
    {
        // 0077. SQLite, and the engine that writes results, make their files by this mask and ask nobody.
        if (!OperatingSystem.IsWindows()) _ = Mask(63);
        return true;
    });

    /// <summary>From here on every file and folder that this program makes is its user's alone, whatever the mask was that it was started with.</summary>
    public static void Begin() => _ = Masked.Value;

    /// <summary>Makes a folder, and what of its path is not there, for the user alone; one that is there stays as it is.</summary>
    public static void Make(string folder)
    {
        Begin();
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, FolderMode);
    }

    /// <summary>Takes a folder and all below it from other users. Links below it are not followed.</summary>
    /// <param name="place">A folder or file, or a link to one; one that is not there is none.</param>
    /// <returns>How many were open to others, and the first that could not be changed, or null.</returns>
    public static (int Tightened, string? Refused) Tighten(string place)
    {
        if (OperatingSystem.IsWindows()) return (0, null);
        (int tightened, string? refused) = (0, null);
        if (new FileInfo(place).LinkTarget is not null) place = new FileInfo(place).ResolveLinkTarget(returnFinalTarget: true)!.FullName;
        One(place);
        if (!Directory.Exists(place)) return (tightened, refused);
        var all = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true, MatchType = MatchType.Simple };
        foreach (string below in Directory.EnumerateFileSystemEntries(place, "*", all)) One(below);
        return (tightened, refused);

        void One(string path)
        {
            try
            {
                if (OperatingSystem.IsWindows() || new FileInfo(path).LinkTarget is not null || !Path.Exists(path)) return;
                UnixFileMode mode = File.GetUnixFileMode(path);
                if ((mode & Others) == 0) return;
                File.SetUnixFileMode(path, Directory.Exists(path) ? FolderMode : FileMode);
                if ((File.GetUnixFileMode(path) & Others) != 0) refused ??= path;
                else tightened++;
            }
            catch (FileNotFoundException)
            {
                // Gone meanwhile: a write-ahead log that was closed.
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                refused ??= path;
            }
        }
    }

    [DllImport("libc", EntryPoint = "umask")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint Mask(uint mask);
}
