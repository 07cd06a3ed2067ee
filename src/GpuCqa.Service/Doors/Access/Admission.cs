namespace GpuCqa.Service.Doors.Access;

/// <summary>What a call that was let in is about.</summary>
/// <param name="Project">The project, or empty.</param>
/// <param name="Resource">The resource as the audit log names it, or empty.</param>
/// <param name="Role">The role that the caller has there.</param>
public sealed record Admission(string Project, string Resource, Role Role);
