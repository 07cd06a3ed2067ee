namespace GpuCqa.Statistics;

/// <summary>One line of a registry: a result that was added, with what it says, or links between states.</summary>
public sealed record RegistryEntry
{
    /// <summary>Place in the chain, from 1.</summary>
    public required long Sequence { get; init; }

    /// <summary>When it was added, UTC.</summary>
    public required string Time { get; init; }

    /// <summary>Who added it.</summary>
    public required string Actor { get; init; }

    /// <summary>"add" or "link".</summary>
    public required string Op { get; init; }

    /// <summary>Verb of the result.</summary>
    public required string Verb { get; init; }

    /// <summary>Its folder, relative to the registry's.</summary>
    public required string Folder { get; init; }

    /// <summary>SHA-256 over the names and hashes of its files.</summary>
    public required string Sha256 { get; init; }

    /// <summary>SHA-256 of every file.</summary>
    public required IReadOnlyDictionary<string, string> Files { get; init; }

    /// <summary>Version of the engine that made it, with its commit.</summary>
    public required string Engine { get; init; }

    /// <summary>Tissues of its lots; none where they name none.</summary>
    public IReadOnlyList<string> Tissues { get; init; } = [];

    /// <summary>Hash of the reference that it brought or was mapped onto, or null.</summary>
    public string? Reference { get; init; }

    /// <summary>What undermines it.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>States against functions.</summary>
    public IReadOnlyList<RegistryClaim> Claims { get; init; } = [];

    /// <summary>Locked claims on new lots.</summary>
    public IReadOnlyList<RegistryReplication> Replications { get; init; } = [];

    /// <summary>Knock-downs.</summary>
    public IReadOnlyList<RegistryPerturbation> Perturbations { get; init; } = [];

    /// <summary>States that are the same, split or merged.</summary>
    public IReadOnlyList<StateLink> Links { get; init; } = [];
}
