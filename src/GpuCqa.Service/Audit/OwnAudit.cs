using System.Globalization;
using GpuCqa.Service.Errors;
using GpuCqa.Service.Uploads;

namespace GpuCqa.Service.Audit;

/// <summary>Entries of what the service does of itself: ends of jobs, and uploads and analyses that it drops.</summary>
public sealed class OwnAudit(AuditLog log)
{
    /// <summary>Records how an analysis is about to end; on the disk when this returns.</summary>
    /// <exception cref="Core.Errors.RefusedException">It could not be written.</exception>
    public void Ending(AnalysisMessage analysis, string? manifestSha256) => log.Append(new AuditEntry(
        "analysis.end", null, ("resource", analysis.Name), ("status", RpcErrors.Name(analysis.State.ToString())), ("attempt", analysis.Attempt.ToString(CultureInfo.InvariantCulture)), ("manifest_sha256", manifestSha256))).GetAwaiter().GetResult();

    /// <summary>Records that an analysis is about to be deleted because its time is over; on the disk when this returns.</summary>
    /// <exception cref="Core.Errors.RefusedException">It could not be written.</exception>
    public void Expiring(AnalysisMessage analysis) => log.Append(new AuditEntry("analysis.drop", null, ("project", analysis.Name.Split('/')[1]), ("resource", analysis.Name))
    {
        Values = [("old", ResourceJson.Of(analysis))],
    }).GetAwaiter().GetResult();

    /// <summary>Records that an upload is about to be dropped because its time is over; on the disk when this returns.</summary>
    /// <exception cref="Core.Errors.RefusedException">It could not be written.</exception>
    public void Dropping(UploadRecord upload) => log.Append(new AuditEntry("upload.drop", null, ("project", upload.Project), ("resource", "upload:" + UploadRecord.Mark(upload.Id)))
    {
        Values = [("old", ResourceJson.Of(upload.Announced()))],
    }).GetAwaiter().GetResult();
}
