namespace GpuCqa.Service.Doors.Access;

/// <summary>What the audit log keeps of the calls of a method.</summary>
public enum Trace
{
    /// <summary>Refusals only.</summary>
    Refusals,

    /// <summary>Each call: it hands out data.</summary>
    Reading,

    /// <summary>Each call: it changes something.</summary>
    Change,
}
