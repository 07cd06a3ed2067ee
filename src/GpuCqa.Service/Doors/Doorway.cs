using System.Data.Common;
using GpuCqa.Core.Errors;
using GpuCqa.Service.Audit;
using GpuCqa.Service.Doors.Access;
using GpuCqa.Service.Doors.Limits;
using GpuCqa.Service.Errors;
using GpuCqa.Service.Hosting;
using Microsoft.AspNetCore.Authorization;

namespace GpuCqa.Service.Doors;

/// <summary>Stands before every method: who is not known is refused before a byte of its message is read.</summary>
public sealed partial class Doorway(ServiceOptions options, Doorman doorman, CallLimits limits, AuditLog audit, ILogger<Doorway> log)
{
    /// <summary>Lets a call through with its <see cref="Caller"/>, or ends it.</summary>
    public async Task Handle(HttpContext http, RequestDelegate next)
    {
        string remote = Doorman.Remote(http.Connection.RemoteIpAddress);
        bool open = MethodTable.Find(http.Request.Path.Value)?.Need == Need.Nothing || http.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null;
        try
        {
            Caller caller = open && !options.InsecureLoopback ? Caller.Unknown(remote) : await doorman.Find(http);
            if (!open && caller.Proof == Proof.None) throw new CredentialException(CredentialException.Nothing);
            limits.Call(caller);
            // What is not gRPC (metrics) tells of all projects.
            if (!open && !IsGrpc(http) && caller.Grants.Everywhere < Role.Reader) throw new RefusedException(ErrorReason.PermissionDenied, "This takes the role reader in all projects.");
            http.Features.Set(caller);
        }
        catch (CredentialException error)
        {
            Refused(log, remote, error.Message);
            RefusedException answer = Failure(remote, error);
            // Beyond the rate they are one and the same attack, and would fill the disk.
            if (answer.Reason == ErrorReason.Unauthenticated) _ = audit.Append(new AuditEntry(Op(http.Request.Path), Caller.Unknown(remote), ("status", RpcErrors.Name(answer.Reason)), ("why", error.Message)));
            Refuse(http, answer);
            return;
        }
        catch (RefusedException error)
        {
            Refuse(http, error);
            return;
        }
        catch (Exception error) when (error is DbException or IOException)
        {
            // Shut rather than open.
            CannotAsk(log, error);
            Refuse(http, new RefusedException(ErrorReason.Unavailable, "The service cannot find out who calls; try again.", TimeSpan.FromSeconds(5)));
            return;
        }

        await next(http);
    }

    private RefusedException Failure(string remote, CredentialException error)
    {
        try
        {
            limits.Failure(remote);
        }
        catch (RefusedException tooMany)
        {
            return tooMany;
        }

        // Which part was wrong would help who guesses.
        return error.Message == CredentialException.Nothing ? AccessCheck.Unauthenticated() : new RefusedException(ErrorReason.Unauthenticated, "The credential was not taken.");
    }

    // A path is whatever a stranger sends.
    private static string Op(PathString path) => MethodTable.Find(path.Value) is null ? "unknown method" : path.Value!.TrimStart('/');

    private static bool IsGrpc(HttpContext http) => http.Request.ContentType?.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase) == true;

    private static void Refuse(HttpContext http, RefusedException error)
    {
        if (IsGrpc(http)) RpcErrors.End(http.Response, error.Reason, error.Message, error.RetryAfter, error.Limit);
        else
            http.Response.StatusCode = error.Reason switch
            {
                ErrorReason.Unauthenticated => StatusCodes.Status401Unauthorized,
                ErrorReason.PermissionDenied => StatusCodes.Status403Forbidden,
                ErrorReason.Exhausted => StatusCodes.Status429TooManyRequests,
                _ => StatusCodes.Status503ServiceUnavailable,
            };
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The tables of the doors do not answer")]
    private static partial void CannotAsk(ILogger log, Exception error);

    [LoggerMessage(Level = LogLevel.Information, Message = "A credential from {Remote} was refused: {Why}")]
    private static partial void Refused(ILogger log, string remote, string why);
}
