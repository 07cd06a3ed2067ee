using GpuCqa.Service.Doors.Access;
using GpuCqa.Service.Uploads;

namespace GpuCqa.Service.Audit;

/// <summary>Entries of uploads that the service drops of itself.</summary>
public sealed class UploadAudit(AuditLog log)
{
    /// <summary>Records that an upload is about to be dropped because its time is over; on the disk when this returns.</summary>
    /// <exception cref="Core.Errors.RefusedException">It could not be written.</exception>
    public void Dropping(UploadRecord upload) => log.Append(new AuditEntry("upload.drop", null, ("project", upload.Project), ("resource", "upload:" + UploadMark.Of(upload.Id)))
    {
        Values = [("old", ResourceJson.Of(UploadCalls.Announced(upload)))],
    }).GetAwaiter().GetResult();
}
