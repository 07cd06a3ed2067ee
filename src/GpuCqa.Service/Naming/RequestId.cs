using System.Security.Cryptography;
using Google.Protobuf;
using GpuCqa.Core.Errors;
using GpuCqa.Service.Storage;

namespace GpuCqa.Service.Naming;

/// <summary>Request ids (AIP-155): the same id with the same request gives the same answer, with another one it is refused.</summary>
public static class RequestId
{
    /// <summary>Hash of a request, by which it is known again.</summary>
    /// <exception cref="InvalidParameterException">The id is not a UUID.</exception>
    public static string Hash(string id, IMessage request)
    {
        if (id.Length > 0 && !Guid.TryParseExact(id, "D", out _)) throw new InvalidParameterException("request_id is not a UUID.");
        return Convert.ToHexStringLower(SHA256.HashData(request.ToByteArray()));
    }

    /// <summary>Refuses an id that was used for another request.</summary>
    public static void SameOrRefuse(string id, string hash, string earlier)
    {
        if (hash != earlier) throw new InvalidParameterException($"request_id {id} was used for another request.");
    }

    /// <summary>Takes a request id; what the same id made earlier and the hash of that request, or null when it was free.</summary>
    public static (string Resource, string Sha256)? Taken(DatabaseSession session, string project, string id, string sha256, string resource)
    {
        int added = session.Execute(
            "INSERT INTO requests (project, id, sha256, resource) VALUES (@p, @i, @h, @r) ON CONFLICT DO NOTHING", ("@p", project), ("@i", id), ("@h", sha256), ("@r", resource));
        return added > 0 ? null
            : session.Query("SELECT resource, sha256 FROM requests WHERE project = @p AND id = @i", r => ((string, string)?)(r.GetString(0), r.GetString(1)), ("@p", project), ("@i", id)).Single();
    }
}
