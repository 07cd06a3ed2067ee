namespace GpuCqa.Service.Audit.Show;

/// <summary>A line of the log as an auditor reads it: one a call, one for everything else that is recorded.</summary>
/// <param name="Sequence">Number of the entry.</param>
/// <param name="Time">Its time, as in the log.</param>
/// <param name="Actor">Who.</param>
/// <param name="Proof">How that is known.</param>
/// <param name="Credential">By what.</param>
/// <param name="Remote">From where.</param>
/// <param name="Operation">What.</param>
/// <param name="Project">In which project, or empty.</param>
/// <param name="Resource">To what.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Reason">Why.</param>
/// <param name="Old">What was, as canonical JSON, or empty.</param>
/// <param name="New">What is, as canonical JSON, or empty.</param>
public sealed record AuditRow(
    long Sequence, string Time, string Actor, string Proof, string Credential, string Remote, string Operation, string Project, string Resource, string Status, string Reason, string Old, string New);
