namespace GpuCqa.Statistics;

/// <summary>One signature of a result: who, as what, meaning what, when, on which bytes.</summary>
/// <param name="Person">Name.</param>
/// <param name="Role">Role (quality, process, clinical).</param>
/// <param name="Meaning">author, reviewed or approved.</param>
/// <param name="Answer">Decision at the state of the flow; null of a review without one.</param>
/// <param name="Justification">Why, in words.</param>
/// <param name="Time">When, UTC, ISO 8601.</param>
/// <param name="Signed">SHA-256 over the names and SHA-256 of every data file of the result.</param>
/// <param name="Before">State of the flow before it.</param>
/// <param name="After">State after it.</param>
/// <param name="Flow">Version of the flow.</param>
/// <param name="Hash">Hash of the record in its chain.</param>
public sealed record SignatureRecord(string Person, string Role, string Meaning, FlowAnswer? Answer, string Justification, string Time, string Signed, FlowState Before, FlowState After, string Flow, string Hash);
