namespace GpuCqa.Service.Doors;

/// <summary>A credential that is not taken. Why is for the logs; callers are told in the same words every time.</summary>
public sealed class CredentialException(string why) : Exception(why);
