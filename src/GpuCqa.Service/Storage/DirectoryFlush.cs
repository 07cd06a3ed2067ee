using System.Runtime.InteropServices;
using System.Text;

namespace GpuCqa.Service.Storage;

/// <summary>Brings the names in a folder to the disk, so that a power cut does not lose a file whose bytes are there.</summary>
public static class DirectoryFlush
{
    /// <summary>Flushes a folder; does nothing on Windows, whose file systems keep names in their log.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    public static void Run(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        int handle = Open([.. Encoding.UTF8.GetBytes(folder), 0], 0);
        if (handle < 0) throw new IOException($"{folder} cannot be opened (errno {Marshal.GetLastPInvokeError()}).");
        try
        {
            if (Flush(handle) != 0) throw new IOException($"{folder} cannot be flushed (errno {Marshal.GetLastPInvokeError()}).");
        }
        finally
        {
            _ = Close(handle);
        }
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Flush(int handle);

    [DllImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int handle);
}
