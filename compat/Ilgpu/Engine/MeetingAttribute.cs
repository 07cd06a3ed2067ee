namespace IlgpuStandin.Engine;

/// <summary>Marks a method at which lanes wait for each other: the group's, or the warp's from <see cref="MeetingKind.WarpBarrier"/> on.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class MeetingAttribute(MeetingKind kind) : Attribute
{
    public MeetingKind Kind { get; } = kind;
}
