namespace GpuCqa.Service.Doors.Access;

/// <summary>Who may call a method, how the project is found, and what the audit log keeps of it.</summary>
/// <param name="Need">Whom it answers.</param>
/// <param name="Role">The role that it takes.</param>
/// <param name="Field">Field of the (first) request that names the project, a resource in it, or an upload.</param>
/// <param name="Trace">What the audit log keeps.</param>
public sealed record MethodRule(Need Need, Role Role, string Field, Trace Trace);
