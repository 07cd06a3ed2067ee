using System.Security.Cryptography;
using Google.Protobuf;
using GpuCqa.Core.Errors;

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
}
