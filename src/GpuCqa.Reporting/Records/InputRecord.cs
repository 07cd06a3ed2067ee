namespace GpuCqa.Reporting.Records;

/// <summary>One file that the result was made from.</summary>
/// <param name="Label">What it is, without a machine's path ("cohort sheet", "T01/matrix.mtx.gz"); the report shows this.</param>
/// <param name="Path">Where it was read; in provenance.json only.</param>
/// <param name="Bytes">Size of the file.</param>
/// <param name="Sha256">SHA-256 of its bytes, lower-case hex.</param>
public sealed record InputRecord(string Label, string Path, long Bytes, string Sha256);
