namespace GpuCqa.Service.Doors;

/// <summary>A credential that is not taken. Why is for the logs; callers are told in the same words every time.</summary>
public sealed class CredentialException(string why) : Exception(why)
{
    /// <summary>Why, where a call came without any.</summary>
    public const string Nothing = "no credential";
}
