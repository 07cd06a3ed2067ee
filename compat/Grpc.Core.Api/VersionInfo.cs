namespace Grpc.Core;

/// <summary>Version of the package that this assembly stands in for.</summary>
public static class VersionInfo
{
    /// <summary>Version of the assembly's identity.</summary>
    public const string CurrentAssemblyVersion = "2.0.0.0";

    /// <summary>Version of the file.</summary>
    public const string CurrentAssemblyFileVersion = "2.85.0.0";

    /// <summary>Version of the package.</summary>
    public const string CurrentVersion = "2.85.0";
}
