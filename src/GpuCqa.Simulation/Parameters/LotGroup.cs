namespace GpuCqa.Simulation;

/// <summary>Lots of one role, tissue and process of a synthetic cohort.</summary>
public sealed record LotGroup
{
    /// <summary>Role in the cohort sheet: "train", "test", "blank", "spike".</summary>
    public required string Role { get; init; }

    /// <summary>Number of lots.</summary>
    public required int Lots { get; init; }

    /// <summary>Name of one of the tissues; null = the first.</summary>
    public string? Tissue { get; init; }

    /// <summary>Process version in the cohort sheet, "pre" or "post"; null when no change is simulated.</summary>
    public string? Process { get; init; }

    /// <summary>Whether the lots are made by the changed process.</summary>
    public bool Changed { get; init; }

    /// <summary>Lots made from one donor.</summary>
    public int LotsPerDonor { get; init; } = 1;

    /// <summary>Index of an earlier group whose donors these lots are made from, lot by lot (split donors); null = donors of their own.</summary>
    public int? DonorsOf { get; init; }

    /// <summary>Lots processed and sequenced together; null = the lot is its own batch and the sheet names none.</summary>
    public int? LotsPerBatch { get; init; }

    /// <summary>Index of an earlier group in whose batches these lots are processed, lot by lot; null = batches of their own.</summary>
    public int? BatchesOf { get; init; }

    /// <summary>Cells of each lot; null = as the cohort's bounds say.</summary>
    public int? CellsPerLot { get; init; }

    /// <summary>Expected share of hazardous cells; 0 = none.</summary>
    public double HazardFrequency { get; init; }
}
