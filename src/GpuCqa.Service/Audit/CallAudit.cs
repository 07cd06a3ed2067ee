using System.Globalization;
using System.Security.Cryptography;
using Google.Protobuf;
using GpuCqa.Api.V1;
using GpuCqa.Core.Errors;
using GpuCqa.Service.Doors;
using GpuCqa.Service.Doors.Access;
using GpuCqa.Service.Errors;
using GpuCqa.Service.Uploads;
using Grpc.Core;

namespace GpuCqa.Service.Audit;

/// <summary>Entries of calls: before a call changes something or hands out data, and before its answer is sent.</summary>
public sealed class CallAudit(AuditLog log)
{
    /// <summary>Records that a call was refused.</summary>
    public Task Refused(Caller caller, string method, string resource, string? reason, ErrorReason why) =>
        log.Append(new AuditEntry(method.TrimStart('/'), caller, ("resource", resource.Length <= 200 ? resource : resource[..200]), ("reason", reason), ("status", RpcErrors.Name(why))));

    /// <summary>Runs a call between its two entries. The first one is on the disk before anything is done, so that nothing happens unrecorded, whenever the power fails.</summary>
    public async Task<T> Record<T>(ServerCallContext context, Caller caller, Admission admission, string? reason, IMessage request, Func<Task<T>> call)
    {
        string number = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        var notes = new AuditNotes();
        context.GetHttpContext().Features.Set(notes);
        AuditEntry Entry(string phase, params (string Name, string? Value)[] fields) => new(context.Method.TrimStart('/'), caller,
            [("call", number), ("phase", phase), ("project", admission.Project), ("reason", reason), ("resource", admission.Resource), ("role", Grants.Word(admission.Role)), ("request_sha256", Hash(request)), .. fields]);

        await log.Append(Entry("begin"));
        T result;
        try
        {
            result = await call();
        }
        catch (Exception error)
        {
            await log.Append(Entry("end", [("status", Status(error, context)), .. notes.All]) with { Values = notes.Values });
            throw;
        }

        await log.Append(Entry("end", [("status", "OK"), .. Bytes(result), .. notes.All]) with { Values = notes.Values });
        return result;
    }

    /// <summary>SHA-256 of a request; of a chunk, without its bytes and with the key of its upload only in the hash.</summary>
    private static string Hash(IMessage request) => Convert.ToHexStringLower(SHA256.HashData(
        (request is WriteDatasetUploadRequest chunk ? new WriteDatasetUploadRequest { UploadId = chunk.UploadId, Path = chunk.Path, WriteOffset = chunk.WriteOffset } : request).ToByteArray()));

    private static (string Name, string? Value)[] Bytes(object? response) => response switch
    {
        Dataset dataset => [("dataset", dataset.Name), ("content_sha256", dataset.ContentSha256)],
        FrozenReference reference => [("reference", reference.Name), ("content_sha256", reference.ReferenceSha256)],
        DatasetUpload upload => [("upload", UploadRecord.Mark(upload.UploadId))],
        WriteDatasetUploadResponse written => [("file", written.File.Path), ("stored_bytes", written.File.PersistedSizeBytes.ToString(CultureInfo.InvariantCulture))],
        _ => [],
    };

    private static string Status(Exception error, ServerCallContext context) => error switch
    {
        GpuCqaException own => RpcErrors.Name(own.Reason),
        RpcException rpc => RpcErrors.Name(rpc.StatusCode.ToString()),
        _ when context.GetHttpContext().Features.Get<OpenCalls.Call>()?.IsRevoked == true => RpcErrors.Name(ErrorReason.Unauthenticated),
        _ when context.CancellationToken.IsCancellationRequested => "CANCELLED",
        OperationCanceledException => "UNAVAILABLE",
        _ => "INTERNAL",
    };
}
