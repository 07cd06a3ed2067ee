using Microsoft.Data.Sqlite;

namespace GpuCqa.Service.Errors;

/// <summary>Tells a disk that is full from other errors.</summary>
public static class FullDisk
{
    /// <summary>What a caller is told.</summary>
    public const string Message = "The disk of the service is full.";

    /// <summary>Which limit that is.</summary>
    public static readonly Core.Errors.ReachedLimit Limit = ServiceLimit.Disk.Of("disk of the state folder");

    // ENOSPC and EDQUOT of Linux, ERROR_DISK_FULL, SQLITE_FULL.
    private const int NoSpace = 28, Quota = 122, OnWindows = unchecked((int)0x80070070), OfSqlite = 13;

    /// <summary>Whether an error says so.</summary>
    public static bool Is(Exception error) => error is IOException { HResult: NoSpace or Quota or OnWindows } or SqliteException { SqliteErrorCode: OfSqlite };
}
