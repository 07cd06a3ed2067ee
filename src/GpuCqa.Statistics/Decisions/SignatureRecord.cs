namespace GpuCqa.Statistics;

/// <summary>One signature: who, as what, meaning what, when, on which bytes, with which key.</summary>
/// <param name="Person">Name.</param>
/// <param name="Role">Role (quality, process, clinical).</param>
/// <param name="Meaning">authored, reviewed, approved or decided.</param>
/// <param name="Answer">Decision at the state of the flow; null of a signature that decides nothing.</param>
/// <param name="Justification">Why, in words.</param>
/// <param name="Time">When, UTC, ISO 8601, by the clock of who signed.</param>
/// <param name="Signed">SHA-256 of what is signed: the seal of a result, or the bytes of a file.</param>
/// <param name="Before">State of the flow before it; null of what is no comparison.</param>
/// <param name="After">State after it.</param>
/// <param name="Flow">Version of the flow.</param>
/// <param name="Key">SHA-256 of the public key.</param>
/// <param name="Hash">Hash of the record in its chain.</param>
public sealed record SignatureRecord(string Person, string Role, string Meaning, FlowAnswer? Answer, string Justification, string Time, string Signed, FlowState? Before, FlowState? After, string? Flow, string Key, string Hash)
{
    /// <summary>The meaning of a signature that decides.</summary>
    public const string Decided = "decided";

    /// <summary>What the check of its key says.</summary>
    public SignatureState State { get; init; }
}
