using System.Security.Cryptography;
using Google.Protobuf;

namespace GpuCqa.Client.Uploads;

/// <summary>Ids that follow from what they name: a program that is started again finds what it began.</summary>
internal static class ContentId
{
    private const int Digits = 40;

    /// <summary>Id of a resource.</summary>
    /// <param name="prefix">A word.</param>
    /// <param name="sha256">Hash of the content, lower-case hex.</param>
    public static string Of(string prefix, string sha256) => $"{prefix}-{sha256[..Digits]}";

    /// <summary>SHA-256 of a message, lower-case hex.</summary>
    public static string Hash(IMessage message) => Convert.ToHexStringLower(SHA256.HashData(message.ToByteArray()));

    /// <summary>A request id (UUID) that the same request has again.</summary>
    public static string Request(IMessage request) => new Guid(SHA256.HashData(request.ToByteArray()).AsSpan(0, 16)).ToString("D");
}
