namespace GpuCqa.Testing;

/// <summary>Finds the folder of public data sets that lies beside a checkout on the project's own machines.</summary>
public static class SharedData
{
    /// <summary>Environment variable that names the folder when it lies elsewhere.</summary>
    public const string Variable = "GPUCQA_SHARED_DATA";

    /// <summary>The folder, or null when this checkout has none beside it.</summary>
    public static string? Root { get; } = Find();

    /// <summary>A path below the folder.</summary>
    public static string Path(string relative) =>
        System.IO.Path.Combine(Root ?? throw new InvalidOperationException("Mark the test [SharedDataFact]: it needs the shared data."), relative);

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given) return Directory.Exists(given) ? given : null;
        string candidate = System.IO.Path.GetFullPath(Checkout.Path("..", "shared", "data"));
        return Directory.Exists(candidate) ? candidate : null;
    }
}
