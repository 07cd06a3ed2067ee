namespace GpuCqa.Service.Hosting;

/// <summary>By what a file is known to have changed.</summary>
/// <param name="Written">Time of its last write.</param>
/// <param name="Length">Bytes.</param>
public readonly record struct FileStamp(DateTime Written, long Length)
{
    // A file may change twice within one tick of the disk's clock.
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(2);

    /// <summary>Of the file that a path leads to: renewed certificates and mounted secrets are links that are turned to new files.</summary>
    /// <exception cref="IOException">It is not there.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be looked at.</exception>
    public static FileStamp Of(string path)
    {
        var info = new FileInfo(path);
        if (info.LinkTarget is not null) info = info.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? info;
        return new FileStamp(info.LastWriteTimeUtc, info.Length);
    }

    /// <summary>Whether the file was old enough at a time that a later change would show.</summary>
    public bool IsSettled(DateTime now) => now - Written > Tick;
}
