namespace GpuCqa.Client.References;

/// <summary>What a reference is called.</summary>
public sealed record ReferenceOptions
{
    /// <summary>Id of the reference; made from the analysis, or from the content of a folder, if null.</summary>
    public string? ReferenceId { get; init; }

    /// <summary>Human-readable name.</summary>
    public string DisplayName { get; init; } = "";

    /// <summary>Of an upload: the reference's hash, by which it is found where the service has it under any name; null looks for the id alone.</summary>
    public string? ReferenceSha256 { get; init; }
}
