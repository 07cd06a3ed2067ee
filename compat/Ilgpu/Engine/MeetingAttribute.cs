namespace IlgpuStandin.Engine;

/// <summary>Marks a method at which lanes wait for each other, and names its two halves in <see cref="Meeting"/>: with the method's parameters, and for its result.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class MeetingAttribute(string arrival, string? result = null) : Attribute
{
    public string Arrival { get; } = arrival;

    public string? Result { get; } = result;
}
