namespace GpuCqa.Pipelines.Inputs;

/// <summary>A file that a result is made from.</summary>
/// <param name="Label">What it is, without a machine's path ("cohort sheet", "T01/matrix.mtx.gz").</param>
/// <param name="Path">Where it is read.</param>
/// <param name="Shown">Where it was read, as the provenance says it.</param>
public sealed record InputFile(string Label, string Path, string Shown)
{
    /// <summary>SHA-256 that it is known to have, lower-case hex, or null.</summary>
    public string? Sha256 { get; init; }
}
