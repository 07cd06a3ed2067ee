namespace GpuCqa.Core.Errors;

/// <summary>The limit for which something was refused.</summary>
/// <param name="Name">Its name, lower snake case.</param>
/// <param name="Subject">Whom or what it holds for: a project, a caller, the disk.</param>
public sealed record ReachedLimit(string Name, string Subject);
