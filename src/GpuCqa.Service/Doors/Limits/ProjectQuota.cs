using GpuCqa.Core.Errors;
using GpuCqa.Service.Errors;
using GpuCqa.Service.Storage;

namespace GpuCqa.Service.Doors.Limits;

/// <summary>How many bytes a project may store: datasets, references, and uploads from when they are announced.</summary>
public sealed class ProjectQuota(LimitOptions limits)
{
    /// <summary>Refuses bytes that do not fit; asked in the transaction that announces or stores them.</summary>
    /// <exception cref="RefusedException">They do not fit. It says no time: something has to be deleted first.</exception>
    public void Require(DatabaseSession session, string project, long bytes)
    {
        long most = limits.BytesOf.TryGetValue(project, out long own) ? own : limits.ProjectBytes;
        long stored = Sum(session, "SELECT CAST(COALESCE(SUM(size), 0) AS BIGINT) FROM datasets WHERE project = @p", project)
            + Sum(session, "SELECT CAST(COALESCE(SUM(size), 0) AS BIGINT) FROM frozen_references WHERE project = @p", project)
            + Sum(session, "SELECT CAST(COALESCE(SUM(f.size), 0) AS BIGINT) FROM upload_files f JOIN uploads u ON u.id = f.upload WHERE u.project = @p", project);
        if (bytes > most - stored)
            throw ServiceLimit.ProjectBytes.Refusal($"projects/{project}", $"projects/{project} stores {stored} of {most} bytes, announced uploads among them; {bytes} more do not fit. Delete a dataset or a reference, or cancel an upload first.");
    }

    private static long Sum(DatabaseSession session, string sql, string project) => session.Query(sql, r => r.GetInt64(0), ("@p", project)).Single();
}
