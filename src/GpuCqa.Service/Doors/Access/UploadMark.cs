using System.Security.Cryptography;
using System.Text;

namespace GpuCqa.Service.Doors.Access;

/// <summary>Stands for the key of an upload where the key itself must not stand.</summary>
public static class UploadMark
{
    /// <summary>16 hex digits of its hash.</summary>
    public static string Of(string upload) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(upload)))[..16];
}
